"""The data annexe of an inspection: the files that were built last, and whether anything changed since."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.kept import goes_with
from inspections.models import Inspection
from reports.annexe.querysets import AnnexeQuerySet
from reports.annexe.rules import STEPS, Audience
from reports.rules import SectionState, state_of

FORMATS = ("xlsx", "csv", "json")  # "csv" is an archive of CSV files
ANSWERS = "answers"


class Annexe(models.Model):
    """As a section (reports.models): `wanted` grows with every change, `built` is the `wanted` the files were made for.

    `step` is how far a build is that is under way: its place in STEPS, from 1; nothing follows from it.
    """

    inspection = models.OneToOneField(Inspection, on_delete=models.CASCADE, primary_key=True, related_name="annexe")
    wanted = models.PositiveBigIntegerField(default=1)
    built = models.PositiveBigIntegerField(default=0)
    covered = models.PositiveBigIntegerField(default=0, help_text="how many changes the last build took in")
    built_at = models.DateTimeField(null=True, blank=True, help_text="when the figures in the files were read")
    changed_at = models.DateTimeField(null=True, blank=True, help_text="when a figure last differed")
    queued_at = models.DateTimeField(null=True, blank=True, help_text="empty: no build is on its way")
    step = models.PositiveSmallIntegerField(default=0)
    failed_because = models.TextField(blank=True, help_text="why the last build failed; the last good files stay")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="of what the files were made of")
    release = models.CharField(max_length=64, blank=True, help_text="of the words and the code that made the files")

    objects = AnnexeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = (
            models.CheckConstraint(condition=Q(built__lte=F("wanted")), name="annexe_built_no_further_than_wanted"),
            models.CheckConstraint(
                condition=Q(built=0) | Q(built_at__isnull=False), name="an_annexe_built_has_its_time"
            ),
            models.CheckConstraint(condition=Q(step__lte=len(STEPS)), name="an_annexe_is_at_a_step"),
        )
        indexes: ClassVar = (
            models.Index(fields=("queued_at",), condition=Q(built__lt=F("wanted")), name="annexes_to_build"),
        )

    def __str__(self) -> str:
        return f"Data annexe of {self.inspection_id}"

    @property
    def state(self) -> SectionState:
        return state_of(built=self.built, wanted=self.wanted, failed_because=self.failed_because)


class AnnexeFile(models.Model):
    """One file of the last build. The database packs what can be packed."""

    annexe = models.ForeignKey(Annexe, on_delete=models.CASCADE, related_name="files")
    audience = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Audience])
    format = models.CharField(max_length=4, choices=[(name, name) for name in FORMATS])
    content = models.BinaryField(editable=False)
    size = models.PositiveIntegerField(help_text="bytes")

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("annexe", "audience", "format"), name="one_annexe_file_of_a_kind"),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience], format__in=FORMATS),
                name="an_annexe_file_is_of_a_known_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience}.{self.format}"


class AnnexeTaken(models.Model):
    """Somebody took what is for the team alone: a file, or every answer. Never changed, gone with the inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="annexe_taken")
    what = models.CharField(max_length=10, choices=[(name, name) for name in (*FORMATS, ANSWERS)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = (
            models.CheckConstraint(condition=Q(what__in=(*FORMATS, ANSWERS)), name="what_was_taken_is_known"),
        )
        triggers: ClassVar = (
            pgtrigger.Protect(name="what_was_taken_is_never_changed", operation=pgtrigger.Update),
            goes_with(
                name="what_was_taken_stays_on_record",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="Who took what stays on record as long as the inspection",
            ),
        )
