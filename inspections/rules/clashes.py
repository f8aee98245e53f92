"""People who are wanted in two places on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from inspections.rules.people import Role
from inspections.rules.phases import Phase

# Whom a phase keeps busy on each of its days. The other phases leave room for another inspection (our choice).
BUSY = {
    Phase.FIELDWORK: frozenset({Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD}),
    Phase.PANEL: frozenset({Role.LEAD, Role.PANEL}),
}


@dataclass(frozen=True, slots=True, order=True)
class Engagement:
    """The days on which a phase of an inspection keeps somebody busy, both included."""

    person: int
    first: date
    last: date
    inspection: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class Clash:
    """Two engagements of one person in different inspections, and the days on which they overlap."""

    one: Engagement
    other: Engagement

    @property
    def first(self) -> date:
        return max(self.one.first, self.other.first)

    @property
    def last(self) -> date:
        return min(self.one.last, self.other.last)


def clashes_of(engagements: Iterable[Engagement]) -> list[Clash]:
    """Every pair that overlaps, each once, by person and day. Two roles in one inspection are one engagement."""
    found = []
    for _, theirs in groupby(sorted(set(engagements)), key=lambda engagement: engagement.person):
        going_on: list[Engagement] = []
        for engagement in theirs:
            going_on = [earlier for earlier in going_on if earlier.last >= engagement.first]
            found += [Clash(earlier, engagement) for earlier in going_on if earlier.inspection != engagement.inspection]
            going_on.append(engagement)
    return found
