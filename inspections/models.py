"""Services inspected, inspections, their teams, and the cases of their samples."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from inspections.querysets import CaseQuerySet, InspectionQuerySet, TeamMemberQuerySet
from inspections.rules import MODE_NAMES, PHASE_NAMES, ROLE_NAMES, Mode, Phase, Role
from standards.models import DisposalType, Domain, Edition


@pghistory.track()
class Service(models.Model):
    """A youth justice service. Reports name it in several ways, so each name is its own field."""

    place = models.CharField("place", max_length=120, unique=True, help_text="as reports are titled: Doncaster")
    full_name = models.CharField(max_length=200, blank=True, help_text="Doncaster Youth Justice Service")
    short_name = models.CharField(max_length=80, blank=True, help_text="Doncaster YJS")
    generic_term = models.CharField(
        max_length=40, blank=True, help_text="YOT, YOS or YJS; empty: the edition's own word"
    )
    board_name = models.CharField(max_length=200, blank=True, help_text="Youth Justice Partnership Board")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who changed it last; empty: not on record",
    )

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.place


@pghistory.track()
class Inspection(models.Model):
    """One visit to one service under one edition, from announcement to publication."""

    name = models.SlugField(max_length=80, unique=True, help_text="its name in addresses and commands: doncaster-2024")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="inspections")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="inspections")
    phase = models.CharField(
        max_length=20, choices=[(p.value, PHASE_NAMES[p]) for p in Phase], default=Phase.ANNOUNCED.value
    )
    fieldwork_starts = models.DateField(help_text="the Monday")
    fieldwork_weeks = models.PositiveSmallIntegerField(default=1)
    fieldwork_mode = models.CharField(
        max_length=10, choices=[(m.value, MODE_NAMES[m]) for m in Mode], default=Mode.ON_SITE.value
    )
    joint_with = models.JSONField(default=list, blank=True, help_text="fields of colleague inspectors: police, …")
    published = models.CharField(max_length=40, blank=True, help_text="month and year in words")
    meetings_held = models.PositiveSmallIntegerField(null=True, blank=True)
    interviews = models.JSONField(default=dict, blank=True, help_text="case_manager, other: how many")
    interviews_by_domain = models.JSONField(default=dict, blank=True)
    synthetic = models.BooleanField(default=False, help_text="its cases are made up from published figures")
    source = models.CharField(max_length=300, blank=True, help_text="where the figures of a synthetic one come from")
    source_hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who changed it last; empty: not on record",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-fieldwork_starts", "name")
        constraints = (
            models.CheckConstraint(condition=models.Q(fieldwork_weeks__gte=1), name="fieldwork_takes_a_week_or_more"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="edition_is_in_use",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("edition_id"),
                func="""
                    UPDATE standards_edition SET in_use = TRUE WHERE id = NEW.edition_id AND NOT in_use;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.service.place}, {self.fieldwork_starts:%B %Y}"

    @property
    def service_word(self) -> str:
        return self.service.generic_term or self.edition.service_word


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange("inspection", "person", "role", "field")),
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
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


@pghistory.track()
class Case(models.Model):
    """One child's disposal in an inspection's sample, known only by a pseudonymous reference."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="cases")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    disposal_type = models.ForeignKey(DisposalType, on_delete=models.PROTECT, related_name="+")
    disposal_local_name = models.CharField(max_length=120, blank=True, help_text="what the service calls it")
    reference = models.CharField(max_length=40)
    began = models.DateField(null=True, blank=True)
    case_manager = models.CharField(max_length=120, blank=True)
    given = models.JSONField(default=dict, blank=True, help_text="what the service said: target to value")
    in_sample = models.BooleanField(default=True)
    fell_out_because = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("domain__number", "reference")
        constraints = (models.UniqueConstraint(fields=("inspection", "reference"), name="one_case_per_reference"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def disposal_words(self) -> str:
        return self.disposal_local_name or self.disposal_type.one
