"""Reads what the ratings of an inspection follow from, in a constant number of queries (docs/decisions/0005).

The panel, `rate` and the report take submitted and settled reviews; emerging figures take every judgement so far.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.utils.timezone import localtime

from accounts.compiled import Compiled
from casereviews.models import Judgement
from casereviews.rules import CLOSED, Reading
from inspections.models import Case, Inspection
from ratings.models import Decision, Proposal, RatedStandard
from ratings.structure import (
    Emerging,
    LeadProposal,
    Material,
    PanelDecision,
    RatingsPage,
    ReadCase,
    Reviews,
    StandardFigures,
    emerging_of,
    page_of,
    standard_of,
    tallies_from,
)
from standards.outline import outline_of

CLOSED_STATES = frozenset(state.value for state in CLOSED)


def ratings_page(inspection: Inspection, *, closed_only: bool = True) -> RatingsPage:
    """Every standard of the edition in order, and the overall score: five queries, whatever the number of cases."""
    material = ratings_material(inspection, closed_only=closed_only)
    return page_of(inspection.name, outline_of(inspection.edition), material, inspection.service_word)


def ratings_material(inspection: Inspection, *, closed_only: bool = True) -> Material:
    """All that the ratings follow from."""
    # The numbers come first: a decision must name a number no newer than the figures it is taken on.
    numbers = RatedStandard.objects.numbers(inspection.pk)
    cases, reviews = _cases(inspection.pk)
    return Material(
        numbers=numbers,
        votes=Judgement.objects.votes_of(inspection.pk, closed_only=closed_only),
        cases=cases,
        reviews=reviews,
        proposals={row.standard_id: proposal_of(row) for row in Proposal.objects.all_standing(inspection.pk)},
        decisions={row.standard_id: decision_of(row) for row in Decision.objects.all_current(inspection.pk)},
    )


def standard_figures(inspection: Inspection, number: str) -> StandardFigures:
    """One standard as `ratings_page` shows it. Raises KeyError for a number that the edition does not have."""
    outline = outline_of(inspection.edition)
    standard = outline.standards[number]
    numbers = RatedStandard.objects.numbers(inspection.pk)  # first: see ratings_material
    judged = Judgement.objects.counted(inspection.pk, closed_only=True).filter(
        key_question_id__in=[question.pk for question in standard.questions]
    )
    proposals = Proposal.objects.standing(inspection.pk).filter(standard_id=standard.pk)
    decisions = Decision.objects.current(inspection.pk).filter(standard_id=standard.pk)
    cases, reviews = _cases(inspection.pk) if standard.by_cases else ({}, {})
    material = Material(
        numbers=numbers,
        votes=judged.votes() if standard.by_cases else {},
        cases=cases,
        reviews=reviews,
        proposals={row.standard_id: proposal_of(row) for row in proposals},
        decisions={row.standard_id: decision_of(row) for row in decisions},
    )
    return standard_of(standard, material, outline.figures, inspection.service_word)


def emerging(inspection: Inspection) -> Emerging:
    """Percentages and bands of every relevant judgement so far: one GROUP BY, and how many reviews are submitted."""
    counts = Judgement.objects.counted(inspection.pk, closed_only=False).counts_by_question()
    return emerging_of(outline_of(inspection.edition), counts, reviews_of(inspection.pk), inspection.service_word)


def reviews_of(inspection_id: int) -> Reviews:
    """Of the cases in the sample, how many have a submitted first reading."""
    closed = Q(reviews__reading=Reading.FIRST, reviews__state__in=CLOSED_STATES)
    cases = Case.objects.filter(inspection_id=inspection_id).in_sample().order_by()
    found = cases.aggregate(submitted=Count("pk", filter=closed, distinct=True), cases=Count("pk", distinct=True))
    return Reviews(found["submitted"], found["cases"])


def _cases(inspection_id: int) -> tuple[dict[int, ReadCase], dict[str, Reviews]]:
    """The sample's cases with their first readings, and by domain how many of these are submitted, in one query."""
    rows = CASES.rows(inspection_id)
    found = {pk: ReadCase(reference, review_id) for pk, reference, review_id, *_ in rows}
    sampled = Counter(domain for *_, domain, _ in rows)
    submitted = Counter(domain for *_, domain, state in rows if state in CLOSED_STATES)
    return found, {domain: Reviews(submitted[domain], number) for domain, number in sampled.items()}


def _cases_query(inspection_id: int) -> QuerySet[Any, Any]:
    first = FilteredRelation("reviews", condition=Q(reviews__reading=Reading.FIRST))
    cases = Case.objects.filter(inspection_id=inspection_id).in_sample().order_by().annotate(first=first)
    found: QuerySet[Any, Any] = cases.values_list("pk", "reference", "first__pk", "domain__code", "first__state")
    return found


CASES = Compiled(_cases_query, -1)  # every build of a section asks it


def decisions_of(inspection_id: int, standard_id: int) -> list[PanelDecision]:
    """Every decision on a standard, the newest first."""
    rows = Decision.objects.filter(inspection_id=inspection_id, standard_id=standard_id)
    return [decision_of(row) for row in rows.select_related("by")]


def proposal_of(row: Proposal) -> LeadProposal:
    return LeadProposal(row.rating or None, row.summary, row.version, str(row.by), localtime(row.at))


def decision_of(row: Decision) -> PanelDecision:
    return PanelDecision(
        rating=row.rating or None,
        band=row.band or None,
        set_aside=tuple(row.set_aside),
        reason_code=row.reason_code,
        words=row.words,
        tallies=tallies_from(row.figures),
        proposed=row.proposed or None,
        proposal_version=row.proposal_version,
        number=row.number,
        by=str(row.by),
        by_id=row.by_id,
        at=localtime(row.at),
        pk=getattr(row, "pgh_obj_id", row.pk),  # of a decision itself, or of what its history keeps
        meeting=row.meeting_id,
    )
