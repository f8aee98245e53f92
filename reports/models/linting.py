"""What people made of findings of the check of a report, and how serious each check is."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from inspections.models import Inspection
from reports.rules.lint import LONGEST_REASON, Check, Severity
from standards.models import Edition


@pghistory.track()
class Dismissal(models.Model):
    """A finding that is no slip where it stands, with the reason. It is told again once somebody reopens it.

    `fingerprint` is that of the finding; the words are kept so that it can be shown whatever becomes of its paragraph.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="dismissals")
    fingerprint = models.CharField(max_length=64)
    check_code = models.CharField(max_length=30, choices=[(check.value, check.value) for check in Check])
    section = models.CharField(max_length=40, help_text="the code of its section")
    found = models.CharField(max_length=300, help_text="the words that were found")
    because = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("inspection", "fingerprint"),
                condition=Q(reopened_at__isnull=True),
                name="a_finding_is_dismissed_once",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_finding_is_dismissed_with_a_reason"),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="a_finding_is_reopened_by_somebody",
            ),
        )
        triggers: ClassVar = (
            goes_with(
                name="dismissal_goes_with_its_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="That a finding was dismissed stays on record as long as its inspection",
            ),
        )

    def __str__(self) -> str:
        return f"{self.check_code}: {self.found}"


@pghistory.track()
class CheckSeverity(Versioned):
    """How serious a check of reports under an edition is, where somebody set it apart from the default."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    check_code = models.CharField(max_length=30, choices=[(check.value, check.value) for check in Check])
    severity = models.CharField(max_length=10, choices=[(severity.value, severity.value) for severity in Severity])

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("edition", "check_code"), name="one_severity_per_check"),
        )

    def __str__(self) -> str:
        return f"{self.check_code}: {self.severity}"
