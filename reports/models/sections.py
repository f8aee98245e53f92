"""Sections of a report: the last built body, and whether something it reads has changed since."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.kept import goes_with
from inspections.models import Inspection
from reports.querysets import ReportSectionQuerySet
from reports.rules import SectionState, state_of


class ReportSection(models.Model):
    """One part of one inspection's report.

    `wanted` grows with every change to one of its `topics`; `built` is the `wanted` that `body` was made for. The row
    is the record: a build message that gets lost costs a delay, never a stale section (docs/decisions/0006).
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=40, help_text="ratings, case_mix:D2, standard:2.1")
    position = models.PositiveSmallIntegerField()
    topics = ArrayField(models.CharField(max_length=20))
    prose_topics = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="those of `topics` that its prose asks for"
    )
    body = models.TextField(blank=True)
    notes = models.PositiveSmallIntegerField(default=0, help_text="how many footnotes the body has")
    wanted = models.PositiveBigIntegerField(default=1)
    built = models.PositiveBigIntegerField(default=0)
    covered = models.PositiveBigIntegerField(default=0, help_text="how many changes the last build took in")
    built_at = models.DateTimeField(null=True, blank=True, help_text="when the figures in the body were read")
    queued_at = models.DateTimeField(null=True, blank=True, help_text="empty: no build is on its way")
    failed_because = models.TextField(blank=True, help_text="why the last build failed; the last good body stays")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="of what the body was made of")
    release = models.CharField(max_length=64, blank=True, help_text="of the words and the code that made it")
    causes = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="the topics that changed since then"
    )

    objects = ReportSectionQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("inspection", "code"), name="one_section_per_code"),
            models.CheckConstraint(condition=Q(built__lte=F("wanted")), name="built_no_further_than_wanted"),
        )
        indexes: ClassVar = (
            models.Index(fields=("queued_at",), condition=Q(built__lt=F("wanted")), name="sections_to_build"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> SectionState:
        return state_of(built=self.built, wanted=self.wanted, failed_because=self.failed_because)


class SectionVersion(models.Model):
    """A body that a section had, and what changed before it was built. A build that changes no letter makes none."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveBigIntegerField(help_text="the section's `built` with it")
    body = models.TextField(blank=True)
    causes = ArrayField(models.CharField(max_length=20), default=list, help_text="the topics that changed")
    changes = models.PositiveBigIntegerField(help_text="how many changes the build took in")
    at = models.DateTimeField(help_text="when the figures in the body were read")

    class Meta:
        ordering = ("section", "-number")
        constraints: ClassVar = (models.UniqueConstraint(fields=("section", "number"), name="one_version_per_number"),)
        triggers: ClassVar = (
            pgtrigger.Protect(name="a_version_never_changes", operation=pgtrigger.Update),
            goes_with(
                name="version_goes_with_its_section",
                parent="reports_reportsection",
                column="section_id",
                sentence="A version stays on record as long as its section",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}, version {self.number}"
