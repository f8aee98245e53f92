"""The plan of a sample, the draw that followed it, what fell out since, and who was given what."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from inspections.models import Case, Inspection
from samples.rules import FELL_OUT_NAMES, FellOut


def _on_record(name: str) -> tuple[pgtrigger.Trigger, ...]:
    """What is on record is added to: never changed, and gone only with its inspection."""
    table = f"samples_{name}"
    return (
        pgtrigger.Protect(name=f"{name}_is_never_changed", operation=pgtrigger.Update),
        goes_with(
            name=f"{name}_stays_on_record",
            parent="inspections_inspection",
            column="inspection_id",
            sentence=f"A row of {table} stays as long as its inspection",
        ),
    )


@pghistory.track()
class SamplePlan(models.Model):
    """What the lead decided for the draw: sizes by domain, and why where they are not those suggested."""

    inspection = models.OneToOneField(Inspection, on_delete=models.CASCADE, related_name="sample_plan")
    sizes = models.JSONField(default=dict, help_text="domain to number of cases")
    on_top = models.JSONField(default=dict, help_text="domain to number of resettlement cases")
    because = models.CharField(max_length=500, blank=True)
    cap = models.PositiveSmallIntegerField(null=True, blank=True, help_text="cases of one case manager at most")
    reserve_per_cent = models.PositiveSmallIntegerField(default=20)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(reserve_per_cent__lte=100), name="a_reserve_is_a_share"),
            models.CheckConstraint(condition=Q(cap__isnull=True) | Q(cap__gte=1), name="a_cap_leaves_a_case"),
        )

    def __str__(self) -> str:
        return f"Plan of the sample, {self.inspection}"


class SampleDraw(models.Model):
    """One draw with all that it rests on: played again, it gives the same cases (samples.rules.replay_differences).

    The last of an inspection is the one that stands.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField(help_text="1 for the first of an inspection")
    seed = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)
    inputs_hash = models.CharField(max_length=64)
    inputs = models.JSONField()
    result = models.JSONField()
    because = models.CharField(max_length=500, blank=True, help_text="why it was drawn anew; empty for the first")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "number"), name="one_draw_per_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="a_draw_anew_says_why"),
        )
        triggers = _on_record("sampledraw")

    def __str__(self) -> str:
        return f"Draw {self.number}, {self.inspection}"


class Substitution(models.Model):
    """A case fell out, and a case of the reserve took its place, or none could: `entered` is empty then."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="substitutions")
    fell_out = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="substitutions")
    entered = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="entered_by")
    reason = models.CharField(max_length=20, choices=[(r.value, FELL_OUT_NAMES[r]) for r in FellOut])
    words = models.CharField(max_length=500, blank=True)
    place = models.PositiveSmallIntegerField(null=True, help_text="of the case that entered, in the reserve")
    first_offered = models.CharField(max_length=40, blank=True, help_text="the reserve's best, by reference")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        triggers = _on_record("substitution")

    def __str__(self) -> str:
        return f"{self.fell_out} out, {self.entered or 'nobody'} in"


class SharingOut(models.Model):
    """One sharing out of the cases among readers: each case with its reader and why, as it was confirmed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="sharings_out")
    result = models.JSONField(help_text="case, reader, why, sentence, moved from; and what could not be shared")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        triggers = _on_record("sharingout")

    def __str__(self) -> str:
        return f"Shared out, {self.inspection}, {self.at}"
