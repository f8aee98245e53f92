"""What arrived at a review, under the id that its device gave it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from casereviews.models.reviews import CaseReview
from casereviews.querysets import ReceivedChangeQuerySet
from casereviews.rules import Status


class ReceivedChange(models.Model):
    """On record: a change under the id that its device gave it, and what became of it, so that it counts once.

    `value` and `note` are kept as they were sent (null: left unchanged) where they were not saved: in a conflict, kept
    aside, or refused. What was saved stands in the history of its row, unless another of its batch came after it.
    """

    id = models.UUIDField(primary_key=True)
    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="received")
    target = models.CharField(max_length=100)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    value = models.TextField(null=True)
    note = models.TextField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.UUIDField(null=True)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    objects = ReceivedChangeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = (
            models.Index(fields=["review", "device", "at"], name="received_by_device"),
            models.Index(
                fields=["review"],
                name="kept_aside_unsettled",
                condition=models.Q(status="kept_aside", settled_at__isnull=True),
            ),
        )
        triggers: ClassVar = (
            pgtrigger.ReadOnly(name="what_arrived_never_changes", exclude=["settled_by", "settled_at"]),
        )
