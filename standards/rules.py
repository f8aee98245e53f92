"""What an edition says, as plain values: its rating figures, and when a question is relevant to a case.

Source: the edition files (standards/editions/*.yaml); docs/rules.md lists each rule with its test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Rounding(StrEnum):
    """How an exact percentage becomes the whole number that is printed and banded."""

    HALF_UP = "half_up"


class RatedBy(StrEnum):
    """Where the rating of a standard comes from."""

    KEY_QUESTIONS = "key_questions"  # percentages of judgements in cases
    JUDGEMENT = "judgement"  # one judgement, proposed by the lead and confirmed by the panel


# What "note.<word>" addresses in a case review beside the interview questions: none of them can take such a code.
INTERVIEW_WORDS = frozenset({"interview", "spoken_to", "found", "report", "mark", "why", "good", "weak"})


@dataclass(frozen=True, slots=True)
class Rating:
    """One step of the rating scale; `points` are what a standard with this rating adds to the overall score."""

    code: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Band:
    """A rating from `start` (whole per cent, or points for overall bands) up to the next band's start."""

    start: int
    rating: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Discretion:
    """When the panel may consider setting a rating apart from its band: any one of the three opens the door."""

    points_from_boundary: int  # inclusive, on the rounded percentage
    cases_that_flip: int  # the rating would change if this many cases, or fewer, were judged the other way
    small_sample: int  # relevant cases, or fewer


@dataclass(frozen=True, slots=True)
class Figures:
    """The rating figures of one edition. `scale` and both kinds of bands run from lowest to highest."""

    scale: tuple[Rating, ...]
    rounding: Rounding
    key_question_bands: tuple[Band, ...]
    overall_bands: tuple[Band, ...]
    discretion: Discretion
    names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    points: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {rating.code: rating.name for rating in self.scale})
        object.__setattr__(self, "points", {rating.code: rating.points for rating in self.scale})

    def rank(self, rating: str) -> int:
        """Place of a rating on the scale, 0 the lowest."""
        return [step.code for step in self.scale].index(rating)


class Relevance(StrEnum):
    """Whether a question is asked of a case."""

    RELEVANT = "relevant"
    NOT_RELEVANT = "not_relevant"
    WAITING = "waiting"  # the deciding fact is not given yet


@dataclass(frozen=True, slots=True)
class Condition:
    """A named relevance rule of an edition.

    Exactly one of three kinds: every case (nothing set), one of certain disposal types, or a value given for
    `target` ("fact.<code>" or "inspector.<kind>") that is among `allowed`, or is not among `excluded`.
    """

    code: str
    note: str = ""
    target: str = ""
    allowed: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    disposal_types: frozenset[str] = frozenset()


def relevance_of(condition: Condition, *, given: Mapping[str, str], disposal_type: str) -> Relevance:
    """Whether a question under `condition` is asked of a case with this disposal and these given values.

    `given` maps targets to values; a value missing or empty is not given yet. Source: docs/rules.md, Relevance.
    """
    if condition.disposal_types:
        return Relevance.RELEVANT if disposal_type in condition.disposal_types else Relevance.NOT_RELEVANT
    if not condition.target:
        return Relevance.RELEVANT
    value = given.get(condition.target, "")
    if not value:
        return Relevance.WAITING
    if condition.allowed:
        return Relevance.RELEVANT if value in condition.allowed else Relevance.NOT_RELEVANT
    return Relevance.NOT_RELEVANT if value in condition.excluded else Relevance.RELEVANT
