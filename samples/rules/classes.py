"""The classes in which a sample is made to match: crossed, merged while they expect too few, sized in proportion."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from samples.rules.balancing import MARGIN_BOUND
from samples.rules.eligible import GENDER, Cell, Variable
from samples.rules.proportions import apportioned

NEVER_MERGED = frozenset({GENDER})
PART = 10**12  # one case in fixed-point numbers
BOUND = MARGIN_BOUND * PART

Level = tuple[int, str]  # place of a variable, level


@dataclass(frozen=True, slots=True)
class SampleClass:
    """Cases that are drawn together: for each variable its levels, one or several merged.

    `expected` is the exact share of the sample that the class's `stock` of eligible cases earns.
    """

    levels: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Cell, int], ...]  # what it is made of, with the stock of each
    stock: int
    expected: Fraction

    def named(self, variables: Sequence[Variable]) -> dict[str, tuple[str, ...]]:
        return {variable.code: levels for variable, levels in zip(variables, self.levels, strict=True)}


@dataclass(slots=True)
class _Group:
    """Levels of one variable that stand together, with the cases below them."""

    levels: tuple[str, ...]
    first: int  # places of the outermost levels in the variable's order
    last: int
    cells: dict[Cell, int]
    stock: int

    def with_(self, other: "_Group") -> "_Group":
        below, above = sorted((self, other), key=lambda group: group.first)
        return _Group(
            below.levels + above.levels,
            below.first,
            max(below.last, above.last),
            below.cells | above.cells,
            below.stock + above.stock,
        )


def classes_of(cells: Mapping[Cell, int], variables: Sequence[Variable], size: int) -> tuple[SampleClass, ...]:
    """The classes of a domain, from the number of its eligible cases in each cell, for a sample of `size`.

    The variables are crossed. A class that expects fewer than one case is merged with the nearest one of the last
    variable; where all of that variable are together and still expect fewer than one, with the nearest of the variable
    before it, and what is then together is divided anew by the last. So every class expects at least one case, but for
    a gender's only class: genders are never merged.
    """
    total = sum(cells.values())
    share = Fraction(size, total) if total else Fraction(0)
    return tuple(
        SampleClass(levels, tuple(sorted(within.items())), stock, stock * share)
        for levels, within, stock in _divided({c: n for c, n in cells.items() if n}, variables, 0, share)
    )


def allocated(classes: Sequence[SampleClass], size: int) -> tuple[int, ...]:
    """How many cases to draw in each class: whole numbers in proportion that add up to `size`.

    Each is its class's expected number rounded down or up, so never beyond its stock. The largest remainders round
    up; then, while a variable's margin would end further than its bound from its share, one class gives up its
    rounding to another, whichever helps most. Exact; the same whatever the order of the cases.
    """
    expected = {n: one.expected for n, one in enumerate(classes)}
    counts = apportioned(size, expected, {n: one.stock for n, one in enumerate(classes)})
    return _Rounding(classes, list(counts.values())).repaired()


def _divided(
    cells: dict[Cell, int], variables: Sequence[Variable], place: int, share: Fraction
) -> Iterator[tuple[tuple[tuple[str, ...], ...], dict[Cell, int], int]]:
    if place == len(variables):
        yield (), cells, sum(cells.values())
        return
    groups = _groups(cells, variables[place], place)
    if variables[place].code not in NEVER_MERGED:
        groups = _merged(groups, ordered=variables[place].ordered, share=share)
    for group in groups:
        for levels, within, stock in _divided(group.cells, variables, place + 1, share):
            yield (group.levels, *levels), within, stock


def _groups(cells: Mapping[Cell, int], variable: Variable, place: int) -> list[_Group]:
    by_level: defaultdict[str, dict[Cell, int]] = defaultdict(dict)
    for cell, count in cells.items():
        by_level[cell[place]][cell] = count
    at = {level: n for n, level in enumerate(variable.levels)}
    strange = len(at)  # a level that the edition does not list stands last
    found = sorted((at.get(level, strange), level, within) for level, within in by_level.items())
    return [_Group((level,), n, n, within, sum(within.values())) for n, level, within in found]


def _merged(groups: list[_Group], *, ordered: bool, share: Fraction) -> list[_Group]:
    """While the smallest expects fewer than one: it joins its nearest, of equal ones the smaller, then the first.

    Levels in an order have only their neighbours; of others the next smallest is nearest.
    """
    while len(groups) > 1:
        small = min(range(len(groups)), key=lambda n: groups[n].stock)
        if groups[small].stock * share.numerator >= share.denominator:
            break
        if ordered:
            beside = [n for n in (small - 1, small + 1) if 0 <= n < len(groups)]
            near = min(beside, key=lambda n: (_gap(groups[n], groups[small]), groups[n].stock, n))
        else:
            near = min((n for n in range(len(groups)) if n != small), key=lambda n: groups[n].stock)
        joined = groups[small].with_(groups[near])
        groups = [group for n, group in enumerate(groups) if n not in {small, near}] + [joined]
        groups.sort(key=lambda group: (group.first, group.levels))
    return groups


def _gap(one: _Group, other: _Group) -> int:
    return max(one.first - other.last, other.first - one.last)


class _Rounding:
    """Counts of classes, rounded down or up, and how far each level's expected margin lies from its share.

    Fixed-point whole numbers (PART is one case) only guide the choice; what a draw ends with is counted exactly.
    """

    def __init__(self, classes: Sequence[SampleClass], counts: Sequence[int]) -> None:
        self.counts = list(counts)
        self.lowest = [floor(one.expected) for one in classes]
        self.highest = [ceil(one.expected) for one in classes]
        self.brings = [_composition(one) for one in classes]
        self.off: defaultdict[Level, int] = defaultdict(int)
        self.miss: dict[Level, int] = {}
        for one, brings, count in zip(classes, self.brings, self.counts, strict=True):
            more = round((count - one.expected) * PART)
            for level, part in brings.items():
                self.off[level] += more * part // PART

    def repaired(self) -> tuple[int, ...]:
        while exchange := self._best_exchange():
            for n, step in zip(exchange, (-1, 1), strict=True):
                self.counts[n] += step
                for level, part in self.brings[n].items():
                    self.off[level] += step * part
        return tuple(self.counts)

    def _best_exchange(self) -> tuple[int, int] | None:
        """Two classes, the first to be drawn one fewer of, that bring most; None where no two bring anything.

        What a class can bring by itself bounds what it brings with another, so most pairs need not be tried.
        """
        self.miss = {level: _miss(off) for level, off in self.off.items()}
        downs = self._hopeful([n for n, count in enumerate(self.counts) if count > self.lowest[n]], side=1)
        ups = self._hopeful([n for n, count in enumerate(self.counts) if count < self.highest[n]], side=-1)
        best, pair = 0, None
        for hope, down in downs:
            if not ups or hope + ups[0][0] <= -best:
                break
            for more, up in ups:
                if hope + more <= -best:
                    break
                gain = self._gain(down, up)
                if gain < best:
                    best, pair = gain, (down, up)
        return pair

    def _hopeful(self, classes: Sequence[int], *, side: int) -> list[tuple[int, int]]:
        """The most that each class can lessen misses of too many (`side` 1) or too few, the most hopeful first."""
        missed = {level: miss for level, miss in self.miss.items() if miss and side * self.off[level] > 0}
        hopes = [(sum(min(miss, self.brings[n].get(at, 0)) for at, miss in missed.items()), n) for n in classes]
        return sorted(hopes, key=lambda hope: (-hope[0], hope[1]))

    def _gain(self, down: int, up: int) -> int:
        """Change of all misses together if one case fewer is drawn in `down` and one more in `up`."""
        less, more, off = self.brings[down], self.brings[up], self.off
        gain = 0
        for level, part in less.items():
            step = more.get(level, 0) - part
            if step:
                gain += _miss(off[level] + step) - self.miss[level]
        for level, part in more.items():
            if level not in less:
                gain += _miss(off[level] + part) - self.miss[level]
        return gain


def _miss(off: int) -> int:
    """How far a margin lies beyond its bound."""
    return off - BOUND if off > BOUND else -off - BOUND if off < -BOUND else 0


def _composition(one: SampleClass) -> dict[Level, int]:
    """What one case of a class brings to each level, in PARTs of a case: the level's share of the class's stock."""
    stock: defaultdict[Level, int] = defaultdict(int)
    for cell, count in one.cells:
        for place, level in enumerate(cell):
            stock[place, level] += count
    return {level: count * PART // one.stock for level, count in stock.items()}
