"""What readers ask the lead about a prompt or a key question, and what the lead rules."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from casereviews.models.reviews import CaseReview
from casereviews.querysets import QuestionQuerySet, RulingQuerySet
from casereviews.rules import LONGEST_QUESTION, LONGEST_RULING
from inspections.models import Inspection


@pghistory.track()
class Ruling(models.Model):
    """How a prompt or key question is to be read in this inspection: one for each, seen by every reader beside it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="rulings")
    target = models.CharField(max_length=40, help_text="a prompt, 2.1.1.a, or a key question, 2.1.1")
    words = models.TextField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ("target",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("inspection", "target"), name="one_ruling_per_target"),
            models.CheckConstraint(
                condition=~Q(words="") & Q(words__length__lte=LONGEST_RULING), name="a_ruling_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} in {self.inspection.name}"


@pghistory.track()
class Question(models.Model):
    """Open until a ruling answers it, or who asked takes it back. `review` is the case that it arose in."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="questions")
    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="questions")
    target = models.CharField(max_length=40)
    words = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="questions", null=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="when who asked looked at the answer")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="who changed it last"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = (
            models.Index(
                fields=["inspection", "target"],
                name="open_questions",
                condition=Q(ruling__isnull=True, withdrawn_at__isnull=True),
            ),
        )
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=~Q(words="") & Q(words__length__lte=LONGEST_QUESTION), name="a_question_says_something"
            ),
            models.CheckConstraint(
                condition=Q(ruling__isnull=True, answered_at__isnull=True)
                | Q(ruling__isnull=False, answered_at__isnull=False, withdrawn_at__isnull=True),
                name="a_question_is_answered_by_a_ruling",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target}, {self.asked_at:%d %B %Y}"

    @property
    def is_open(self) -> bool:
        return self.ruling_id is None and self.withdrawn_at is None
