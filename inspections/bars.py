"""What stands against publishing an inspection. The rooms above register what they know of it.

So the service that moves an inspection on asks them without knowing who they are (the order of rooms, decisions/0002).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that stands against it, as a sentence, and the page on which it is mended (its name; "" for none)."""

    words: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """`hold` locks, within a transaction, all that `bars` reads, so that it stays as it was read."""

    hold: Callable[[int], None]
    bars: Callable[[int], Sequence[Bar]]


GUARDS: dict[str, Guard] = {}  # by the room that registered it


def bars_to_publication(inspection_id: int) -> list[Bar]:
    return [bar for guard in GUARDS.values() for bar in guard.bars(inspection_id)]


def bars_held(inspection_id: int) -> list[Bar]:
    """The same, within a transaction that then moves the inspection on."""
    for guard in GUARDS.values():
        guard.hold(inspection_id)
    return bars_to_publication(inspection_id)
