"""The ratings of one inspection as plain values: every standard with its figures, what was decided, the overall score.

Pure. ratings/figures.py reads the rows; what follows from them is worked out here, so that the same steps serve the
pages, the command, the report and a scratch copy.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ratings.rules import (
    Direction,
    Overall,
    StandardResult,
    Tally,
    TriggerFinding,
    Votes,
    band_of,
    flips,
    overall,
    percentage,
    standard_result,
    tallies_of,
    triggers_of,
)
from standards.rules import Figures
from standards.structure import Outline, StandardOutline, filled


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case of the sample, and its first reading (None: not allocated)."""

    reference: str
    review_id: int | None


@dataclass(frozen=True, slots=True)
class Reviews:
    """How many of the sample's cases, of all domains or of one, have a submitted review."""

    submitted: int
    cases: int

    @property
    def complete(self) -> bool:
        return self.submitted == self.cases


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One key question: its count, whole percentage, the band it would earn alone, and whether it decides."""

    number: int
    text: str
    tally: Tally
    percentage: int | None
    band: str | None
    decides: bool

    @property
    def yes(self) -> int:
        return self.tally.yes

    @property
    def relevant(self) -> int:
        return self.tally.relevant

    @property
    def judged_no(self) -> int:
        return self.tally.relevant - self.tally.yes


@dataclass(frozen=True, slots=True)
class FlipCase:
    """A single case that, judged the other way, would move the standard to `rating`."""

    case: ReadCase
    up: bool
    rating: str


@dataclass(frozen=True, slots=True)
class LeadProposal:
    """The lead's proposed judgement; None proposes to leave the standard unrated."""

    rating: str | None
    summary: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PanelDecision:
    """What the panel decided, and the figures (or the proposal) it was taken on. A rating of None: left unrated."""

    rating: str | None
    band: str | None
    set_aside: tuple[int, ...]
    reason_code: str
    words: str
    tallies: tuple[Tally, ...]
    proposed: str | None
    proposal_version: int | None
    number: int  # of the RatedStandard when it was taken
    by: str
    by_id: int
    at: datetime

    @property
    def is_discretion(self) -> bool:
        return bool(self.set_aside)


@dataclass(frozen=True, slots=True)
class Difference:
    """One key question's count and percentage when a decision was taken, and now."""

    number: int
    then: Tally
    then_percentage: int | None
    now: Tally
    now_percentage: int | None


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """One standard: what the table makes of it, what opens discretion, what was proposed and decided, its rating.

    `seen` is the number that a decision on these figures must name. `figures_changed`: the decision that stands was
    taken on other figures, or on another proposal, than are here now; `differences` says which counts.
    """

    outline: StandardOutline
    seen: int
    reviews: Reviews | None  # of the domain's cases; None: rated by judgement
    questions: tuple[QuestionFigures, ...]
    result: StandardResult | None  # None: rated by judgement
    votes: Votes[ReadCase]  # behind the result, in the order of references
    triggers: tuple[TriggerFinding, ...]
    flips: tuple[FlipCase, ...]
    proposal: LeadProposal | None
    decision: PanelDecision | None
    rating: str | None  # None: not rated
    figures_changed: bool
    differences: tuple[Difference, ...]

    @property
    def number(self) -> str:
        return self.outline.number

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def by_cases(self) -> bool:
        return self.outline.by_cases

    @property
    def band(self) -> str | None:
        return self.result.band if self.result else None

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.result.tallies if self.result else ()

    @property
    def percentages(self) -> tuple[int | None, ...]:
        return self.result.percentages if self.result else ()

    @property
    def deciding(self) -> tuple[int, ...]:
        return self.result.deciding if self.result else ()

    @property
    def open_to_discretion(self) -> bool:
        return bool(self.triggers)

    @property
    def so_far(self) -> Reviews | None:
        """What the figures rest on, while reviews that they read are outstanding."""
        return self.reviews if self.reviews and not self.reviews.complete else None

    @property
    def can_be_decided(self) -> bool:
        """There is a band, or a proposal, to decide on."""
        return bool(self.band or self.proposal)

    @property
    def discretion(self) -> PanelDecision | None:
        """The decision that set the rating apart from the band, where one did."""
        return self.decision if self.decision and self.decision.is_discretion else None


@dataclass(frozen=True, slots=True)
class DomainFigures:
    code: str
    title: str
    counts_towards_overall: bool
    standards: tuple[StandardFigures, ...]


@dataclass(frozen=True, slots=True)
class RatingsPage:
    """All ratings of an inspection. `overall` leaves out what does not count towards it."""

    inspection: str  # its name, as in addresses
    figures: Figures
    domains: tuple[DomainFigures, ...]
    overall: Overall
    reviews: Reviews

    @property
    def standards(self) -> tuple[StandardFigures, ...]:
        return tuple(standard for domain in self.domains for standard in domain.standards)

    @property
    def by_number(self) -> dict[str, StandardFigures]:
        return {standard.number: standard for standard in self.standards}

    @property
    def missing(self) -> tuple[StandardFigures, ...]:
        """Counting standards that are not rated, for which there is no overall score."""
        return tuple(self.by_number[number] for number in self.overall.missing)


@dataclass(frozen=True, slots=True)
class EmergingStandard:
    """A standard's figures while cases are still being read: percentages and band, nothing decided."""

    outline: StandardOutline
    questions: tuple[QuestionFigures, ...]
    result: StandardResult

    @property
    def number(self) -> str:
        return self.outline.number

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def band(self) -> str | None:
        return self.result.band


@dataclass(frozen=True, slots=True)
class Emerging:
    standards: tuple[EmergingStandard, ...]
    reviews: Reviews


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
    by_case = votes_by_case(votes, material.cases)
    result = standard_result(_tallies(outline, votes), figures) if outline.by_cases else None
    return StandardFigures(
        outline=outline,
        seen=material.numbers.get(outline.pk, 0),
        reviews=material.reviews.get(outline.domain, Reviews(0, 0)) if outline.by_cases else None,
        questions=questions_of(outline, result, figures, service_word),
        result=result,
        votes=by_case,
        triggers=triggers_of(votes, figures) if result else (),
        flips=_flip_cases(by_case, figures) if result else (),
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


def _flip_cases(votes: Votes[ReadCase], figures: Figures) -> tuple[FlipCase, ...]:
    found = [FlipCase(flip.case, flip.direction is Direction.UP, flip.rating) for flip in flips(votes, figures)]
    return tuple(sorted(found, key=lambda flip: not flip.up))  # stays by reference within


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
