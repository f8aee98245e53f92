"""Hears what changed the figures, inside the transaction that changed it."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

# First, so that it hears first: both lock rows, and a panel decision locks those of ratings before it tells us.
import ratings.receivers  # noqa: F401
from inspections.events import figures_changed
from inspections.rules import CONTEXT
from reports.broker import builds_send
from reports.services import sections_lay_out, sections_want


@receiver(figures_changed, dispatch_uid="reports")
def sections_follow(inspection_id: int, topics: frozenset[str], **kwargs: Any) -> None:
    """The sections that read these topics want a build, asked for in one message once the change is committed."""
    if CONTEXT in topics:
        sections_lay_out(inspection_id=inspection_id)
    if ids := sections_want(inspection_id=inspection_id, topics=topics, at=timezone.now()):
        transaction.on_commit(lambda: builds_send(ids), robust=True)
