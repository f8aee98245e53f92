"""Filling every class by chance while no case manager carries more than the cap, as far as that is possible."""

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence

from samples.rules.selecting import Loads, Selection

Node = tuple[str, int]  # domain, place of a class


def fill(selections: Mapping[str, Selection], order: Sequence[tuple[str, str]], loads: Loads) -> None:
    """Chooses every selection's size. `order` holds (domain, reference) of all cases as chance put them.

    Each case is taken in that order if its class has room and its case manager too. What is then lacking is found by
    chains of exchanges (a case leaves so that another of its case manager may enter), so a class lacks a case only
    where no choice of cases keeps the cap; then another class of the domain takes it, or one of another domain takes
    what stood in the way; and only where that is impossible too the cap is passed, by the case manager who carries
    least.
    """
    for domain, reference in order:
        selections[domain].offer(reference)
    short = [(domain, n) for domain, selection in selections.items() for n in selection.short()]
    short = _unfilled(short, lambda node: _opened(selections, [node]) is not None, by=lambda node: node)
    short = _unfilled(short, lambda node: _moved(selections, *node), by=lambda node: node[0])
    for domain, n in short:
        _forced(selections[domain], n, loads)


def _forced(selection: Selection, n: int, loads: Loads) -> None:
    """One more case of class `n`, the cap passed; of another where chains of exchanges took the last of it."""
    free = next(found for m in (n, *_furthest_below(selection, n)) if (found := selection.inside(m, chosen=False)))
    chosen = min(free, key=lambda reference: loads.carried[loads.managers[reference]])
    selection.wanted[n] -= 1
    selection.wanted[selection.class_of(chosen)] += 1
    selection.choose(chosen)


def _furthest_below(selection: Selection, n: int) -> list[int]:
    """The classes but `n`, those furthest below their expected number first."""
    taken, classes = selection.taken, selection.classes
    others = (m for m in range(len(classes)) if m != n)
    return sorted(others, key=lambda m: (taken[m] - classes[m].expected, m))


def _unfilled(short: Sequence[Node], fill_one: Callable[[Node], bool], by: Callable[[Node], Hashable]) -> list[Node]:
    """What cannot be filled. Where one cannot, none of the same will: an exchange opens no way that was closed."""
    left: list[Node] = []
    hopeless: set[Hashable] = set()
    for node in short:
        if by(node) in hopeless or not fill_one(node):
            hopeless.add(by(node))
            left.append(node)
    return left


def _moved(selections: Mapping[str, Selection], domain: str, n: int) -> bool:
    """Another class of the domain takes a case that class `n` cannot: the one furthest below its expected number.

    Where none can either, cases may move between classes of every domain on the way.
    """
    selection = selections[domain]
    others = _furthest_below(selection, n)
    taker = _opened(selections, [(domain, m) for m in others]) or _opened(
        selections, [(domain, m) for m in (n, *others)], between_classes=True
    )
    if taker is None:
        return False
    selection.wanted[n] -= 1
    selection.wanted[taker[1]] += 1
    return True


def _opened(
    selections: Mapping[str, Selection], starts: Sequence[Node], *, between_classes: bool = False
) -> Node | None:
    """Chooses one more case of a class with the cap kept, moving others where that helps: an augmenting path.

    What leaves is made up for in its class or, `between_classes`, in any of its domain. Gives the class of `starts`
    that has one more, or None where no chain of exchanges ends with one.
    """
    came: dict[Node, tuple[Node, str, str]] = {}  # class reached: from which, what enters there, what leaves here
    reached, seen, queue = set(starts), set[str](), deque(starts)
    while queue:
        node = queue.popleft()
        selection = selections[node[0]]
        for enters in selection.inside(node[1], chosen=False):
            manager = selection.loads.managers[enters]
            if selection.loads.has_room(manager):
                return _followed_back(selections, node, enters, came)
            if manager in seen:
                continue
            seen.add(manager)
            for domain, reference in _carried(selections, manager):
                for next_node in _made_up_in(selections[domain], domain, reference, between_classes):
                    if next_node not in reached:
                        reached.add(next_node)
                        came[next_node] = node, enters, reference
                        queue.append(next_node)
    return None


def _made_up_in(selection: Selection, domain: str, reference: str, between_classes: bool) -> list[Node]:
    """The classes in which a case may be chosen for one that leaves; its own first."""
    own = selection.class_of(reference)
    others = [n for n in range(len(selection.classes)) if n != own] if between_classes else []
    return [(domain, n) for n in (own, *others)]


def _followed_back(
    selections: Mapping[str, Selection], node: Node, enters: str, came: Mapping[Node, tuple[Node, str, str]]
) -> Node:
    selections[node[0]].choose(enters)
    while node in came:
        before, enters, leaves = came[node]
        selection = selections[node[0]]
        selection.wanted[selection.class_of(leaves)] -= 1
        selection.wanted[node[1]] += 1
        selection.release(leaves)
        selections[before[0]].choose(enters)
        node = before
    return node


def _carried(selections: Mapping[str, Selection], manager: str) -> list[tuple[str, str]]:
    """The chosen cases of a case manager, by domain and reference."""
    return [
        (domain, reference)
        for domain, selection in selections.items()
        for reference in sorted(selection.chosen)
        if selection.loads.managers[reference] == manager
    ]
