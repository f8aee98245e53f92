"""The panel's meetings: who was there, what was said of each standard, who agreed to a decision, what was reopened."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from inspections.models import Inspection
from ratings.models.decisions import LONGEST, Decision
from ratings.querysets import DiscussionQuerySet, PanelMeetingQuerySet, ReopeningQuerySet, VoiceQuerySet
from ratings.rules import Part
from standards.models import Standard


@pghistory.track()
class PanelMeeting(Versioned):
    """One meeting of the panel on an inspection. `by` changed it last; the chair closes it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="panel_meetings")
    number = models.PositiveSmallIntegerField(help_text="1 for the first")
    held_on = models.DateField()
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    objects = PanelMeetingQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("inspection", "number"), name="meetings_are_numbered"),
            models.UniqueConstraint(
                fields=("inspection",), condition=Q(closed_at__isnull=True), name="one_open_meeting_per_inspection"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by=F("chair")),
                name="the_chair_closes_a_meeting",
            ),
        )
        triggers: ClassVar = (
            pgtrigger.Trigger(
                name="a_closed_meeting_stays_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
                func="""
                    RAISE EXCEPTION 'A closed meeting stays as it was closed' USING ERRCODE = 'check_violation';
                """,
            ),
            goes_with(
                name="meeting_goes_with_its_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="A meeting of the panel stays on record as long as its inspection",
            ),
        )

    def __str__(self) -> str:
        return f"Meeting {self.number} of the panel, {self.held_on}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@pghistory.track()
class Attendance(models.Model):
    """Somebody who was at a meeting: a member, the lead who presents without a vote, or an observer."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Part])
    is_present = models.BooleanField(default=True, help_text="no: they left, or were named by mistake")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("person__name",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("meeting", "person"), name="one_attendance_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.part})"


@pghistory.track()
class Discussion(models.Model):
    """One standard on a meeting's agenda: what was said, or why it is left open.

    `closed_rating` and `closed_base` (the band, or the lead's proposal) are what the panel closed on.
    """

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="discussions")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    left_open_because = models.TextField(blank=True)
    closed_rating = models.SlugField(max_length=40, blank=True)
    closed_base = models.SlugField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ("standard__position",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("meeting", "standard"), name="one_discussion_per_standard"),
            models.CheckConstraint(
                condition=Q(notes__length__lte=LONGEST) & Q(left_open_because__length__lte=LONGEST),
                name="discussion_is_not_endless",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard.number}, {self.meeting}"


@pghistory.track()
class Voice(models.Model):
    """A member who was for a decision, or against it with words. `own`: by their own sign-in, not by the recorder."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    words = models.TextField(blank=True)
    own = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ("person__name",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("decision", "person"), name="one_voice_per_member"),
            models.CheckConstraint(condition=Q(is_for=True) | ~Q(words=""), name="dissent_says_why"),
            models.CheckConstraint(condition=Q(words__length__lte=LONGEST), name="dissent_is_not_endless"),
            models.CheckConstraint(condition=Q(own=False) | Q(by=F("person")), name="own_voice_is_ones_own"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {'for' if self.is_for else 'against'}"


class Reopening(models.Model):
    """The lead confirmed a change that alters a rating the panel had closed on: the standard waits for the panel."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="reopenings")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="reopenings", help_text="closed")
    base_then = models.SlugField(max_length=40, blank=True)
    base_now = models.SlugField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("meeting", "standard"), name="one_reopening_after_a_meeting"),
        )
        triggers: ClassVar = (
            pgtrigger.Protect(name="reopening_never_changes", operation=pgtrigger.Update),
            goes_with(
                name="reopening_goes_with_its_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="What was reopened stays on record as long as the inspection",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard.number} of {self.inspection.name}"
