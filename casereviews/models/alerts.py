"""Somebody is at risk now: what the lead inspector was told, and what was done."""

from typing import ClassVar
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from accounts.outbox import OutboxRow
from casereviews.models.reviews import CaseReview
from casereviews.querysets import AlertQuerySet
from casereviews.rules import LONGEST_ALERT, LONGEST_TOLD_WHEN
from inspections.models import Inspection


class Alert(OutboxRow):
    """Raised from a review, open until somebody who leads the inspection closes it. What was said never changes.

    `version` grows with every entry and with the closing, so that nobody closes what they have not read.
    Its mail goes to the lead.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, help_text="given by the form: sent twice, it is one alert")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="alerts")
    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="alerts")
    fact = models.CharField(max_length=100, blank=True, help_text="the fact whose yes asked for it: fact.…")
    reason = models.TextField()
    told = models.TextField(blank=True, help_text="who was told already; empty: nobody")
    told_when = models.CharField(max_length=LONGEST_TOLD_WHEN, blank=True, help_text="in words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    closed_with = models.TextField(blank=True, help_text="what was done")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "id")
        indexes = (
            models.Index(fields=["inspection"], name="open_alerts", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["at"], name="alerts_not_mailed", condition=Q(emailed_at__isnull=True)),
        )
        constraints: ClassVar = (
            models.CheckConstraint(condition=~Q(reason=""), name="an_alert_says_why"),
            models.CheckConstraint(
                condition=Q(reason__length__lte=LONGEST_ALERT)
                & Q(told__length__lte=LONGEST_ALERT)
                & Q(closed_with__length__lte=LONGEST_ALERT),
                name="an_alert_is_not_endless",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_with="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_with="")),
                name="an_alert_is_closed_with_what_was_done",
            ),
        )
        triggers: ClassVar = (
            pgtrigger.ReadOnly(
                name="an_alert_says_what_it_said",
                exclude=["version", "closed_with", "closed_by", "closed_at", "emailed_at", "sending_at"],
            ),
            pgtrigger.Trigger(
                name="a_closed_alert_stays_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("closed_with", "closed_by", "closed_at"),
                func="""
                    IF OLD.closed_at IS NOT NULL THEN
                        RAISE EXCEPTION 'A closed alert stays as it was closed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            goes_with(
                name="alert_goes_with_its_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="An alert stays on record as long as its inspection",
            ),
        )

    def __str__(self) -> str:
        return f"Alert of {self.at:%d %B %Y, %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class AlertEntry(models.Model):
    """Something added to an alert, before or after it was closed: a correction, or what happened since."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="entries")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=~Q(words="") & Q(words__length__lte=LONGEST_ALERT), name="an_entry_says_something"
            ),
        )
        triggers: ClassVar = (
            pgtrigger.Protect(name="an_entry_never_changes", operation=pgtrigger.Update),
            goes_with(
                name="entry_goes_with_its_alert",
                parent="casereviews_alert",
                column="alert_id",
                sentence="An entry stays on record as long as its alert",
            ),
        )
