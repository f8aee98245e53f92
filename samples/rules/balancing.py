"""How near a sample's margins lie to their shares of the eligible cases, and which exchange brings them nearer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samples.rules.eligible import Cell, Variable
from standards.wording import plural

MARGIN_BOUND = 2  # cases: how far a margin may end from its share without a word


@dataclass(frozen=True, slots=True)
class Margin:
    """One level of one variable: how many of the sample have it, beside its exact share of the eligible cases."""

    variable: str
    level: str
    stock: int
    share: Fraction
    got: int

    @property
    def off(self) -> Fraction:
        return self.got - self.share

    @property
    def within(self) -> bool:
        return abs(self.off) <= MARGIN_BOUND

    @property
    def sentence(self) -> str:
        name, level = self.variable.replace("_", " "), self.level.replace("_", " ")
        cases = plural(self.got, "case", "cases")
        return f"{name}, {level}: {cases}, where its share is {float(self.share):.1f}."


@dataclass(frozen=True, slots=True)
class Match:
    """How well a sample matches on one variable.

    `astray` is the number of cases that would have to have another level for every level to have its exact share: half
    of all distances together. `matched` is the rest of the sample, in per cent.
    """

    variable: str
    astray: Fraction
    matched: int
    furthest: Margin

    @property
    def words(self) -> str:
        name = self.variable.replace("_", " ").capitalize()
        if not self.astray:
            return f"{name}: the sample matches exactly."
        how = "matches closely" if self.furthest.within else "does not match well"
        side = "more" if self.furthest.off > 0 else "fewer"
        level = self.furthest.level.replace("_", " ")
        furthest = f"“{level}” has {float(abs(self.furthest.off)):.1f} cases {side} than its share"
        return f"{name}: {self.matched}% matched. The sample {how}; {furthest}."


class Balance:
    """Counts of a sample of a fixed size by level, which cases enter and leave.

    Distances are kept times the number of eligible cases, so they are exact whole numbers.
    """

    def __init__(self, stock: Mapping[Cell, int], variables: Sequence[Variable], sample: Iterable[Cell]) -> None:
        self.variables = variables
        self.total = max(sum(stock.values()), 1)
        self.bound = MARGIN_BOUND * self.total
        self.stock: list[Counter[str]] = [Counter() for _ in variables]
        for cell, count in stock.items():
            for counter, level in zip(self.stock, cell, strict=True):
                counter[level] += count
        self.got: list[Counter[str]] = [Counter() for _ in variables]
        self.size = 0
        for cell in sample:
            self.size += 1
            for counter, level in zip(self.got, cell, strict=True):
                counter[level] += 1
        self.off: list[dict[str, int]] = [
            defaultdict(int, {level: got[level] * self.total - self.size * stock[level] for level in {*stock, *got}})
            for stock, got in zip(self.stock, self.got, strict=True)
        ]

    @property
    def misses(self) -> bool:
        """Whether any margin lies further from its share than the bound."""
        return any(abs(off) > self.bound for levels in self.off for off in levels.values())

    def missed(self) -> list[set[str]]:
        """For each variable, the levels that lie beyond the bound."""
        return [{level for level, off in levels.items() if abs(off) > self.bound} for levels in self.off]

    def gain(self, leaves: Cell, enters: Cell) -> tuple[int, int]:
        """Change of what lies beyond the bound, and of all squared distances, by an exchange; less is better."""
        miss = squares = 0
        for off, out, come in zip(self.off, leaves, enters, strict=True):
            if out == come:
                continue
            for before, after in ((off[out], off[out] - self.total), (off[come], off[come] + self.total)):
                miss += max(abs(after) - self.bound, 0) - max(abs(before) - self.bound, 0)
                squares += after * after - before * before
        return miss, squares

    def distance_after(self, leaves: Cell, enters: Cell) -> int:
        """All distances of margins from their shares together, after an exchange; times the eligible cases."""
        distance = 0
        for off, out, come in zip(self.off, leaves, enters, strict=True):
            distance += sum(map(abs, off.values()))
            if out != come:
                distance += abs(off[out] - self.total) - abs(off[out])
                distance += abs(off[come] + self.total) - abs(off[come])
        return distance

    def exchange(self, leaves: Cell, enters: Cell) -> None:
        for off, got, out, come in zip(self.off, self.got, leaves, enters, strict=True):
            off[out] -= self.total
            off[come] += self.total
            got[out] -= 1
            got[come] += 1

    def margins(self) -> tuple[Margin, ...]:
        """Every level that any eligible case has, in the edition's order."""
        found = []
        for variable, stock, got in zip(self.variables, self.stock, self.got, strict=True):
            place = {level: n for n, level in enumerate(variable.levels)}
            for level in sorted({*stock, *got}, key=lambda level: (place.get(level, len(place)), level)):
                if stock[level] or got[level]:
                    share = Fraction(self.size * stock[level], self.total)
                    found.append(Margin(variable.code, level, stock[level], share, got[level]))
        return tuple(found)


def matches_of(margins: Iterable[Margin]) -> tuple[Match, ...]:
    """How well the sample matches now, variable by variable."""
    by_variable: defaultdict[str, list[Margin]] = defaultdict(list)
    for margin in margins:
        by_variable[margin.variable].append(margin)
    found = []
    for variable, levels in by_variable.items():
        size = sum(margin.got for margin in levels)
        astray = sum((abs(margin.off) for margin in levels), Fraction(0)) / 2
        matched = int((1 - astray / size) * 100 + Fraction(1, 2)) if size else 0
        furthest = max(levels, key=lambda margin: abs(margin.off))
        found.append(Match(variable, astray, matched, furthest))
    return tuple(found)
