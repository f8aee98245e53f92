"""A figure parted by a fact of the cases, without telling of so few that one of them could be told."""

from collections.abc import Mapping
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
    told = {level: tally for level, tally in counts.items() if tally.relevant}
    hidden = {level for level, tally in told.items() if tally.relevant < TOO_FEW}
    further = sorted(told.keys() - hidden, key=lambda level: (told[level].relevant, list(told).index(level)))
    if hidden:
        for level in further:
            if len(hidden) > 1 and sum(told[one].relevant for one in hidden) >= TOO_FEW:
                break
            hidden.add(level)
    return tuple(Slice(level, tally.relevant, None if level in hidden else tally) for level, tally in counts.items())
