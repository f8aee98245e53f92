"""What happened to an inspection's ratings, read from the histories that the database keeps (docs/decisions/0010).

Each history is read in one query, whatever there is of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.timezone import localtime

from casereviews.models import CaseReview
from casereviews.rules import CLOSED, Reading, Value
from inspections.models import Inspection
from ratings.figures import decision_of, proposal_of
from ratings.rules import Tally
from ratings.structure import RatingsPage, page_of
from ratings.structure.past import (
    CaseThen,
    DecisionThen,
    Happening,
    JudgementThen,
    ProposalThen,
    RatingsHistory,
    ReviewThen,
    Then,
    history_of,
    past_at,
    tallies_at,
)
from standards.outline import outline_of
from standards.structure import Outline

CLOSED_STATES = frozenset(state.value for state in CLOSED)
YES_OR_NO = {Value.YES.value: True, Value.NO.value: False}


def ratings_at(inspection: Inspection, at: datetime) -> RatingsPage:
    """All ratings as `ratings_page` gave them at that moment."""
    outline = outline_of(inspection.edition)
    material = past_at(happenings_of(inspection, outline), at).material()
    return page_of(inspection.name, outline, material, inspection.service_word)


def question_tallies_at(inspection: Inspection, moments: Collection[datetime]) -> dict[datetime, Mapping[int, Tally]]:
    """What each key question, by its key, had at each of the moments; no query for none, else three."""
    if not moments:
        return {}
    happenings = [*_in_order(_reviews(inspection)), *_in_order(_judgements(inspection))]
    return tallies_at(sorted(happenings, key=lambda happening: happening.at), moments)


def ratings_history(inspection: Inspection) -> RatingsHistory:
    """Every rating that each standard and the whole had, from what and by whom."""
    outline = outline_of(inspection.edition)
    return history_of(outline, happenings_of(inspection, outline))


def happenings_of(inspection: Inspection, outline: Outline) -> list[Happening]:
    """All that ratings follow from, in the order of time; of one moment, what others rest on first."""
    found = [
        *_in_order(_cases(inspection, outline)),
        *_in_order(_reviews(inspection)),
        *_in_order(_judgements(inspection)),
        *_in_order(_proposals(inspection)),
        *_in_order(_decisions(inspection)),
    ]
    return sorted(found, key=lambda happening: happening.at)


def _in_order(rows: Iterable[tuple[int, datetime, Then]]) -> Iterator[Happening]:
    """`rows` in the order in which they were written.

    A history's time is that of its transaction's begin. One that waited for another has the earlier time and the later
    word: it takes the time of what it followed, so that each row ends as it is.
    """
    last: dict[int, datetime] = {}
    for pk, at, then in rows:
        last[pk] = max(at, last.get(pk, at))
        yield Happening(localtime(last[pk]), then)


def _events(app: str, model: str) -> Any:
    """The history beside a model, in the order in which it was written."""
    return apps.get_model(app, model)._default_manager.order_by("pgh_id")


def _cases(inspection: Inspection, outline: Outline) -> Iterator[tuple[int, datetime, Then]]:
    codes = {domain.pk: domain.code for domain in outline.domains}
    rows = _events("inspections", "CaseEvent").filter(inspection_id=inspection.pk)
    columns = ("pgh_obj_id", "pgh_created_at", "reference", "domain_id", "in_sample")
    for pk, at, reference, domain, in_sample in rows.values_list(*columns):
        yield pk, at, CaseThen(pk, reference, codes[domain], in_sample)


def _reviews(inspection: Inspection) -> Iterator[tuple[int, datetime, Then]]:
    fixed = CaseReview.objects.filter(inspection=inspection).order_by().values_list("pk", "case_id", "reading")
    reviews = {pk: (case, reading == Reading.FIRST) for pk, case, reading in fixed}
    rows = _events("casereviews", "CaseReviewEvent").filter(pgh_obj__inspection=inspection)
    for pk, at, state in rows.values_list("pgh_obj_id", "pgh_created_at", "state"):
        case, is_first = reviews[pk]
        yield pk, at, ReviewThen(pk, case, is_first, state in CLOSED_STATES)


def _judgements(inspection: Inspection) -> Iterator[tuple[int, datetime, Then]]:
    rows = _events("casereviews", "JudgementEvent").filter(review__inspection=inspection)
    columns = ("pgh_obj_id", "pgh_created_at", "review_id", "key_question_id", "value", "counts")
    for pk, at, review, question, value, counts in rows.values_list(*columns):
        yield pk, at, JudgementThen(pk, review, question, YES_OR_NO.get(value) if counts else None)


def _proposals(inspection: Inspection) -> Iterator[tuple[int, datetime, Then]]:
    for row in _events("ratings", "ProposalEvent").filter(inspection=inspection).select_related("by"):
        yield row.pgh_obj_id, row.pgh_created_at, ProposalThen(row.standard_id, proposal_of(row))


def _decisions(inspection: Inspection) -> Iterator[tuple[int, datetime, Then]]:
    for row in _events("ratings", "DecisionEvent").filter(inspection=inspection).select_related("by"):
        decision = decision_of(row) if row.current else None
        yield row.pgh_obj_id, row.pgh_created_at, DecisionThen(row.standard_id, row.pgh_obj_id, decision)
