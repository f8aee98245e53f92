"""What the lead proposed and the panel decided."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from inspections.models import Inspection
from ratings.querysets import DecisionQuerySet, ProposalQuerySet
from ratings.rules import ReasonCode
from standards.models import Standard

LONGEST = settings.NOTE_MAX_LENGTH


@pghistory.track()
class Proposal(models.Model):
    """The lead's proposed judgement of a standard that is rated by judgement."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="proposals")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    rating = models.SlugField(max_length=40, blank=True, help_text="empty: proposed to be left unrated")
    summary = models.TextField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("inspection", "standard"), name="one_proposal_per_standard"),
            models.CheckConstraint(condition=~models.Q(summary=""), name="a_proposal_says_why"),
            models.CheckConstraint(
                condition=models.Q(summary__length__lte=LONGEST), name="proposal_summary_is_not_endless"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard.number} of {self.inspection.name}: {self.rating or 'unrated'}"


@pghistory.track()
class Decision(models.Model):
    """What the panel decided on a standard, with the figures it was taken on.

    The one that stands is `current`; earlier ones stay. `figures` holds the (yes, relevant) counts per key question;
    of a standard rated by judgement, `proposed` holds the lead's proposal instead, and `proposal_version` which one.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="decisions")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    rating = models.SlugField(max_length=40, blank=True, help_text="empty: left unrated")
    band = models.SlugField(max_length=40, blank=True, help_text="by the table; empty for a judgement")
    set_aside = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text="key question numbers")
    reason_code = models.CharField(max_length=20, choices=[(c.value, c.value) for c in ReasonCode], blank=True)
    words = models.TextField(blank=True)
    figures = models.JSONField(default=list)
    proposed = models.SlugField(max_length=40, blank=True)
    proposal_version = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveBigIntegerField(help_text="of the RatedStandard when it was taken")
    current = models.BooleanField(default=True)
    meeting = models.ForeignKey(
        "ratings.PanelMeeting",
        on_delete=models.CASCADE,
        related_name="decisions",
        null=True,
        blank=True,
        help_text="empty: taken from a printed report, or before meetings were on record",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("inspection", "standard"), condition=models.Q(current=True), name="one_current_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside__len=0) | ~(models.Q(words="") | models.Q(reason_code="")),
                name="discretion_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside__len=0) | ~models.Q(rating=models.F("band")),
                name="discretion_departs_from_the_band",
            ),
            models.CheckConstraint(
                condition=models.Q(words__length__lte=LONGEST), name="decision_words_are_not_endless"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard.number} of {self.inspection.name}: {self.rating or 'unrated'}"
