"""What follows from the rows that were read: percentages, bands, triggers, ratings, the overall score. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ratings.rules import (
    StandardResult,
    Tally,
    Votes,
    band_of,
    overall,
    percentage,
    standard_result,
    tallies_of,
)
from ratings.structure.pages import DomainFigures, Emerging, EmergingStandard, RatingsPage, StandardFigures
from ratings.structure.parts import (
    Difference,
    LeadProposal,
    PanelDecision,
    QuestionFigures,
    ReadCase,
    Reviews,
)
from standards.rules import Figures
from standards.structure import Outline, StandardOutline, filled


@dataclass(frozen=True, slots=True)
class Material:
    """Everything read of an inspection that its ratings follow from, by primary key."""

    numbers: Mapping[int, int]  # standard: number of its RatedStandard
    votes: Mapping[int, Mapping[int, bool]]  # case, then key question: judged yes
    cases: Mapping[int, ReadCase]
    reviews: Mapping[str, Reviews]  # by domain code, those with cases in the sample
    proposals: Mapping[int, LeadProposal]  # by standard
    decisions: Mapping[int, PanelDecision]  # by standard


def standard_of(outline: StandardOutline, material: Material, figures: Figures, service_word: str) -> StandardFigures:
    """All that follows for one standard."""
    proposal, decision = material.proposals.get(outline.pk), material.decisions.get(outline.pk)
    votes = votes_on(outline, material.votes)
    result = standard_result(_tallies(outline, votes), figures) if outline.by_cases else None
    return StandardFigures(
        outline=outline,
        figures=figures,
        seen=material.numbers.get(outline.pk, 0),
        reviews=material.reviews.get(outline.domain, Reviews(0, 0)) if outline.by_cases else None,
        questions=questions_of(outline, result, figures, service_word),
        result=result,
        votes=votes_by_case(votes, material.cases),
        proposal=proposal,
        decision=decision,
        rating=rating_of(result, decision),
        figures_changed=decision is not None and _moved_on(decision, result, proposal),
        differences=differences_of(decision.tallies, result, figures) if decision and result else (),
    )


def votes_on(outline: StandardOutline, votes: Mapping[int, Mapping[int, bool]]) -> Votes[int]:
    """Each case's judgements in this standard, in key question order; cases with none are left out."""
    keys = [question.pk for question in outline.questions]
    rows = {case: tuple(judged.get(key) for key in keys) for case, judged in votes.items()}
    return {case: row for case, row in rows.items() if any(vote is not None for vote in row)}


def votes_by_case(votes: Votes[int], cases: Mapping[int, ReadCase]) -> Votes[ReadCase]:
    """By the cases of the sample themselves, in the order of their references."""
    found = sorted((cases[pk].reference, pk) for pk in votes if pk in cases)
    return {cases[pk]: votes[pk] for _, pk in found}


def _tallies(outline: StandardOutline, votes: Votes[int]) -> tuple[Tally, ...]:
    return tallies_of(votes) or tuple(Tally(0, 0) for _ in outline.questions)


def rating_of(result: StandardResult | None, decision: PanelDecision | None) -> str | None:
    """The decision's where one stands, else the band. A lead's proposal is not a rating."""
    if decision is not None:
        return decision.rating
    return result.band if result else None


def _moved_on(decision: PanelDecision, result: StandardResult | None, proposal: LeadProposal | None) -> bool:
    if result is not None:
        return decision.tallies != result.tallies
    return decision.proposal_version != (proposal.version if proposal else None)


def differences_of(then: Sequence[Tally], result: StandardResult, figures: Figures) -> tuple[Difference, ...]:
    """The key questions whose counts are others now than `then`."""
    pairs = zip(then, result.tallies, result.percentages, strict=False)
    return tuple(
        Difference(number, before, percentage(before, figures.rounding), now, now_percentage)
        for number, (before, now, now_percentage) in enumerate(pairs, start=1)
        if before != now
    )


def questions_of(
    outline: StandardOutline, result: StandardResult | None, figures: Figures, service_word: str
) -> tuple[QuestionFigures, ...]:
    """Key questions with their figures; of a standard rated by judgement, with their texts alone."""
    found = []
    for place, question in enumerate(outline.questions):
        per_cent = result.percentages[place] if result else None
        found.append(
            QuestionFigures(
                number=question.number,
                text=filled(question.text, service_word),
                tally=result.tallies[place] if result else Tally(0, 0),
                percentage=per_cent,
                band=None if per_cent is None else band_of(per_cent, figures).rating,
                decides=result is not None and question.number in result.deciding,
            )
        )
    return tuple(found)


def page_of(inspection: str, outline: Outline, material: Material, service_word: str) -> RatingsPage:
    """All ratings, and the overall score of those that count towards it."""
    standards = [
        standard_of(standard, material, outline.figures, service_word)
        for domain in outline.domains
        for standard in domain.standards
    ]
    counting = {s.number: s.rating for s in standards if s.outline.counts_towards_overall}
    return RatingsPage(
        inspection=inspection,
        figures=outline.figures,
        domains=_by_domain(outline, standards),
        overall=overall(counting, outline.figures),
        reviews=_all_of(material.reviews.values()),
    )


def _all_of(parts: Collection[Reviews]) -> Reviews:
    return Reviews(sum(part.submitted for part in parts), sum(part.cases for part in parts))


def _by_domain(outline: Outline, standards: Iterable[StandardFigures]) -> tuple[DomainFigures, ...]:
    found = []
    for code, group in groupby(standards, key=lambda standard: standard.outline.domain):
        domain = outline.domain_by_code[code]
        found.append(DomainFigures(code, domain.title, domain.counts_towards_overall, tuple(group)))
    return tuple(found)


def emerging_of(
    outline: Outline, counts: Mapping[int, tuple[int, int]], reviews: Reviews, service_word: str
) -> Emerging:
    """Figures so far of the standards that cases are read for, from (yes, relevant) by key question."""

    def one(standard: StandardOutline) -> EmergingStandard:
        tallies = [Tally(*counts.get(question.pk, (0, 0))) for question in standard.questions]
        result = standard_result(tallies, outline.figures)
        return EmergingStandard(standard, questions_of(standard, result, outline.figures, service_word), result)

    judged = [standard for domain in outline.domains for standard in domain.judged_standards]
    return Emerging(tuple(map(one, judged)), reviews)


def tallies_from(stored: Sequence[Sequence[int]]) -> tuple[Tally, ...]:
    """Counts as a decision keeps them, [[yes, relevant], …]."""
    return tuple(Tally(yes, relevant) for yes, relevant in stored)
