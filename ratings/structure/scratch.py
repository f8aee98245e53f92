"""A scratch copy of an inspection's ratings: some judgements set otherwise, and what follows. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ratings.structure.pages import RatingsPage
from ratings.structure.parts import PanelDecision
from ratings.structure.working import Material, page_of
from standards.structure import Outline, QuestionOutline

TURNED = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3})-(\d{1,12})", re.ASCII)  # key question and case: "2.1.3-117"
MORE = re.compile(
    r"(\d{1,3}\.\d{1,3}\.\d{1,3})-([+-]?\d{1,4})", re.ASCII
)  # "2.1.3-2" two more yes, "2.1.3--1" one fewer
RATED = re.compile(r"(\d{1,3}\.\d{1,3})-([a-z_]{1,40})", re.ASCII)  # a judgement of the lead: "1.1-good"
MOST = 500  # of each kind: what an address can hold

Votes = dict[int, dict[int, bool]]


@dataclass(frozen=True, slots=True)
class Scratch:
    """What is set otherwise: single judgements, so many more (or fewer) yes, and ratings that are judged."""

    turned: frozenset[tuple[str, int]] = frozenset()
    more: tuple[tuple[str, int], ...] = ()
    rated: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.turned or self.more or self.rated)

    @property
    def more_by_question(self) -> dict[str, int]:
        return dict(self.more)

    @property
    def rated_by_standard(self) -> dict[str, str]:
        return dict(self.rated)


def scratch_read(turned: Iterable[str], more: Iterable[str], rated: Iterable[str]) -> Scratch:
    """From an address; what is none of ours is passed over."""
    steps = {address: int(number) for address, number in _matches(MORE, more)}
    return Scratch(
        frozenset((address, int(case)) for address, case in _matches(TURNED, turned)),
        tuple(sorted((address, step) for address, step in steps.items() if step)),
        tuple(sorted(dict(_matches(RATED, rated)).items())),
    )


def _matches(pattern: re.Pattern[str], said: Iterable[str]) -> Iterator[tuple[str, str]]:
    for _, words in zip(range(MOST), said, strict=False):
        if found := pattern.fullmatch(words):
            yield found.group(1), found.group(2)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The ratings as they would be, and the standards (by number) in which something was set otherwise."""

    page: RatingsPage
    touched: frozenset[str]
    votes: Mapping[int, Mapping[int, bool]]


def otherwise(inspection: str, outline: Outline, material: Material, service_word: str, scratch: Scratch) -> Otherwise:
    """A standard whose judgements are set otherwise takes its band, whatever the panel decided on the real ones."""
    votes: Votes = {case: dict(judged) for case, judged in material.votes.items()}
    questions = outline.questions
    touched = set()
    for address, case in scratch.turned:
        question = questions.get(address)
        if question is not None and question.pk in votes.get(case, {}):
            votes[case][question.pk] = not votes[case][question.pk]
            touched.add(question.standard)
    references = {pk: case.reference for pk, case in material.cases.items()}
    for address, more in scratch.more:
        if (question := questions.get(address)) and _set_more(votes, question, more, references):
            touched.add(question.standard)
    names = {number: standard.pk for number, standard in outline.standards.items()}
    decisions = {pk: said for pk, said in material.decisions.items() if pk not in {names[one] for one in touched}}
    for number, rating in scratch.rated:
        standard = outline.standards.get(number)
        if standard is not None and not standard.by_cases and rating in outline.figures.names:
            decisions[standard.pk] = judged_as(rating)
            touched.add(number)
    scratched = replace(material, votes=votes, decisions=decisions)
    return Otherwise(page_of(inspection, outline, scratched, service_word), frozenset(touched), votes)


def _set_more(votes: Votes, question: QuestionOutline, more: int, references: Mapping[int, str]) -> bool:
    """Turns so many no to yes (or, below nothing, yes to no), in the order of references; whether there was any."""
    wanted = more > 0
    able = sorted(
        (case for case, judged in votes.items() if judged.get(question.pk) is (not wanted)),
        key=lambda case: references.get(case, ""),
    )
    for case in able[: abs(more)]:
        votes[case][question.pk] = wanted
    return bool(able)


def judged_as(rating: str) -> PanelDecision:
    """A judgement that nobody made."""
    return PanelDecision(
        rating=rating,
        band=None,
        set_aside=(),
        reason_code="",
        words="",
        tallies=(),
        proposed=rating,
        proposal_version=None,
        number=0,
        by="",
        by_id=0,
        at=datetime.min.replace(tzinfo=UTC),
    )
