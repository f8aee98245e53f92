"""An inspection's phases and their dates, where its fieldwork takes place, and what it may not be called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Phase(StrEnum):
    """In the order in which an inspection goes through them."""

    ANNOUNCED = "announced"
    EVIDENCE = "evidence"
    PRESENTATION = "presentation"
    SAMPLE_DRAWN = "sample_drawn"
    FIELDWORK = "fieldwork"
    QUALITY_ASSURANCE = "quality_assurance"
    PANEL = "panel"
    DRAFTING = "drafting"
    FACTUAL_ACCURACY = "factual_accuracy"
    PUBLISHED = "published"


PHASE_NAMES = {
    Phase.ANNOUNCED: "Announced",
    Phase.EVIDENCE: "Evidence in advance",
    Phase.PRESENTATION: "Presentation by the service",
    Phase.SAMPLE_DRAWN: "Sample drawn",
    Phase.FIELDWORK: "Fieldwork",
    Phase.QUALITY_ASSURANCE: "Quality assurance",
    Phase.PANEL: "Ratings panel",
    Phase.DRAFTING: "Drafting",
    Phase.FACTUAL_ACCURACY: "Factual accuracy check",
    Phase.PUBLISHED: "Published",
}


class Mode(StrEnum):
    """Where fieldwork takes place."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MIXED = "mixed"


MODE_NAMES = {Mode.ON_SITE: "On site", Mode.REMOTE: "Remote", Mode.MIXED: "On site and remote"}

# What stands where an inspection's name stands in addresses, so none may be called so.
TAKEN_NAMES = frozenset({"new", "calendar"})

# First and last day of each phase, in days from the Monday of the first week of fieldwork, and from the Monday after
# its last week. All are our choice (docs/rules.md).
BEFORE = {
    Phase.ANNOUNCED: (-56, -56),  # a Monday, eight weeks before
    Phase.EVIDENCE: (-56, -31),  # to the Friday of the fourth week
    Phase.PRESENTATION: (-26, -26),  # Wednesday of the week after
    Phase.SAMPLE_DRAWN: (-21, -21),  # three weeks before: the service has the files ready in time
}
AFTER = {
    Phase.QUALITY_ASSURANCE: (0, 11),  # two weeks
    Phase.PANEL: (24, 24),  # Thursday of the fourth week
    Phase.DRAFTING: (28, 46),  # three weeks
    Phase.FACTUAL_ACCURACY: (49, 60),  # Monday to the Friday of the week after: ten working days
    Phase.PUBLISHED: (99, 99),  # a Tuesday, a little over three months after the last day of fieldwork
}


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """When a phase is planned, both days included."""

    phase: Phase
    first: date
    last: date


def phase_dates(*, fieldwork_starts: date, weeks: int) -> tuple[PhaseDates, ...]:
    """Every phase with its planned days, in order; each may be adjusted afterwards.

    They are counted in weeks from the Monday of the week in which fieldwork starts, so all fall on Monday to Friday;
    bank holidays are not known here. The offsets are our choice.
    """
    monday = fieldwork_starts - timedelta(days=fieldwork_starts.weekday())
    after = monday + timedelta(weeks=max(weeks, 1))
    planned = {phase: _days(monday, days) for phase, days in BEFORE.items()}
    planned[Phase.FIELDWORK] = fieldwork_starts, max(fieldwork_starts, after - timedelta(days=3))
    planned |= {phase: _days(after, days) for phase, days in AFTER.items()}
    return tuple(PhaseDates(phase, *planned[phase]) for phase in Phase)


def overdue_phases(dates: Iterable[PhaseDates], *, now_in: Phase, today: date) -> list[Phase]:
    """Phases that should be over and are not: the one that the inspection is in, and those after it.

    What is done by being reached (announced, sample drawn, published) is overdue only until it is.
    """
    order = list(Phase)
    at = order.index(now_in) + (now_in in {Phase.ANNOUNCED, Phase.SAMPLE_DRAWN, Phase.PUBLISHED})
    planned = {dated.phase: dated.last for dated in dates}
    return [phase for phase in order[at:] if phase in planned and planned[phase] < today]


def phases_out_of_order(dates: Iterable[PhaseDates]) -> list[tuple[Phase, Phase]]:
    """Each phase that is planned to begin or to end before the one ahead of it does, with that one."""
    planned = {dated.phase: dated for dated in dates}
    ordered = [planned[phase] for phase in Phase if phase in planned]
    return [
        (after.phase, before.phase)
        for before, after in pairwise(ordered)
        if after.first < before.first or after.last < before.last
    ]


def phase_after(now_in: Phase) -> Phase | None:
    """Where an inspection goes from here; None once it is published."""
    order = list(Phase)
    return next(iter(order[order.index(now_in) + 1 :]), None)


def _days(start: date, days: tuple[int, int]) -> tuple[date, date]:
    return start + timedelta(days=days[0]), start + timedelta(days=days[1])
