"""What is made of findings of the check of a report: mended in their paragraph, dismissed, told again; how serious."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_plan
from inspections.models import Inspection
from reports.access import can_check_report
from reports.models import CheckSeverity, Dismissal, Paragraph
from reports.rules import Became, Node, ProseChange
from reports.rules.lint import LONGEST_REASON, SEVERITIES, Check, Severity
from reports.services.checks import ReportRefused, inspection_locked, words_check
from reports.services.prose import prose_apply
from standards.models import Edition


def paragraph_mend(*, paragraph_id: int, node: Node, seen: int, by: Person, at: datetime) -> Sequence[int]:
    """Puts the mended block in place of the version `seen`; returns the sections to queue.

    Raises ChangedMeanwhile, PermissionDenied, DoesNotExist, ReportRefused.
    """
    row = Paragraph.objects.get(pk=paragraph_id)
    if row.node is None or row.version != seen:
        raise ChangedMeanwhile
    change = ProseChange(uuid4(), row.key, row.part, seen, node)
    receipt = prose_apply(section_id=row.section_id, changes=[change], by=by, at=at)
    (outcome,) = receipt.outcomes
    if outcome.became is Became.CONFLICT:
        raise ChangedMeanwhile
    if outcome.became is Became.REFUSED:
        raise ReportRefused(outcome.reason)
    return receipt.due


@transaction.atomic
def finding_dismiss(
    *,
    inspection: Inspection,
    fingerprint: str,
    check: Check,
    section: str,
    found: str,
    because: str,
    by: Person,
    at: datetime,
) -> Dismissal:
    """Not a slip here, with the reason. What is dismissed already stays so. Raises PermissionDenied, ReportRefused."""
    locked = inspection_locked(inspection.pk, by, can_check_report)
    words_check(because, "because", "Say why it is no slip here", LONGEST_REASON)
    told = {"check_code": check.value, "section": section, "found": found, "because": because, "by": by, "at": at}
    known = {"inspection": locked, "fingerprint": fingerprint, "reopened_at": None}
    return Dismissal.objects.get_or_create(**known, defaults=told)[0]


@transaction.atomic
def finding_reopen(*, dismissal_id: int, by: Person, at: datetime) -> None:
    """It is told again, where it is still there. Raises DoesNotExist, PermissionDenied, ReportRefused."""
    row = Dismissal.objects.select_for_update(no_key=True, of=("self",)).get(pk=dismissal_id)
    inspection_locked(row.inspection_id, by, can_check_report)
    if row.reopened_at is None:
        row.reopened_by, row.reopened_at = by, at
        row.save(update_fields=["reopened_by", "reopened_at"])


@transaction.atomic
def severities_set(
    *, edition: Edition, wanted: Mapping[Check, Severity], seen: Mapping[Check, Severity], by: Person
) -> None:
    """How serious each check is in reports under an edition; its history says who set it.

    `seen` is what the page showed: what was left alone there stays. Raises ChangedMeanwhile, PermissionDenied.
    """
    if not can_plan(by):
        raise PermissionDenied
    Edition.objects.select_for_update(no_key=True).only("pk").get(pk=edition.pk)
    rows = {row.check_code: row for row in CheckSeverity.objects.filter(edition=edition)}
    for check, severity in wanted.items():
        row = rows.get(check.value)
        now = Severity(row.severity) if row else SEVERITIES[check]
        if severity in (seen.get(check), now):
            continue
        if now is not seen.get(check):
            raise ChangedMeanwhile
        if row is None:
            CheckSeverity.objects.create(edition=edition, check_code=check.value, severity=severity.value, by=by)
        else:
            row_change(row, seen=row.version, by=by, severity=severity.value)
