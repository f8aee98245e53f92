"""What an inspection's ratings followed from at any moment, by what happened up to it. Pure.

ratings/past.py reads what happened from the histories; `Past` takes one happening after the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from ratings.rules import Overall, StandardResult, Tally, overall, standard_result
from ratings.structure.parts import LeadProposal, PanelDecision, ReadCase, Reviews
from ratings.structure.working import Material, rating_of
from standards.structure import Outline, StandardOutline


@dataclass(frozen=True, slots=True)
class CaseThen:
    pk: int
    reference: str
    domain: str
    in_sample: bool


@dataclass(frozen=True, slots=True)
class ReviewThen:
    pk: int
    case: int
    is_first: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class JudgementThen:
    pk: int
    review: int
    question: int
    yes: bool | None  # None: it does not count


@dataclass(frozen=True, slots=True)
class ProposalThen:
    standard: int
    proposal: LeadProposal


@dataclass(frozen=True, slots=True)
class DecisionThen:
    standard: int
    pk: int
    decision: PanelDecision | None  # None: it stands no more


Then = CaseThen | ReviewThen | JudgementThen | ProposalThen | DecisionThen


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    then: Then


@dataclass(frozen=True, slots=True)
class RatingThen:
    """A rating that a standard had from `at` on: what the table gave, and the decision where one stood."""

    at: datetime
    rating: str | None
    band: str | None
    tallies: tuple[Tally, ...]
    percentages: tuple[int | None, ...]
    decision: PanelDecision | None


@dataclass(frozen=True, slots=True)
class OverallThen:
    at: datetime
    overall: Overall


@dataclass(slots=True)
class Past:
    """The rows as they were after all that `take` was told."""

    cases: dict[int, CaseThen] = field(default_factory=dict)
    reviews: dict[int, ReviewThen] = field(default_factory=dict)
    judgements: dict[int, dict[int, JudgementThen]] = field(default_factory=dict)  # by review
    proposals: dict[int, LeadProposal] = field(default_factory=dict)
    decisions: dict[int, DecisionThen] = field(default_factory=dict)  # by standard: the last that stood
    yes: Counter[int] = field(default_factory=Counter)  # by key question
    relevant: Counter[int] = field(default_factory=Counter)

    def take(self, then: Then) -> tuple[set[int], set[int]]:
        """The key questions and the standards that it may have changed."""
        match then:
            case CaseThen():
                self.cases[then.pk] = then
            case ReviewThen():
                before = self.reviews.get(then.pk)
                self.reviews[then.pk] = then
                if (before is not None and before.is_closed) != then.is_closed:
                    return self._turned(then), set()
            case JudgementThen():
                return self._judged(then), set()
            case ProposalThen():
                self.proposals[then.standard] = then.proposal
            case DecisionThen():
                return set(), self._decided(then)
        return set(), set()

    def _turned(self, review: ReviewThen) -> set[int]:
        """All that was judged in a review counts from now on, or does not."""
        judged = self.judgements.get(review.pk, {}).values()
        for judgement in judged:
            self._count(judgement, 1 if review.is_closed else -1)
        return {judgement.question for judgement in judged}

    def _judged(self, then: JudgementThen) -> set[int]:
        judged = self.judgements.setdefault(then.review, {})
        before, judged[then.pk] = judged.get(then.pk), then
        review = self.reviews.get(then.review)
        if review is None or not review.is_closed:
            return set()
        if before is not None:
            self._count(before, -1)
        self._count(then, 1)
        return {then.question}

    def _count(self, judgement: JudgementThen, by: int) -> None:
        if judgement.yes is not None:
            self.relevant[judgement.question] += by
            self.yes[judgement.question] += by * judgement.yes

    def _decided(self, then: DecisionThen) -> set[int]:
        if then.decision is not None:
            self.decisions[then.standard] = then
        elif (standing := self.decisions.get(then.standard)) and standing.pk == then.pk:
            del self.decisions[then.standard]
        return {then.standard}

    def result_of(self, standard: StandardOutline, outline: Outline) -> StandardResult | None:
        if not standard.by_cases:
            return None
        tallies = [Tally(self.yes[question.pk], self.relevant[question.pk]) for question in standard.questions]
        return standard_result(tallies, outline.figures)

    def decision_on(self, standard: StandardOutline) -> PanelDecision | None:
        standing = self.decisions.get(standard.pk)
        return standing.decision if standing else None

    def material(self) -> Material:
        votes: dict[int, dict[int, bool]] = {}
        for review in self.reviews.values():
            for judgement in self.judgements.get(review.pk, {}).values() if review.is_closed else ():
                if judgement.yes is not None:
                    votes.setdefault(review.case, {})[judgement.question] = judgement.yes
        sampled = [case for case in self.cases.values() if case.in_sample]
        first = {review.case: review for review in self.reviews.values() if review.is_first}
        closed = {case for case, review in first.items() if review.is_closed}
        cases = Counter(case.domain for case in sampled)
        submitted = Counter(case.domain for case in sampled if case.pk in closed)
        return Material(
            numbers={},
            votes=votes,
            cases={c.pk: ReadCase(c.reference, first[c.pk].pk if c.pk in first else None) for c in sampled},
            reviews={domain: Reviews(submitted[domain], number) for domain, number in cases.items()},
            proposals=self.proposals,
            decisions={pk: then.decision for pk, then in self.decisions.items() if then.decision},
        )


@dataclass(frozen=True, slots=True)
class RatingsHistory:
    standards: dict[str, list[RatingThen]]  # by number, the oldest first
    overall: list[OverallThen]


def history_of(outline: Outline, happenings: Iterable[Happening]) -> RatingsHistory:
    """Every rating there was, oldest first. What happened at one moment is one change: it was one transaction."""
    past, found = Past(), RatingsHistory({number: [] for number in outline.standards}, [])
    by_question = {q.pk: standard for standard in outline.standards.values() for q in standard.questions}
    by_pk = {standard.pk: standard for standard in outline.standards.values()}
    ratings: dict[str, str | None] = {s.number: None for s in by_pk.values() if s.counts_towards_overall}
    for at, group in groupby(happenings, key=lambda happening: happening.at):
        touched: set[str] = set()
        for happening in group:
            questions, standards = past.take(happening.then)
            touched |= {by_question[pk].number for pk in questions if pk in by_question}
            touched |= {by_pk[pk].number for pk in standards if pk in by_pk}
        for number in touched:
            changed = _rating_now(past, outline.standards[number], outline, at)
            if _is_news(found.standards[number], changed):
                found.standards[number].append(changed)
                if number in ratings:
                    ratings[number] = changed.rating
        _overall_follow(found.overall, OverallThen(at, overall(ratings, outline.figures)))
    return found


def _rating_now(past: Past, standard: StandardOutline, outline: Outline, at: datetime) -> RatingThen:
    result, decision = past.result_of(standard, outline), past.decision_on(standard)
    return RatingThen(
        at=at,
        rating=rating_of(result, decision),
        band=result.band if result else None,
        tallies=result.tallies if result else (),
        percentages=result.percentages if result else (),
        decision=decision,
    )


def _is_news(before: Sequence[RatingThen], now: RatingThen) -> bool:
    """Another rating, or another decision for the same one."""
    if not before:
        return now.rating is not None or now.decision is not None
    return (before[-1].rating, before[-1].decision) != (now.rating, now.decision)


def _overall_follow(before: list[OverallThen], now: OverallThen) -> None:
    last = (before[-1].overall.score, before[-1].overall.rating) if before else (None, None)
    if (now.overall.score, now.overall.rating) != last:
        before.append(now)


def tallies_at(happenings: Sequence[Happening], moments: Collection[datetime]) -> dict[datetime, Mapping[int, Tally]]:
    """What each key question, by its key, had at each of the moments; `happenings` are in the order of time."""
    found: dict[datetime, Mapping[int, Tally]] = {}
    past, taken = Past(), 0
    for moment in sorted(moments):
        while taken < len(happenings) and happenings[taken].at <= moment:
            past.take(happenings[taken].then)
            taken += 1
        found[moment] = {pk: Tally(past.yes[pk], relevant) for pk, relevant in past.relevant.items() if relevant}
    return found


def past_at(happenings: Iterable[Happening], at: datetime) -> Past:
    past = Past()
    for happening in _until(happenings, at):
        past.take(happening.then)
    return past


def _until(happenings: Iterable[Happening], at: datetime) -> Iterator[Happening]:
    return (happening for happening in happenings if happening.at <= at)
