"""Who works on an inspection, and what they cannot read."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.outbox import OutboxQuerySet, OutboxRow
from inspections.models.inspections import Inspection
from inspections.models.services import Service
from inspections.querysets import ConflictQuerySet, TeamMemberQuerySet
from inspections.rules import ROLE_NAMES, Role


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pgtrigger.AnyChange("inspection", "person", "role", "field", "days", "domains", "most")
    ),
    pghistory.DeleteEvent(),
)
class TeamMember(models.Model):
    """One person's role in one inspection; somebody may hold several.

    The row is deleted when they leave the role; its history stays, with `removed_by` as it was at the last moment.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_NAMES[r]) for r in Role])
    field = models.CharField(max_length=60, blank=True, help_text="of a colleague inspector: police, health, …")
    days = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="for reading; empty: all of fieldwork"
    )
    domains = models.JSONField(default=list, blank=True, help_text="codes of those they read; none: all")
    most = models.PositiveSmallIntegerField(null=True, blank=True, help_text="cases they take; empty: no limit")
    version = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who took them on; empty: not on record",
    )
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who takes them off: set just before the row is deleted",
    )

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ("role", "person__name")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "person", "role"), name="one_membership_per_role"),
            models.UniqueConstraint(
                fields=("inspection",), condition=models.Q(role="lead"), name="one_lead_per_inspection"
            ),
            models.CheckConstraint(
                condition=models.Q(field="") | ~models.Q(role=Role.SERVICE_CONTACT),
                name="a_service_contact_is_no_colleague_inspector",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


@pghistory.track()
class ConflictOfInterest(models.Model):
    """Declared for a service, so it holds for every inspection of it: a case, a case manager, or the whole service.

    It stands until it is withdrawn, with a reason.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    because = models.CharField(max_length=300)
    reference = models.CharField(max_length=40, blank=True, help_text="of a case")
    case_manager = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_because = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ("person__name", "at", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(because=""), name="a_conflict_says_why"),
            models.CheckConstraint(
                condition=models.Q(reference="") | models.Q(case_manager=""), name="a_conflict_names_one_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | (models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_because="")),
                name="a_conflict_is_withdrawn_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.because}"


class TeamNotice(OutboxRow):
    """A mail that tells somebody of a role they were given.

    Whoever has no password yet gets the link to set one in the same mail.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_NAMES[r]) for r in Role])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=["asked_at"], name="notices_not_mailed", condition=Q(emailed_at__isnull=True)),)

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
