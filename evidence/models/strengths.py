"""Strengths and areas for improvement, and the evidence that they point to."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q

from evidence.models.pieces import Withdrawable, stays, withdrawn_with_a_reason
from evidence.querysets import StandingQuerySet
from evidence.rules import SIDE_NAMES, Side
from inspections.models import Inspection


@pghistory.track()
class StrengthOrArea(Withdrawable):
    """One strength or area for improvement of a standard ("1.1"), a domain ("D1") or a theme, in their order."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="strengths")
    about = models.CharField(max_length=20)
    side = models.CharField(max_length=10, choices=[(side.value, SIDE_NAMES[side]) for side in Side])
    place = models.PositiveSmallIntegerField(help_text="among those of its side, from 1")
    words = models.CharField(max_length=1000)
    evidence = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="of the same inspection")

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ("about", "-side", "place")
        constraints = (
            withdrawn_with_a_reason("strength"),
            models.CheckConstraint(condition=~Q(words=""), name="a_strength_says_something"),
            models.UniqueConstraint(
                fields=("inspection", "about", "side", "place"),
                name="one_strength_per_place",
                deferrable=Deferrable.DEFERRED,
            ),
        )
        triggers = (
            stays("strength", parent="inspections_inspection", column="inspection_id"),
            pgtrigger.Trigger(
                name="points_to_evidence_of_its_inspection",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("evidence", "inspection_id"),
                func="""
                    IF EXISTS (
                        SELECT FROM unnest(NEW.evidence) AS pointed WHERE NOT EXISTS (
                            SELECT FROM evidence_evidence
                            WHERE id = pointed AND inspection_id = NEW.inspection_id
                        )
                    ) THEN
                        RAISE EXCEPTION 'A strength points to evidence of its own inspection'
                            USING ERRCODE = 'foreign_key_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.words
