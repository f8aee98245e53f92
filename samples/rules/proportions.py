"""Whole numbers in proportion: the largest remainders round up."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def apportioned(
    total: int, weights: Mapping[Key, int | Fraction], most: Mapping[Key, int] | None = None
) -> dict[Key, int]:
    """`total` shared out by weight; the largest remainders round up, of equal ones the first.

    With `most`, nobody gets more, and what is over goes to the others by weight; less than `total` only where all are
    full. For two weights it rounds the first half up and gives the second the rest. Weights of nothing but zero count
    as equal.
    """
    room = dict(most) if most is not None else dict.fromkeys(weights, total)
    given = dict.fromkeys(weights, 0)
    left = min(total, sum(room[key] for key in weights))
    weighty = [key for key in weights if weights[key] > 0]
    for keys in (weighty, [key for key in weights if weights[key] <= 0]):
        left = _share_out(left, keys, weights, room, given)
    return given


def _share_out(
    left: int, keys: list[Key], weights: Mapping[Key, int | Fraction], room: Mapping[Key, int], given: dict[Key, int]
) -> int:
    """Fills `given` for `keys`; gives what is left because they are full."""
    while keys and left > 0:
        whole = sum((Fraction(max(weights[key], 0)) for key in keys), Fraction(0))
        exact = {key: (left * weights[key] / whole if whole else Fraction(left, len(keys))) for key in keys}
        full = [key for key in keys if exact[key] >= room[key]]
        if not full:
            floors = {key: int(exact[key]) for key in keys}
            rest = left - sum(floors.values())
            rising = set(sorted(keys, key=lambda key: floors[key] - exact[key])[:rest])
            given.update({key: floors[key] + (key in rising) for key in keys})
            return 0
        for key in full:
            given[key] = room[key]
            left -= room[key]
        keys = [key for key in keys if exact[key] < room[key]]
    return left
