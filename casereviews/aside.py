"""What was kept aside, as the pages show it: to who may use it, and to who typed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casereviews.models import CaseReview, ReceivedChange
from casereviews.pages import Side, answer_words, names_by_id, target_text
from casereviews.rules import NOTHING, Rows, Saved, Sheet, place_of
from inspections.models import TeamMember
from inspections.rules import Role
from standards.outline import outline_of


@dataclass(frozen=True, slots=True)
class Aside:
    """One answer kept aside, beside what stands in the review."""

    id: UUID
    question: str
    kept: Side
    why: str
    stands: Side
    version: int  # of what stands


@dataclass(frozen=True, slots=True)
class OwnAside:
    """One answer of one's own that was kept aside; `case` is "" for who no longer reads cases of the inspection."""

    inspection: str
    case: str
    question: str
    kept: Side
    why: str
    settled: datetime | None
    settled_by: str


def asides_of(review: CaseReview, sheet: Sheet) -> list[Aside]:
    """What waits in a review for its reader or the lead."""
    kept = list(ReceivedChange.objects.kept_aside().filter(review=review).select_related("by"))
    rows = {change.target: _row(sheet, change.target) for change in kept}
    names = names_by_id(row.by_id for row in rows.values()) if kept else {}
    return [
        Aside(
            id=change.pk,
            question=target_text(sheet, change.target, review.inspection.service_word),
            kept=_kept(sheet, change),
            why=change.reason,
            stands=_stands(sheet, change.target, rows[change.target], names),
            version=rows[change.target].version,
        )
        for change in kept
    ]


def _row(sheet: Sheet, target: str) -> Saved:
    place = place_of(sheet, target)
    return sheet.rows.of(place.kind).get(target, NOTHING) if place else NOTHING


def _stands(sheet: Sheet, target: str, row: Saved, names: dict[int, str]) -> Side:
    return Side(names.get(row.by_id or 0, ""), row.at, answer_words(sheet, target, row.value), row.note)


def _kept(sheet: Sheet, change: ReceivedChange) -> Side:
    """The value is "" where only the note was typed."""
    value = "" if change.value is None else answer_words(sheet, change.target, change.value)
    return Side(change.by.name, change.at, value, change.note or "")


def own_asides(person_id: int) -> list[OwnAside]:
    """What this person typed that was kept aside, newest first, in two queries however much it is."""
    kept = (
        ReceivedChange.objects.kept_aside_of(person_id)
        .order_by("-at", "pk")
        .select_related(
            "by",
            "settled_by",
            "review__case__domain",
            "review__case__disposal_type",
            "review__inspection__edition",
            "review__inspection__service",
        )
    )
    reads = _reads(person_id)
    return [_own(change, may_read=change.review.inspection_id in reads) for change in kept]


def _own(change: ReceivedChange, *, may_read: bool) -> OwnAside:
    review = change.review
    outline = outline_of(review.inspection.edition)
    domain = outline.domain_by_code[review.case.domain.code]
    sheet = Sheet(outline, domain, review.case.disposal_type.code, Rows())
    return OwnAside(
        inspection=str(review.inspection),
        case=review.case.reference if may_read else "",
        question=target_text(sheet, change.target, review.inspection.service_word),
        kept=_kept(sheet, change),
        why=change.reason,
        settled=change.settled_at,
        settled_by=change.settled_by.name if may_read and change.settled_by else "",
    )


def _reads(person_id: int) -> frozenset[int]:
    """The inspections in which this person reads cases."""
    members: Iterable[int] = TeamMember.objects.filter(
        person=person_id, role__in=[Role.INSPECTOR, Role.LEAD]
    ).values_list("inspection_id", flat=True)
    return frozenset(members)
