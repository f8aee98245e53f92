"""How a standard's band hangs on single cases: which of them, judged the other way, would change it, and how many.

Throughout, "judged the other way" turns any of a case's judgements in the standard from yes to no or from no to yes,
never to or from not relevant. So every `relevant` stays, and a band can only rise as judgements turn to yes and only
fall as they turn to no. Hence no subset needs trying: a case reaches its highest band with all its judgements yes and
its lowest with all of them no.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, islice
from typing import Generic

from ratings.rules.bands import Case, Tally, Votes, level_of, rounded, tallies_of
from standards.rules import Figures

Stock = tuple[tuple[frozenset[int], int], ...]  # how many cases were judged no on exactly these questions


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Flip(Generic[Case]):
    """A single case which, judged the other way, would move the standard to `rating`, the furthest it can move it."""

    case: Case
    direction: Direction
    rating: str


@dataclass(frozen=True, slots=True)
class CasesAway:
    """The fewest cases which, judged the other way together, would change the band; None: no number would."""

    up: int | None
    down: int | None


@dataclass(frozen=True, slots=True)
class NearestCases(Generic[Case]):
    """As CasesAway, with one such set of cases for each direction."""

    up: tuple[Case, ...] | None
    down: tuple[Case, ...] | None


def _level(yes: int, tally: Tally, figures: Figures) -> int:
    """Place of the band, 0 the lowest, that a question with relevant cases has with `yes` of them judged yes."""
    per_cent = rounded(Fraction(yes, tally.relevant), figures.rounding)
    return level_of(per_cent, figures.key_question_bands)


def flips(votes: Votes[Case], figures: Figures) -> tuple[Flip[Case], ...]:
    """Every single case that would change the standard's band, in the order given; one case may do it both ways."""
    return tuple(_flips(votes, figures))


def _flips(votes: Votes[Case], figures: Figures) -> Iterator[Flip[Case]]:
    rated = {place: tally for place, tally in enumerate(tallies_of(votes)) if tally.relevant}
    if not rated:
        return
    bands = figures.key_question_bands
    now = {place: _level(tally.yes, tally, figures) for place, tally in rated.items()}
    more = {place: _level(min(t.yes + 1, t.relevant), t, figures) for place, t in rated.items()}
    less = {place: _level(max(t.yes - 1, 0), t, figures) for place, t in rated.items()}
    level = min(now.values())
    for case, judged in votes.items():
        highest = min(more[place] if judged[place] is False else now[place] for place in rated)
        lowest = min(less[place] if judged[place] is True else now[place] for place in rated)
        if highest > level:
            yield Flip(case, Direction.UP, bands[highest].rating)
        if lowest < level:
            yield Flip(case, Direction.DOWN, bands[lowest].rating)


def flip_within(votes: Votes[Case], cases: int, figures: Figures) -> bool:
    """Whether some set of `cases` cases, or fewer, judged the other way together, would change the band."""
    away = cases_away(votes, figures)
    return any(fewest is not None and fewest <= cases for fewest in (away.up, away.down))


def cases_away(votes: Votes[Case], figures: Figures) -> CasesAway:
    """How many cases the standard is from any higher and from any lower band. Nothing for a standard not rated."""
    found = nearest_cases(votes, figures)
    up, down = (None if cases is None else len(cases) for cases in (found.up, found.down))
    return CasesAway(up=up, down=down)


def nearest_cases(votes: Votes[Case], figures: Figures) -> NearestCases[Case]:
    """A smallest set of cases for each direction: of equal ones, the first in the order given.

    Exact. Of 40,000 hard standards (125 cases, four questions) the slowest took 0.1 s, nearly all a few milliseconds.
    """
    rated = {place: tally for place, tally in enumerate(tallies_of(votes)) if tally.relevant}
    if not rated:
        return NearestCases(up=None, down=None)
    level = min(_level(tally.yes, tally, figures) for tally in rated.values())
    return NearestCases(up=_cases_up(votes, rated, level, figures), down=_cases_down(votes, rated, level, figures))


def _cases_down(
    votes: Votes[Case], rated: Mapping[int, Tally], level: int, figures: Figures
) -> tuple[Case, ...] | None:
    """One question that falls is enough: the one with the fewest yes to lose."""
    falls = (
        (next((lost for lost in range(tally.yes + 1) if _level(tally.yes - lost, tally, figures) < level), None), place)
        for place, tally in rated.items()
    )
    lost, place = min(((lost, place) for lost, place in falls if lost is not None), default=(None, 0))
    if lost is None:
        return None
    return tuple(islice((case for case, judged in votes.items() if judged[place] is True), lost))


def _cases_up(votes: Votes[Case], rated: Mapping[int, Tally], level: int, figures: Figures) -> tuple[Case, ...] | None:
    """Every question in the lowest band must rise, and one case may help several: a cover, solved exactly."""
    needs: dict[int, int] = {}
    for place, tally in rated.items():
        gains = range(tally.relevant - tally.yes + 1)
        need = next((gain for gain in gains if _level(tally.yes + gain, tally, figures) > level), None)
        if need is None:
            return None
        if need:
            needs[place] = need
    helping: dict[frozenset[int], list[Case]] = {}
    for case, judged in votes.items():
        helping.setdefault(frozenset(place for place in needs if judged[place] is False), []).append(case)
    widest_first = sorted(helping.items(), key=lambda item: (-len(item[0]), sorted(item[0])))
    stock = tuple((places, len(cases)) for places, cases in widest_first if places)
    fewest = _at_least(needs, stock)
    if fewest is None:
        return None
    while (taken := _cover(needs, stock, fewest)) is None:  # ends: all cases together meet every need
        fewest += 1
    chosen = {case for (places, _), n in zip(stock, taken, strict=False) for case in helping[places][:n]}
    return tuple(case for case in votes if case in chosen)


def _cover(needs: Mapping[int, int], stock: Stock, cases: int) -> tuple[int, ...] | None:
    """How many of each part of `stock` meet every question's need with `cases` cases or fewer; None: they cannot."""
    needs = {place: need for place, need in needs.items() if need > 0}
    if not needs:
        return ()
    bound = _at_least(needs, stock)
    if bound is None or bound > cases:
        return None
    (places, count), rest = stock[0], stock[1:]
    most = min(count, cases, max(needs.get(place, 0) for place in places))
    # A case that serves every need left is never worse than another: take all that help. Else try each number.
    least = most if needs.keys() <= places else 0
    for used in range(most, least - 1, -1):
        left = {place: need - used * (place in places) for place, need in needs.items()}
        if (others := _cover(left, rest, cases - used)) is not None:
            return (used, *others)
    return None


def _at_least(needs: Mapping[int, int], stock: Stock) -> int | None:
    """A number of cases that meeting `needs` cannot do without; None where the stock cannot meet them at all.

    For each group of questions, taking first the cases that serve most of the group, how many cases until the
    group's needs are met in sum: no choice meets each of them with fewer.
    """
    bound = 0
    for size in range(1, len(needs) + 1):
        for group in combinations(needs, size):
            missing, used = sum(needs[place] for place in group), 0
            for serves, count in sorted(((len(places.intersection(group)), n) for places, n in stock), reverse=True):
                if missing <= 0 or not serves:
                    break
                taken = min(count, -(-missing // serves))
                missing, used = missing - taken * serves, used + taken
            if missing > 0:
                return None
            bound = max(bound, used)
    return bound
