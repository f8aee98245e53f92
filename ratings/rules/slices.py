"""A figure parted by a fact of the cases, without telling of so few that one of them could be told."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from ratings.rules.bands import Tally

TOO_FEW = 5  # cases below which nothing is told but their number


@dataclass(frozen=True, slots=True)
class Slice:
    """The relevant cases with one value of the fact. `tally` is None where they are too few to say more."""

    level: str
    relevant: int
    tally: Tally | None

    @property
    def is_hidden(self) -> bool:
        return self.tally is None


def slices_of(counts: Mapping[str, Tally]) -> tuple[Slice, ...]:
    """Each value's slice, in the order given.

    What is hidden could be worked out from the figure of all cases by taking away what is shown. So the next smallest
    is hidden too, until at least two are and what is left over speaks of no fewer than TOO_FEW cases.
    """
    told = {level: tally.relevant for level, tally in counts.items() if tally.relevant}

    def is_enough(hidden: Set[str]) -> bool:
        return len(hidden) > 1 and sum(told[one] for one in hidden) >= TOO_FEW

    hidden = hidden_until(told, is_enough, {level for level, cases in told.items() if cases < TOO_FEW})
    return tuple(Slice(level, tally.relevant, None if level in hidden else tally) for level, tally in counts.items())


def hidden_until(told: Mapping[str, int], is_enough: Callable[[Set[str]], bool], hidden: Set[str]) -> frozenset[str]:
    """What is hidden of `told` once, beside what is `hidden` already, the next smallest was added until it is enough.

    Nothing where nothing is hidden already; everything where nothing less is enough.
    """
    further = sorted(told.keys() - hidden, key=lambda level: (told[level], list(told).index(level)))
    found = set(hidden)
    while found and further and not is_enough(found):
        found.add(further.pop(0))
    return frozenset(found)
