"""What a report recommends, and to whom."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Lower

from accounts.kept import goes_with
from accounts.versions import Versioned
from inspections.models import Inspection
from reports.models.withdrawable import Withdrawable, stays, withdrawn_by_somebody
from reports.rules import BODY_NAMES, LONGEST_BODY, LONGEST_RECOMMENDATION, BodyKind


@pghistory.track()
class RecommendationBody(Versioned):
    """Who is to act: "The Testley Youth Justice Board". It is printed while something is recommended to it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="recommended_to")
    kind = models.CharField(max_length=10, choices=[(kind.value, BODY_NAMES[kind]) for kind in BodyKind])
    name = models.CharField(max_length=LONGEST_BODY)
    place = models.PositiveSmallIntegerField(help_text="in the order of the report, from 1")

    class Meta:
        ordering = ("place", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint("inspection", Lower("name"), name="one_body_per_name"),
            models.UniqueConstraint(
                fields=("inspection", "place"), name="one_body_per_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_body_has_a_name"),
        )
        triggers: ClassVar = (
            goes_with(
                name="body_goes_with_its_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="A body stays on record as long as its inspection",
            ),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Recommendation(Withdrawable):
    """One recommendation. Without a body it is addressed to nobody yet, which the check of the report tells."""

    body = models.ForeignKey(RecommendationBody, on_delete=models.RESTRICT, null=True, related_name="recommendations")
    place = models.PositiveSmallIntegerField(help_text="among those of its inspection, from 1")
    words = models.CharField(max_length=LONGEST_RECOMMENDATION)
    rests_on = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="standard:2.1, question:2.1.1, strength:7"
    )

    class Meta:
        ordering = ("place", "pk")
        constraints: ClassVar = (
            withdrawn_by_somebody("recommendation"),
            models.UniqueConstraint(
                fields=("inspection", "place"), name="one_recommendation_per_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_recommendation_says_something"),
        )
        triggers: ClassVar = (stays("recommendation", "A recommendation"),)

    def __str__(self) -> str:
        return self.words
