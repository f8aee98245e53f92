"""Mails that are rows first: asked for in the change that they tell of, sent by a worker afterwards.

A mail may come twice where somebody died between sending it and noting that; it is never lost.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q

logger = logging.getLogger(__name__)

# Somebody who began to send a mail so long ago and did not come back is gone: another sends it.
SENDING_LOST_AFTER = timedelta(minutes=2)


class OutboxQuerySet(models.QuerySet[Any]):
    def to_mail(self, at: datetime) -> "OutboxQuerySet":
        """No mail has gone out, and nobody is sending one, or nobody who would still come back.

        A time ahead of now was noted by a clock that was wrong.
        """
        lost = Q(sending_at__lt=at - SENDING_LOST_AFTER) | Q(sending_at__gt=at + SENDING_LOST_AFTER)
        return self.filter(Q(sending_at=None) | lost, emailed_at=None)


class OutboxRow(models.Model):
    """What a mail tells of. It is sent while `emailed_at` is empty; `sending_at` says that somebody is at it."""

    site = models.CharField(max_length=300, help_text="what the addresses in the mail begin with")
    emailed_at = models.DateTimeField(null=True)
    sending_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def outbox_send(rows: OutboxQuerySet, mail_of: Callable[[Any], EmailMessage | None], *, at: datetime) -> int:
    """Sends the mail of each row that waits for one; says how many went out.

    A row without a mail, or whose mail no server takes, is left for the next time.
    """
    return sum(_sent(row, mail_of(row), at=at) for row in _claimed(rows, at=at))


@transaction.atomic
def _claimed(rows: OutboxQuerySet, *, at: datetime) -> list[Any]:
    """Noted as being sent, so that nobody else sends them too; no lock is held while a mail server is asked."""
    plain = rows.model._default_manager.order_by()  # what is joined for reading would be locked too
    waiting = plain.to_mail(at).select_for_update(no_key=True, skip_locked=True).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    plain.filter(pk__in=ids).update(sending_at=at)
    return list(rows.filter(pk__in=ids))


def _sent(row: Any, mail: EmailMessage | None, *, at: datetime) -> bool:
    try:
        sent = mail is not None and bool(mail.send())
    except (OSError, SMTPException) as problem:
        logger.warning("A mail could not be sent (%s); it is tried again", problem)
        sent = False
    type(row)._default_manager.filter(pk=row.pk).update(emailed_at=at if sent else None, sending_at=None)
    return sent
