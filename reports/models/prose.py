"""What people write in a report, paragraph by paragraph."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from reports.models.sections import ReportSection
from reports.querysets import ParagraphQuerySet


@pghistory.track()
class Paragraph(Versioned):
    """One block of a section's prose: what is saved, and what two people can write at the same time, is a paragraph.

    `node` is as reports.rules.prose tells, None once it is taken out: the row stays, with its history. `part` is the
    place in the section's plan ("" where it has one only); `rank` orders the paragraphs of a part.
    """

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="paragraphs")
    part = models.CharField(max_length=20, blank=True)
    key = models.UUIDField(help_text="its name, given by the device that it was first written on")
    rank = models.FloatField()
    node = models.JSONField(null=True)
    changed_at = models.DateTimeField()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ("part", "rank", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("section", "key"), name="one_paragraph_per_key"),
            models.CheckConstraint(condition=~Q(node={}), name="a_paragraph_says_something"),
        )
        triggers: ClassVar = (
            goes_with(
                name="paragraph_goes_with_its_section",
                parent="reports_reportsection",
                column="section_id",
                sentence="A paragraph is taken out, and never deleted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}, paragraph {self.key}"
