"""One reader's reading of one case, and where it stands."""

from datetime import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.db import models

from casereviews.querysets import CaseReviewQuerySet
from casereviews.rules import STATE_NAMES, Reading, State
from inspections.models import Case, Inspection


@pghistory.track(fields=["reader", "state", "submitted_at", "reopened_because", "by"], model_name="CaseReviewEvent")
class CaseReview(models.Model):
    """One reader's reading of one case.

    `required` and `done` say how far it is; services write them with the rows they are counted from.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    reading = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reading], default=Reading.FIRST)
    state = models.CharField(
        max_length=20, choices=[(s.value, STATE_NAMES[s]) for s in State], default=State.NOT_STARTED.value
    )
    done = models.PositiveSmallIntegerField(default=0)
    required = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0, help_text="of the last receipt: grows with all that arrives")
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="who changed it last"
    )

    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        ordering = ("case__domain__number", "case__reference", "reading")
        constraints = (
            models.UniqueConstraint(fields=("case", "reading"), name="one_review_per_reading"),
            models.CheckConstraint(
                condition=models.Q(state__in=["not_started", "in_progress"]) | models.Q(submitted_at__isnull=False),
                name="a_closed_review_was_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.reference}, {self.reading} reading"

    @property
    def is_closed(self) -> bool:
        return self.state in (State.SUBMITTED, State.SETTLED)

    def open_again(self, *, because: str, by: Any, at: datetime) -> None:
        """It leaves the ratings until it is submitted anew; its reader and the lead see why."""
        self.state, self.submitted_at, self.saved_at = State.IN_PROGRESS, None, at
        self.reopened_because, self.by = because, by
        self.save(update_fields=["state", "submitted_at", "saved_at", "reopened_because", "by"])
