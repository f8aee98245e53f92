"""One piece of evidence, whatever its kind."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from evidence.querysets import EvidenceQuerySet
from evidence.rules import ASKED_NAMES, HELD, KIND_NAMES, SENT_BY_SERVICE, Asked, EvidenceKind
from inspections.models import Inspection

LONGEST = settings.NOTE_MAX_LENGTH
ON_A_DAY = [kind.value for kind in HELD]
BY_A_SERVICE = [kind.value for kind in SENT_BY_SERVICE]


class Withdrawable(Versioned):
    """A row that is withdrawn with a reason, and never deleted while its inspection is there."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def withdrawn_with_a_reason(name: str) -> models.CheckConstraint:
    """As of a conflict of interest: all three or none."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
        | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
        name=f"{name}_is_withdrawn_with_a_reason",
    )


def stays(name: str, *, parent: str, column: str) -> pgtrigger.Trigger:
    return goes_with(
        name=f"{name}_stays_on_record",
        parent=parent,
        column=column,
        sentence="Evidence is withdrawn with a reason, and never deleted",
    )


@pghistory.track()
class Evidence(Withdrawable):
    """One piece. Which fields are given follows from its kind; a file of it is an EvidenceFile.

    `positions` are what it is about: "1.1", "1.1.2", "involvement", "diversity".
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=[(kind.value, KIND_NAMES[kind]) for kind in EvidenceKind])
    title = models.CharField(max_length=200)
    positions = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    notes = models.TextField(blank=True)
    from_service = models.BooleanField(default=False, help_text="sent by the service’s contact, who may see it again")
    # A meeting, an interview, a presentation
    held_on = models.DateField(null=True, blank=True)
    attended = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="people of the team")
    with_whom = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="kinds of person")
    with_words = models.CharField(max_length=300, blank=True)
    # A survey
    asked = models.CharField(max_length=20, choices=[(a.value, ASKED_NAMES[a]) for a in Asked], blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    completed = models.PositiveIntegerField(null=True, blank=True)
    # The children's text survey
    consents_asked = models.PositiveIntegerField(null=True, blank=True)
    consents_given = models.PositiveIntegerField(null=True, blank=True)
    replies_children = models.PositiveIntegerField(default=0)
    replies_parents = models.PositiveIntegerField(default=0)
    replies_unknown = models.PositiveIntegerField(default=0)
    scores = ArrayField(models.PositiveIntegerField(), default=list, blank=True, help_text="how many gave 1, 2, … 10")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "held_on", "recorded_at", "pk")
        constraints = (
            withdrawn_with_a_reason("evidence"),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(condition=Q(notes__length__lte=LONGEST), name="evidence_notes_are_not_endless"),
            models.CheckConstraint(
                condition=~Q(kind__in=ON_A_DAY) | Q(held_on__isnull=False), name="a_meeting_was_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(from_service=False) | Q(kind__in=BY_A_SERVICE), name="a_service_sends_documents_alone"
            ),
            models.CheckConstraint(
                condition=~Q(kind="survey") | (~Q(asked="") & Q(completed__isnull=False)),
                name="a_survey_asked_somebody",
            ),
            models.CheckConstraint(
                condition=Q(invited__isnull=True) | Q(completed__lte=F("invited")), name="who_completed_was_invited"
            ),
            models.CheckConstraint(
                condition=~Q(kind="text_survey") | Q(consents_given__isnull=False, scores__len=10),
                name="a_text_survey_counts_consents_and_scores",
            ),
            models.CheckConstraint(
                condition=Q(consents_given__isnull=True) | Q(consents_given__lte=F("consents_asked")),
                name="a_consent_was_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(consents_given__isnull=True)
                | Q(
                    consents_given__gte=F("replies_children") + F("replies_parents") + F("replies_unknown"),
                ),
                name="a_reply_had_consent",
            ),
        )
        indexes = (models.Index(fields=["inspection", "kind"], name="evidence_by_kind"),)
        triggers = (stays("evidence", parent="inspections_inspection", column="inspection_id"),)

    def __str__(self) -> str:
        return self.title

    @property
    def replies(self) -> int:
        return self.replies_children + self.replies_parents + self.replies_unknown
