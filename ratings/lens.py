"""What a standard's band hangs on: which key question decides, how near the next bands are, and by which cases.

Pure. It takes the judgements alone, so it serves submitted figures, emerging ones, a scratch copy, an earlier moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ratings.rules import (
    Direction,
    StandardResult,
    Tally,
    TriggerFinding,
    Votes,
    flips,
    nearest_cases,
    standard_result,
    tallies_of,
    triggers_of,
)
from ratings.structure import FlipCase, QuestionFigures, ReadCase, Reviews, StandardFigures, questions_of
from standards.rules import Figures
from standards.structure import StandardOutline
from standards.wording import joined


@dataclass(frozen=True, slots=True)
class Alone:
    """Cases any one of which, judged the other way, would move the standard to `rating`."""

    rating: str
    cases: tuple[ReadCase, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the next band up, or down: a smallest set of cases that, judged the other way, lead to `rating`."""

    up: bool
    rating: str
    cases: tuple[ReadCase, ...]
    alone: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class Lens:
    """One standard's figures seen closely. `up` and `down` are None where no band lies there, or nothing is rated."""

    outline: StandardOutline
    reviews: Reviews
    votes: Votes[ReadCase]
    questions: tuple[QuestionFigures, ...]
    result: StandardResult
    triggers: tuple[TriggerFinding, ...]
    up: Way | None
    down: Way | None

    @property
    def band(self) -> str | None:
        return self.result.band

    @property
    def deciding(self) -> tuple[QuestionFigures, ...]:
        return tuple(question for question in self.questions if question.decides)

    @property
    def deciding_words(self) -> str:
        """As "Key question 2 decides: 67%, 4 of 6 cases, is the lowest."; "" where nothing is rated."""
        numbers = joined([str(question.number) for question in self.deciding])
        if not numbers:
            return ""
        if len(self.deciding) > 1:
            return f"Key questions {numbers} decide together: {self.result.lowest}% is the lowest."
        [one] = self.deciding
        return f"Key question {numbers} decides: {one.percentage}%, {one.yes} of {one.relevant} cases, is the lowest."

    @property
    def ways(self) -> tuple[Way, ...]:
        return tuple(way for way in (self.up, self.down) if way)


def lens_of(
    outline: StandardOutline, votes: Votes[ReadCase], *, reviews: Reviews, figures: Figures, service_word: str
) -> Lens:
    """The lens on a standard with these judgements, in the order in which its cases should be named."""
    result = standard_result(tallies_of(votes) or [Tally(0, 0)] * len(outline.questions), figures)
    single = [FlipCase(flip.case, flip.direction is Direction.UP, flip.rating) for flip in flips(votes, figures)]
    near = nearest_cases(votes, figures)
    return Lens(
        outline=outline,
        reviews=reviews,
        votes=votes,
        questions=questions_of(outline, result, figures, service_word),
        result=result,
        triggers=triggers_of(votes, figures),
        up=_way(votes, near.up, single, up=True, figures=figures),
        down=_way(votes, near.down, single, up=False, figures=figures),
    )


def lens_on(standard: StandardFigures, figures: Figures) -> Lens | None:
    """The same, of figures that are read already; None for a standard that is rated by judgement."""
    if standard.reviews is None or standard.result is None:
        return None
    near = nearest_cases(standard.votes, figures)
    return Lens(
        outline=standard.outline,
        reviews=standard.reviews,
        votes=standard.votes,
        questions=standard.questions,
        result=standard.result,
        triggers=standard.triggers,
        up=_way(standard.votes, near.up, standard.flips, up=True, figures=figures),
        down=_way(standard.votes, near.down, standard.flips, up=False, figures=figures),
    )


def _way(
    votes: Votes[ReadCase],
    cases: tuple[ReadCase, ...] | None,
    single: Iterable[FlipCase],
    *,
    up: bool,
    figures: Figures,
) -> Way | None:
    if cases is None:
        return None
    turned = {case: _all(votes[case], to=up) for case in cases}
    reached = standard_result(tallies_of({**votes, **turned}), figures).band
    assert reached is not None
    grouped: dict[str, list[ReadCase]] = {}
    for flip in single:
        if flip.up is up:
            grouped.setdefault(flip.rating, []).append(flip.case)
    return Way(up, reached, cases, tuple(Alone(rating, tuple(found)) for rating, found in grouped.items()))


def _all(judged: Sequence[bool | None], *, to: bool) -> tuple[bool | None, ...]:
    return tuple(None if vote is None else to for vote in judged)
