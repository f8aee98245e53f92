"""From the judgements of a standard to its percentages and its band."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TypeVar

from standards.rules import Band, Figures, Rounding

Case = TypeVar("Case", bound=Hashable)
Votes = Mapping[Case, Sequence[bool | None]]  # per case, its judgements in key question order; None: does not count


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a question's relevant cases were judged yes."""

    yes: int
    relevant: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.relevant:
            raise ValueError(f"{self.yes} yes of {self.relevant} relevant cannot be: yes lies between 0 and relevant")

    @property
    def share(self) -> Fraction | None:
        """Exact; None when no case was relevant."""
        return Fraction(self.yes, self.relevant) if self.relevant else None


@dataclass(frozen=True, slots=True)
class StandardResult:
    """What the table alone makes of one standard. Key questions are numbered from 1, in the edition's order."""

    tallies: tuple[Tally, ...]
    percentages: tuple[int | None, ...]  # None: no relevant case
    lowest: int | None
    deciding: tuple[int, ...]  # every key question tied at the lowest percentage
    band: str | None  # code of a rating; None: not rated


def _half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


# Python's own round() goes to the even neighbour: 21 of 24 prints 88 either way, but 5 of 8 would print 62, not 63.
ROUNDINGS: Mapping[Rounding, Callable[[Fraction], int]] = {Rounding.HALF_UP: _half_up}


def percentage(tally: Tally, rounding: Rounding) -> int | None:
    """Whole per cent of relevant cases judged yes; None when no case was relevant."""
    return None if tally.share is None else rounded(tally.share, rounding)


def rounded(share: Fraction, rounding: Rounding) -> int:
    """A share of one as a whole per cent: the only place where a percentage stops being exact."""
    return ROUNDINGS[rounding](share * 100)


def level_of(value: int, bands: Sequence[Band]) -> int:
    """Place among `bands` (lowest first) of the one that `value` falls in."""
    if value < bands[0].start:
        raise ValueError(f"{value} lies below the lowest band, which starts at {bands[0].start}")
    return max(place for place, band in enumerate(bands) if band.start <= value)


def band_of(percentage: int, figures: Figures) -> Band:
    """The band of a rounded percentage: rounded first, banded second."""
    return figures.key_question_bands[level_of(percentage, figures.key_question_bands)]


def boundaries(figures: Figures) -> tuple[int, ...]:
    """Whole per cents at which a band begins, but for the lowest, below which there is nothing."""
    return tuple(band.start for band in figures.key_question_bands[1:])


def tallies_of(votes: Votes[Case]) -> tuple[Tally, ...]:
    """Per key question, from each case's judgements: yes, no, or None for one that does not count.

    No case at all gives no tally at all. ValueError where cases differ in the number of questions.
    """
    return tuple(
        Tally(yes=sum(vote is True for vote in column), relevant=sum(vote is not None for vote in column))
        for column in zip(*votes.values(), strict=True)
    )


def standard_result(tallies: Sequence[Tally], figures: Figures) -> StandardResult:
    """Percentages and band of a standard from its key questions' tallies, in order: the lowest decides."""
    percentages = tuple(percentage(tally, figures.rounding) for tally in tallies)
    lowest = min((per_cent for per_cent in percentages if per_cent is not None), default=None)
    if lowest is None:
        return StandardResult(tuple(tallies), percentages, lowest=None, deciding=(), band=None)
    deciding = tuple(number for number, per_cent in enumerate(percentages, start=1) if per_cent == lowest)
    return StandardResult(tuple(tallies), percentages, lowest, deciding, band_of(lowest, figures).rating)
