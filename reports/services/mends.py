"""What is made of findings of the check of a report: mended in their paragraph, dismissed, told again; how serious."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_plan, standing_of
from inspections.models import Inspection
from inspections.rules import Phase
from reports.access import can_check_report
from reports.models import CheckSeverity, Dismissal, Paragraph, ReportSection
from reports.rules import BadNode, Node, checked, counts_as_lost, topics_of_prose
from reports.rules.lint import LONGEST_REASON, SEVERITIES, Check, Severity
from reports.services.checks import ReportRefused, inspection_locked, words_check
from standards.models import Edition
from standards.outline import outline_of

PROSE_CHANGED = "prose"


@transaction.atomic
def paragraph_mend(*, paragraph_id: int, node: Node, seen: int, by: Person, at: datetime) -> list[int]:
    """Puts the mended block in place of the version `seen`; returns the section to queue once this is committed.

    Raises ChangedMeanwhile, PermissionDenied, DoesNotExist, ReportRefused.
    """
    section_id = Paragraph.objects.values_list("section_id", flat=True).get(pk=paragraph_id)
    section = ReportSection.objects.locked().select_related("inspection__edition").get(pk=section_id)
    if not can_check_report(standing_of(by, section.inspection_id)):
        raise PermissionDenied
    if section.inspection.phase == Phase.PUBLISHED:
        raise ReportRefused("The report is published: its words do not change any more.")
    row = Paragraph.objects.select_for_update(no_key=True, of=("self",)).get(pk=paragraph_id)
    if row.node is None:
        raise ChangedMeanwhile
    try:
        row_change(row, seen=seen, by=by, node=dict(checked(node)), changed_at=at)
    except BadNode as fault:
        raise ReportRefused("This cannot be mended by itself: change the paragraph.") from fault
    _topics_follow(section)
    due = [section.pk] if counts_as_lost(section.queued_at, at=at) else []
    ReportSection.objects.want([section.pk], topics=[PROSE_CHANGED], queued=due, at=at)
    return due


def _topics_follow(section: ReportSection) -> None:
    """A mend may put a figure in, or take one out: the section then reads other topics."""
    paragraphs = Paragraph.objects.filter(section=section, node__isnull=False)
    outline = outline_of(section.inspection.edition)
    nodes: list[Any] = list(paragraphs.values_list("node", flat=True))
    read = topics_of_prose(nodes, outline)
    own = set(section.topics) - set(section.prose_topics)
    section.prose_topics = sorted(read)
    section.topics = sorted(own | read)
    section.save(update_fields=["prose_topics", "topics"])


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
    """It is told again, where it is still there. Raises DoesNotExist, PermissionDenied."""
    row = Dismissal.objects.select_for_update(no_key=True, of=("self",)).get(pk=dismissal_id)
    if not can_check_report(standing_of(by, row.inspection_id)):
        raise PermissionDenied
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
