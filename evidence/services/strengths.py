"""Strengths and areas for improvement: written, put in order, withdrawn."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from evidence.access import can_write_strengths
from evidence.models import Evidence, StrengthOrArea
from evidence.rules import Side, Theme
from evidence.services.checks import EvidenceRefused, inspection_locked, not_withdrawn, row_withdraw, words_check
from evidence.services.telling import evidence_changed
from inspections.models import Inspection
from standards.outline import outline_of

LONGEST = 1000


@transaction.atomic
def strength_save(
    *,
    inspection: Inspection,
    strength_id: int | None = None,
    about: str,
    side: Side,
    words: str,
    evidence: Collection[int],
    seen: int = 0,
    by: Person,
    at: datetime,
) -> StrengthOrArea:
    """Writes a strength or an area for improvement, the last of its side, or changes the one seen.

    `about` is a standard, a domain or a theme. Raises DoesNotExist, PermissionDenied, ChangedMeanwhile,
    EvidenceRefused. The same written twice is one.
    """
    found = inspection_locked(inspection.pk, by, can_write_strengths)
    outline = outline_of(found.edition)
    if about not in {*outline.standards, *outline.domain_by_code, *Theme}:
        raise EvidenceRefused("Choose a standard, a domain or a theme of this edition", "about")
    words_check(words, "words", "Say what the strength or the area for improvement is", LONGEST)
    rows = StrengthOrArea.objects.filter(inspection=found)
    row = rows.select_for_update(no_key=True).get(pk=strength_id) if strength_id else None
    pointed = _pointed(found, evidence, row.evidence if row else [])
    if row is None:
        of_side = rows.filter(about=about, side=side)
        last = of_side.aggregate(last=Max("place"))["last"] or 0
        known = of_side.standing().filter(recorded_by=by, words=words, evidence=pointed).first()
        told = {"about": about, "side": side.value, "place": last + 1, "words": words, "evidence": pointed}
        if known:
            return known  # type: ignore[no-any-return]
        row = rows.create(inspection=found, recorded_by=by, recorded_at=at, by=by, **told)
    else:
        not_withdrawn(row)
        row_change(row, seen=seen, by=by, words=words, evidence=pointed)
    evidence_changed(found.pk)
    return row  # type: ignore[no-any-return]


def _pointed(inspection: Inspection, evidence: Collection[int], before: Collection[int]) -> list[int]:
    """In order. What was withdrawn since may stay pointed to: its page says so."""
    wanted = sorted(set(evidence))
    of_inspection = Evidence.objects.filter(inspection=inspection, pk__in=wanted)
    standing = set(of_inspection.standing().values_list("pk", flat=True))
    if set(wanted) - standing - set(before):
        raise EvidenceRefused("Choose evidence of this inspection that stands", "evidence")
    return wanted


@transaction.atomic
def strength_withdraw(*, strength_id: int, because: str, seen: int, by: Person, at: datetime) -> StrengthOrArea:
    """Withdraws a strength or area with a reason. Raises as strength_save."""
    row = _locked(strength_id, by)
    row_withdraw(row, because=because, seen=seen, by=by, at=at)
    evidence_changed(row.inspection_id)
    return row


@transaction.atomic
def strength_move(*, strength_id: int, up: bool, seen_place: int, by: Person, at: datetime) -> StrengthOrArea:
    """Moves it one place up or down among those of its side that stand. The first goes no higher, the last no lower.

    `seen_place` is where the page showed it: pressed twice, it moves once. Raises ChangedMeanwhile.
    """
    row = _locked(strength_id, by)
    not_withdrawn(row)
    if row.place != seen_place:
        raise ChangedMeanwhile
    side = StrengthOrArea.objects.filter(inspection=row.inspection_id, about=row.about, side=row.side).standing()
    side = side.select_for_update(no_key=True)
    other = side.filter(place__lt=row.place).last() if up else side.filter(place__gt=row.place).first()
    if other is not None:
        place = row.place
        row_change(row, seen=row.version, by=by, place=other.place)
        row_change(other, seen=other.version, by=by, place=place)
        evidence_changed(row.inspection_id)
    return row


def _locked(strength_id: int, by: Person) -> StrengthOrArea:
    inspection_id = StrengthOrArea.objects.values_list("inspection_id", flat=True).get(pk=strength_id)
    inspection_locked(inspection_id, by, can_write_strengths)
    row: StrengthOrArea = StrengthOrArea.objects.select_for_update(no_key=True).get(pk=strength_id)
    return row
