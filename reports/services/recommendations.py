"""Recommendations and whom they are addressed to: written, put in order, withdrawn, brought back.

Each service returns the sections to queue once this is committed (docs/decisions/0006).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from evidence.models import StrengthOrArea
from inspections.models import Inspection
from reports.access import can_write_recommendations
from reports.models import PracticeExample, Recommendation, RecommendationBody
from reports.rules import (
    LONGEST_BODY,
    LONGEST_RECOMMENDATION,
    RECOMMENDED,
    BodyKind,
    known_findings,
)
from reports.services.checks import ReportRefused, inspection_locked, not_withdrawn, words_check
from reports.services.sections import sections_want
from standards.outline import outline_of

To = tuple[BodyKind, str] | int | None  # a body to be named, one that is there, or nobody yet


@transaction.atomic
def recommendation_save(
    *,
    inspection: Inspection,
    recommendation_id: int | None = None,
    words: str,
    to: To,
    rests_on: Collection[str],
    seen: int = 0,
    by: Person,
    at: datetime,
) -> list[int]:
    """Writes a recommendation, the last of its inspection, or changes the one seen.

    Raises DoesNotExist, PermissionDenied, ChangedMeanwhile, ReportRefused. The same written twice is one.
    """
    found = inspection_locked(inspection.pk, by, can_write_recommendations)
    words_check(words, "words", "Say what should be done", LONGEST_RECOMMENDATION)
    rows = Recommendation.objects.filter(inspection=found)
    row = rows.select_for_update(no_key=True, of=("self",)).get(pk=recommendation_id) if recommendation_id else None
    told: dict[str, Any] = {
        "words": words,
        "body": _body(found, to, by),
        "rests_on": findings_of(found, rests_on, row.rests_on if row else ()),
    }
    if row is not None:
        not_withdrawn(row)
        row_change(row, seen=seen, by=by, **told)
    elif not rows.standing().filter(by=by, **told).exists():
        last = rows.aggregate(last=Max("place"))["last"] or 0
        rows.create(inspection=found, place=last + 1, by=by, **told)
    return _wanted(found, at)


def findings_of(inspection: Inspection, wanted: Collection[str], before: Collection[str]) -> list[str]:
    """In the order of the report. What was withdrawn since may stay: the check of the report says so."""
    strengths = dict(StrengthOrArea.objects.filter(inspection=inspection).standing().values_list("pk", "words"))
    examples = dict(PracticeExample.objects.filter(inspection=inspection).standing().values_list("pk", "heading"))
    known = known_findings(outline_of(inspection.edition), strengths, examples)
    if set(wanted) - known.keys() - set(before):
        raise ReportRefused("Choose findings of this inspection that stand", "rests_on")
    return [code for code in dict.fromkeys((*known, *before)) if code in set(wanted)]


def _body(inspection: Inspection, to: To, by: Person) -> RecommendationBody | None:
    """The body named, made where it is not there yet: after those of its kind and of the kinds before."""
    bodies = RecommendationBody.objects.filter(inspection=inspection)
    if to is None:
        return None
    if isinstance(to, int):
        chosen = bodies.filter(pk=to).first()
        if chosen is None:
            raise ReportRefused("Choose a body from the list", "to")
        return chosen
    kind, name = to
    words_check(name, "name", "Say which body it is", LONGEST_BODY)
    known = bodies.filter(name__iexact=name.strip()).first()
    if known is not None:
        return known
    order = list(BodyKind)
    before = [body.pk for body in bodies if order.index(BodyKind(body.kind)) <= order.index(kind)]
    after = [body.pk for body in bodies if body.pk not in before]
    last = bodies.aggregate(last=Max("place"))["last"] or 0
    made = bodies.create(inspection=inspection, kind=kind.value, name=name.strip(), place=last + 1, by=by)
    _put_in_order(bodies, [*before, made.pk, *after], by)
    return made


def _put_in_order(rows: Any, ids: Sequence[int], by: Person) -> None:
    by_pk = {row.pk: row for row in rows.select_for_update(no_key=True)}
    for place, pk in enumerate(ids, start=1):
        row_change(by_pk[pk], seen=by_pk[pk].version, by=by, place=place)


@transaction.atomic
def recommendation_move(*, recommendation_id: int, up: bool, seen_place: int, by: Person, at: datetime) -> list[int]:
    """Moves it one place among those of its body that stand. Pressed twice, it moves once. Raises ChangedMeanwhile."""
    row = _locked(recommendation_id, by)
    not_withdrawn(row)
    others = Recommendation.objects.filter(inspection=row.inspection_id, body=row.body_id).standing()
    _swap(row, others.select_for_update(no_key=True, of=("self",)), up=up, seen_place=seen_place, by=by)
    return _wanted(row.inspection, at)


@transaction.atomic
def body_move(*, body_id: int, up: bool, seen_place: int, by: Person, at: datetime) -> list[int]:
    """Moves a body, with all that is recommended to it, one place. Raises as recommendation_move."""
    body = _body_locked(body_id, by)
    others = RecommendationBody.objects.filter(inspection=body.inspection_id).select_for_update(no_key=True)
    _swap(body, others, up=up, seen_place=seen_place, by=by)
    return _wanted(body.inspection, at)


def _swap(row: Any, others: Any, *, up: bool, seen_place: int, by: Person) -> None:
    if row.place != seen_place:
        raise ChangedMeanwhile
    other = others.filter(place__lt=row.place).last() if up else others.filter(place__gt=row.place).first()
    if other is not None:
        place = row.place
        row_change(row, seen=row.version, by=by, place=other.place)
        row_change(other, seen=other.version, by=by, place=place)


@transaction.atomic
def body_rename(*, body_id: int, name: str, seen: int, by: Person, at: datetime) -> list[int]:
    """Raises ChangedMeanwhile, PermissionDenied, ReportRefused."""
    body = _body_locked(body_id, by)
    words_check(name, "name", "Say which body it is", LONGEST_BODY)
    others = RecommendationBody.objects.filter(inspection=body.inspection_id).exclude(pk=body.pk)
    if others.filter(name__iexact=name.strip()).exists():
        raise ReportRefused("Another body has this name: address the recommendations to that one", "name")
    row_change(body, seen=seen, by=by, name=name.strip())
    return _wanted(body.inspection, at)


@transaction.atomic
def recommendation_withdraw(*, recommendation_id: int, seen: int, by: Person, at: datetime) -> list[int]:
    """It leaves the report and the numbering, and can be brought back. Raises ChangedMeanwhile, PermissionDenied."""
    row = _locked(recommendation_id, by)
    if row.withdrawn_at is None:
        row_change(row, seen=seen, by=by, withdrawn_by=by, withdrawn_at=at)
    return _wanted(row.inspection, at)


@transaction.atomic
def recommendation_bring_back(*, recommendation_id: int, by: Person, at: datetime) -> list[int]:
    """Where it stood. Raises PermissionDenied."""
    row = _locked(recommendation_id, by)
    row_change(row, seen=row.version, by=by, withdrawn_by=None, withdrawn_at=None)
    return _wanted(row.inspection, at)


def _wanted(inspection: Inspection, at: datetime) -> list[int]:
    return sections_want(inspection_id=inspection.pk, topics={RECOMMENDED}, at=at)


def _locked(recommendation_id: int, by: Person) -> Recommendation:
    inspection_id = Recommendation.objects.values_list("inspection_id", flat=True).get(pk=recommendation_id)
    inspection_locked(inspection_id, by, can_write_recommendations)
    rows = Recommendation.objects.select_for_update(no_key=True, of=("self",)).select_related("inspection")
    row: Recommendation = rows.get(pk=recommendation_id)
    return row


def _body_locked(body_id: int, by: Person) -> RecommendationBody:
    inspection_id = RecommendationBody.objects.values_list("inspection_id", flat=True).get(pk=body_id)
    inspection_locked(inspection_id, by, can_write_recommendations)
    rows = RecommendationBody.objects.select_for_update(no_key=True, of=("self",)).select_related("inspection")
    return rows.get(pk=body_id)
