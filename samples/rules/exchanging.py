"""Exchanging chosen cases for others while a margin lies too far from its share."""

from bisect import insort
from collections.abc import Iterator, Sequence
from math import ceil, floor

from samples.rules.eligible import Cell
from samples.rules.selecting import Selection


def rebalance(selection: Selection) -> None:
    """While a margin lies beyond its bound: exchange a chosen case for another, whichever helps most.

    Cases of the same class first; then of two classes, each of which stays at its expected number rounded down or up.
    Caps stay kept. It ends when no exchange helps. Each exchange lessens what lies beyond the bounds, or that stays and
    the squared distances lessen, so it does end.
    """
    if selection.balance().misses:
        _Exchanges(selection).make()


class _Exchanges:
    """The cases of a selection by class and cell, chosen and free, in the order of chance."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.balance = selection, selection.balance()
        self.place = {reference: n for n, reference in enumerate(selection.cells)}
        every = range(len(selection.classes))
        self.chosen = [self._by_cell(selection.inside(n, chosen=True)) for n in every]
        self.free = [self._by_cell(selection.inside(n, chosen=False)) for n in every]
        self.fewest = [floor(one.expected) for one in selection.classes]
        self.most = [ceil(one.expected) for one in selection.classes]

    def make(self) -> None:
        while self.balance.misses:
            pair = self._best(same_class=True) or self._best(same_class=False)
            if pair is None:
                return
            self._exchange(*pair)

    def _best(self, *, same_class: bool) -> tuple[str, str] | None:
        missed = self.balance.missed()
        ranked = []
        for n, m in self._pairs(same_class=same_class):
            for out, leaving in self.chosen[n].items():
                for come, entering in self.free[m].items():
                    if not leaving or not entering or not _touches(missed, out, come):
                        continue
                    gain = self.balance.gain(out, come)
                    if gain < (0, 0):
                        ranked.append((gain, -self.place[leaving[-1]], self.place[entering[0]], leaving, entering))
        found = (self._with_cap_kept(leaving, entering) for _, _, _, leaving, entering in sorted(ranked))
        return next((pair for pair in found if pair), None)

    def _pairs(self, *, same_class: bool) -> Iterator[tuple[int, int]]:
        """Classes that a case may leave and enter."""
        taken, every = self.selection.taken, range(len(self.fewest))
        if same_class:
            return ((n, n) for n in every)
        leaving = [n for n in every if taken[n] > self.fewest[n]]
        entering = [n for n in every if taken[n] < self.most[n]]
        return ((n, m) for n in leaving for m in entering if n != m)

    def _with_cap_kept(self, leaving: Sequence[str], entering: Sequence[str]) -> tuple[str, str] | None:
        """The last drawn of `leaving` and the first of `entering` between which the cap stays kept."""
        loads = self.selection.loads
        for leaves in reversed(leaving):
            for enters in entering:
                manager = loads.managers[enters]
                if manager == loads.managers[leaves] or loads.has_room(manager):
                    return leaves, enters
        return None

    def _exchange(self, leaves: str, enters: str) -> None:
        out, come = self.selection.cells[leaves], self.selection.cells[enters]
        n, m = self.selection.class_of(leaves), self.selection.class_of(enters)
        self.balance.exchange(out, come)
        self.selection.release(leaves)
        self.selection.choose(enters)
        self.chosen[n][out].remove(leaves)
        self.free[m][come].remove(enters)
        insort(self.free[n].setdefault(out, []), leaves, key=self.place.__getitem__)
        insort(self.chosen[m].setdefault(come, []), enters, key=self.place.__getitem__)

    def _by_cell(self, references: Sequence[str]) -> dict[Cell, list[str]]:
        found: dict[Cell, list[str]] = {}
        for reference in references:
            found.setdefault(self.selection.cells[reference], []).append(reference)
        return found


def _touches(missed: Sequence[set[str]], leaves: Cell, enters: Cell) -> bool:
    """Whether an exchange changes a level that lies beyond its bound."""
    for levels, out, come in zip(missed, leaves, enters, strict=True):
        if out != come and (out in levels or come in levels):
            return True
    return False
