"""One visit to one service, and when each of its phases is planned."""

import pghistory
import pgtrigger
from django.db import models

from accounts.versions import Versioned
from inspections.models.services import Service
from inspections.querysets import InspectionQuerySet, PlannedPhaseQuerySet
from inspections.rules import MODE_NAMES, PHASE_NAMES, Mode, Phase, PhaseDates
from standards.models import Edition


@pghistory.track()
class Inspection(Versioned):
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
    isbn = models.CharField(max_length=23, blank=True, help_text="of the report, 13 digits with or without hyphens")
    meetings_held = models.PositiveSmallIntegerField(null=True, blank=True)
    interviews = models.JSONField(default=dict, blank=True, help_text="case_manager, other: how many")
    interviews_by_domain = models.JSONField(default=dict, blank=True)
    synthetic = models.BooleanField(default=False, help_text="its cases are made up from published figures")
    source = models.CharField(max_length=300, blank=True, help_text="where the figures of a synthetic one come from")
    source_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-fieldwork_starts", "name")
        constraints = (
            models.CheckConstraint(condition=models.Q(fieldwork_weeks__gte=1), name="fieldwork_takes_a_week_or_more"),
            models.CheckConstraint(
                condition=models.Q(isbn="") | models.Q(isbn__regex=r"^97[89](-?[0-9]){10}$"),
                name="an_isbn_has_13_digits",
            ),
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
    def is_from_print(self) -> bool:
        """Brought in from the figures of a printed report."""
        return bool(self.source_hash)

    @property
    def service_word(self) -> str:
        return self.service.generic_term or self.edition.service_word


@pghistory.track()
class PlannedPhase(Versioned):
    """When a phase is planned, both days included. What nobody adjusted follows the Monday of fieldwork."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="planned_phases")
    phase = models.CharField(max_length=20, choices=[(p.value, PHASE_NAMES[p]) for p in Phase])
    first = models.DateField()
    last = models.DateField()
    is_adjusted = models.BooleanField(default=False)

    objects = PlannedPhaseQuerySet.as_manager()

    class Meta:
        ordering = ("first", "last", "pk")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "phase"), name="one_plan_per_phase"),
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="a_phase_ends_once_begun"),
        )

    def __str__(self) -> str:
        return f"{self.get_phase_display()}, {self.first} to {self.last}"

    @property
    def dates(self) -> PhaseDates:
        return PhaseDates(Phase(self.phase), self.first, self.last)
