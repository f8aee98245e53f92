"""Hears what changed the figures, inside the transaction that changed it. An annexe reads every topic there is."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

# First, so that it hears first: both lock rows, sections before the annexe.
import reports.receivers  # noqa: F401
from inspections.events import figures_changed
from reports.annexe.broker import annexe_send
from reports.annexe.services import annexe_want


@receiver(figures_changed, dispatch_uid="annexe")
def annexe_follows(inspection_id: int, **kwargs: Any) -> None:
    if annexe_want(inspection_id=inspection_id, at=timezone.now()):
        transaction.on_commit(lambda: annexe_send(inspection_id), robust=True)
