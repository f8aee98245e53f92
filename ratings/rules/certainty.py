"""How far a percentage may lie from what reading every eligible case would give.

Of `eligible` cases so many were read, and so many of these judged yes; how many of all would be yes is not known. Given
that number, what is found among those read follows the hypergeometric distribution. Whole numbers throughout, so exact.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb

from ratings.rules.bands import Tally, level_of, rounded
from standards.rules import Figures

KEPT = 20_000  # counts whose certainty is kept: the same ones come again with every look at a page


@dataclass(frozen=True, slots=True)
class Certainty:
    """Of `eligible` cases between `low` and `high` would be yes: `low_per_cent` to `high_per_cent`, rounded.

    `same_band` is the chance that reading every eligible case gives the band of those read. `is_scaled`: the question
    is not relevant in every case read, so `eligible` is an estimate.
    """

    tally: Tally
    eligible: int
    is_scaled: bool
    low: int
    high: int
    low_per_cent: int
    high_per_cent: int
    same_band: Fraction

    @property
    def is_all_read(self) -> bool:
        return self.eligible == self.tally.relevant


def certainty_of(
    tally: Tally, *, read: int, eligible: int | None, confidence: Fraction, figures: Figures
) -> Certainty | None:
    """How sure a percentage is; None where nothing was relevant, or where it is not known how many were eligible.

    `read` and `eligible` count the cases of the domain. An eligible number below the number read is taken as that.
    """
    if not tally.relevant or eligible is None:
        return None
    there = relevant_among(tally.relevant, read=read, eligible=eligible)
    low, high = interval(tally, there, confidence)
    return Certainty(
        tally,
        eligible=there,
        is_scaled=tally.relevant < read,
        low=low,
        high=high,
        low_per_cent=rounded(Fraction(low, there), figures.rounding),
        high_per_cent=rounded(Fraction(high, there), figures.rounding),
        same_band=same_band(tally, there, figures),
    )


def relevant_among(relevant: int, *, read: int, eligible: int) -> int:
    """In how many eligible cases a question is relevant, if in as many in proportion as among those read; half up."""
    read = max(read, relevant)
    unread = max(eligible - read, 0)
    return relevant + (2 * unread * relevant + read) // (2 * read)


@lru_cache(maxsize=KEPT)
def interval(tally: Tally, eligible: int, confidence: Fraction) -> tuple[int, int]:
    """The lowest and the highest number of yes among `eligible` that what was read does not speak against.

    A number is ruled out where a result as far from it, or further, has half of what `confidence` leaves as its chance,
    or less: a hypergeometric test inverted, with half of the doubt in each tail.
    """
    tail = (1 - confidence) / 2
    no = tally.relevant - tally.yes
    return _fewest(tally.yes, tally.relevant, eligible, tail), eligible - _fewest(no, tally.relevant, eligible, tail)


def _fewest(found: int, read: int, eligible: int, tail: Fraction) -> int:
    """The fewest among `eligible` with which `found`, or more, of `read` have a chance above `tail`."""
    if not found:
        return 0
    limit = tail * comb(eligible, read)
    chance = 0
    # Put those sought for first in line: `found` of them or more are read where the found-th case read is one of them.
    for place, ways in _ways(found - 1, read - found, eligible - 1):
        chance += ways
        if chance > limit:
            return place + 1
    raise AssertionError("with all of them the chance is one")


@lru_cache(maxsize=KEPT)
def same_band(tally: Tally, eligible: int, figures: Figures) -> Fraction:
    """The chance that all eligible cases give the same band, each number of yes among them as likely before."""

    def level(yes: int) -> int:
        return level_of(rounded(Fraction(yes, eligible), figures.rounding), figures.key_question_bands)

    read = rounded(Fraction(tally.yes, tally.relevant), figures.rounding)
    here = level_of(read, figures.key_question_bands)
    whole = range(eligible + 1)
    same = range(bisect_left(whole, here, key=level), bisect_right(whole, here, key=level))
    ways = sum(ways for yes, ways in _ways(tally.yes, tally.relevant - tally.yes, eligible) if yes in same)
    return Fraction(ways, comb(eligible + 1, tally.relevant + 1))


def _ways(before: int, after: int, whole: int) -> Iterator[tuple[int, int]]:
    """Each place in a line of `whole` with its ways to choose `before` from those ahead and `after` from the others."""
    ways = comb(whole - before, after)
    for place in range(before, whole - after + 1):
        yield place, ways
        ways = ways * (place + 1) * (whole - place - after) // ((place + 1 - before) * max(whole - place, 1))
