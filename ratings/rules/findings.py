"""What emerging findings may hold, and what is no longer as it was when they were given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PERCENTAGE = re.compile(r"\d\s*(?:%|per\s?cent\b)", re.IGNORECASE)

Counts = tuple[tuple[int, int], ...]  # (yes, relevant) by key question


def holds_percentage(words: str) -> bool:
    """As "80%" or "80 per cent": the closing meeting hears no figure that a rating could be read from."""
    return PERCENTAGE.search(words) is not None


@dataclass(frozen=True, slots=True)
class StandardState:
    """One standard's counts and band at one time."""

    counts: Counts
    band: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One standard whose counts differ: then and now. `band` says whether its band does."""

    number: str
    then: StandardState
    now: StandardState

    @property
    def band_moved(self) -> bool:
        return self.then.band != self.now.band


def moved_since(then: Mapping[str, StandardState], now: Mapping[str, StandardState]) -> tuple[Moved, ...]:
    """The standards whose counts or band are others now, in the order of `now`; one that is new had nothing."""
    none = StandardState((), None)
    pairs = ((number, then.get(number, none), standing) for number, standing in now.items())
    return tuple(Moved(number, before, after) for number, before, after in pairs if before != after)
