"""What differs between the eligible cases taken and those sent anew, by reference."""

from collections.abc import Mapping
from dataclasses import dataclass

Sent = Mapping[str, str]  # field to value, of one case


@dataclass(frozen=True, slots=True)
class Changed:
    reference: str
    fields: tuple[tuple[str, str, str], ...]  # field, before, now


@dataclass(frozen=True, slots=True)
class Difference:
    """By reference, in order. What is in none of the three is the same in both."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Changed, ...]
    same: int

    @property
    def is_none(self) -> bool:
        return not (self.new or self.gone or self.changed)


def difference_of(before: Mapping[str, Sent], now: Mapping[str, Sent]) -> Difference:
    changed = []
    for reference in sorted(before.keys() & now.keys()):
        old, new = before[reference], now[reference]
        fields = tuple(
            (field, old.get(field, ""), new.get(field, ""))
            for field in dict.fromkeys((*old, *new))
            if old.get(field, "") != new.get(field, "")
        )
        if fields:
            changed.append(Changed(reference, fields))
    return Difference(
        new=tuple(sorted(now.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - now.keys())),
        changed=tuple(changed),
        same=len(before.keys() & now.keys()) - len(changed),
    )
