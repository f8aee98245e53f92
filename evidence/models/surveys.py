"""What stands in a survey: its questions; what stands in the children's text survey: quotes."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from evidence.models.pieces import Evidence, Withdrawable, stays, withdrawn_with_a_reason
from evidence.querysets import StandingQuerySet
from evidence.rules import SCALE_NAMES, Scale

OF_ITS_PIECE = {"parent": "evidence_evidence", "column": "evidence_id"}


@pghistory.track()
class SurveyQuestion(Withdrawable):
    """One question of a survey with the answers to it. In the scale `per_cent`, counts are percentages."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField(help_text="in the survey, from 1")
    text = models.CharField(max_length=300)
    scale = models.CharField(max_length=20, choices=[(scale.value, SCALE_NAMES[scale]) for scale in Scale])
    labels = ArrayField(models.CharField(max_length=100))
    counts = ArrayField(models.PositiveIntegerField())
    answered = models.PositiveIntegerField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            withdrawn_with_a_reason("question"),
            models.CheckConstraint(condition=~Q(text=""), name="a_survey_question_asks_something"),
            models.CheckConstraint(
                condition=Q(labels__len=F("counts__len")) & Q(labels__len__gte=2), name="every_answer_has_its_count"
            ),
            models.UniqueConstraint(fields=("evidence", "place"), name="one_survey_question_per_place"),
        )
        triggers = (stays("question", **OF_ITS_PIECE),)

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Quote(Withdrawable):
    """What somebody wrote, as they wrote it, and as it may be printed: the same where `edited` is empty."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="quotes")
    who = models.CharField(
        max_length=20, choices=[("child", "A child"), ("parent_carer", "A parent or carer"), ("unknown", "Not known")]
    )
    original = models.TextField()
    edited = models.TextField(blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            withdrawn_with_a_reason("quote"),
            models.CheckConstraint(
                condition=~Q(original="") & Q(original__length__lte=2000, edited__length__lte=2000),
                name="a_quote_says_something",
            ),
        )
        triggers = (stays("quote", **OF_ITS_PIECE),)

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        return self.edited or self.original
