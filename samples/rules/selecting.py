"""The cases of a domain while they are chosen, class by class."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samples.rules.balancing import Balance
from samples.rules.classes import SampleClass, allocated, classes_of
from samples.rules.eligible import Cell, Variable


@dataclass(slots=True)
class Loads:
    """How many chosen cases each case manager carries. A case without a named one burdens nobody."""

    managers: Mapping[str, str]  # by reference
    cap: int | None
    carried: Counter[str] = field(default_factory=Counter)

    def has_room(self, manager: str) -> bool:
        return self.cap is None or not manager or self.carried[manager] < self.cap


class Selection:
    """One domain. `cells` holds each case's cell by reference, in the order that chance gave the cases."""

    def __init__(self, cells: Mapping[str, Cell], variables: Sequence[Variable], size: int, loads: Loads) -> None:
        self.cells, self.variables, self.loads = cells, variables, loads
        self.stock = Counter(cells.values())
        self.classes: tuple[SampleClass, ...] = classes_of(self.stock, variables, size)
        self.wanted = list(allocated(self.classes, size))
        self.taken = [0] * len(self.classes)
        self.chosen: set[str] = set()
        self._class_of_cell = {cell: n for n, one in enumerate(self.classes) for cell, _ in one.cells}
        self._inside: list[list[str]] = [[] for _ in self.classes]  # references by class, in order
        for reference, cell in cells.items():
            self._inside[self._class_of_cell[cell]].append(reference)

    def class_of(self, reference: str) -> int:
        return self._class_of_cell[self.cells[reference]]

    def offer(self, reference: str) -> None:
        """Chooses the case if its class still wants one and its case manager has room."""
        n = self._class_of_cell[self.cells[reference]]
        if self.taken[n] < self.wanted[n] and self.loads.has_room(self.loads.managers[reference]):
            self.choose(reference)

    def choose(self, reference: str) -> None:
        self._count(reference, 1)
        self.chosen.add(reference)

    def release(self, reference: str) -> None:
        self._count(reference, -1)
        self.chosen.remove(reference)

    def short(self) -> Iterator[int]:
        """Each class as often as it lacks a case."""
        for n, wanted in enumerate(self.wanted):
            for _ in range(wanted - self.taken[n]):
                yield n

    def inside(self, n: int, *, chosen: bool) -> list[str]:
        """What is, or is not, chosen of a class, in order."""
        return [reference for reference in self._inside[n] if (reference in self.chosen) is chosen]

    def in_order(self, *, chosen: bool) -> dict[str, Cell]:
        return {reference: cell for reference, cell in self.cells.items() if (reference in self.chosen) is chosen}

    def balance(self) -> Balance:
        return Balance(self.stock, self.variables, [self.cells[reference] for reference in self.chosen])

    def _count(self, reference: str, step: int) -> None:
        self.taken[self.class_of(reference)] += step
        self.loads.carried[self.loads.managers[reference]] += step
