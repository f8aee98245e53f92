"""The plan of a year as its pages show it: inspections with their phases, what is overdue, who is wanted twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from inspections.models import Inspection, PlannedPhase, TeamMember
from inspections.rules import BUSY, PHASE_NAMES, Clash, Engagement, Phase, Role, clashes_of, overdue_phases
from standards.wording import MONTHS, date_words, joined, sentence

MARKS = frozenset({Phase.ANNOUNCED, Phase.PRESENTATION, Phase.SAMPLE_DRAWN, Phase.PANEL, Phase.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase on the line of a year: where it begins and how long it is, in per cent of the year."""

    phase: Phase
    days: str
    x: str
    width: str
    is_mark: bool
    is_overdue: bool

    @property
    def look(self) -> str:
        return self.phase.value.replace("_", "-")

    @property
    def words(self) -> str:
        return f"{PHASE_NAMES[self.phase]}: {self.days}{', overdue' if self.is_overdue else ''}"


@dataclass(slots=True)
class Planned:
    """One inspection of the plan, with its lead where it has one."""

    inspection: Inspection
    lead: str
    overdue: list[Phase]
    bars: list[Bar] = field(default_factory=list)
    clashes: int = 0

    @property
    def overdue_words(self) -> str:
        return sentence(joined([PHASE_NAMES[phase].lower() for phase in self.overdue]))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody wanted in two places, in words."""

    person: str
    person_id: int
    inspections: tuple[int, int]
    words: str


def planned_prefetches() -> tuple[Prefetch, Prefetch]:
    """What `planned_of` reads of each inspection, in two queries however many there are."""
    leads = TeamMember.objects.filter(role=Role.LEAD).select_related("person")
    return Prefetch("team", leads, to_attr="leads"), Prefetch("planned_phases", to_attr="phases")


def planned_of(inspection: Inspection, *, today: date, year: int | None = None) -> Planned:
    """`inspection` comes with planned_prefetches()."""
    phases: Sequence[PlannedPhase] = inspection.phases  # type: ignore[attr-defined]  # as prefetched
    leads: Sequence[TeamMember] = inspection.leads  # type: ignore[attr-defined]
    overdue = overdue_phases([row.dates for row in phases], now_in=Phase(inspection.phase), today=today)
    bars = _bars(phases, year, overdue) if year else []
    return Planned(inspection, leads[0].person.name if leads else "", overdue, bars)


def _bars(phases: Iterable[PlannedPhase], year: int, overdue: Collection[Phase]) -> list[Bar]:
    start, end = date(year, 1, 1), date(year, 12, 31)
    found = [
        Bar(
            Phase(row.phase),
            days_words(row.first, row.last),
            percent_of_year(max(row.first, start)),
            f"{((min(row.last, end) - max(row.first, start)).days + 1) * 100 / _days_in(year):.2f}%",
            Phase(row.phase) in MARKS and row.first == row.last,
            Phase(row.phase) in overdue,
        )
        for row in phases
        if row.first <= end and row.last >= start
    ]
    return sorted(found, key=lambda bar: bar.is_mark)  # marks are drawn over the bars that they touch


def percent_of_year(day: date) -> str:
    return f"{(day - date(day.year, 1, 1)).days * 100 / _days_in(day.year):.2f}%"


def _days_in(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def days_words(first: date, last: date) -> str:
    """As "18 March 2024", "18 to 22 March 2024", "25 March to 5 April 2024"."""
    if first == last:
        return date_words(first)
    if first.year != last.year:
        return f"{date_words(first)} to {date_words(last)}"
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{first.day}{month} to {date_words(last)}"


def clashes_between(first: date, last: date, *, people: Collection[int] | None = None) -> list[Wanted]:
    """Everybody, or of `people`, who is wanted twice on a day between the two; one query."""
    busy = Q()
    for phase, roles in BUSY.items():
        busy |= Q(phase=phase, inspection__team__role__in=list(roles))
    who = Q() if people is None else Q(inspection__team__person__in=people)
    rows = PlannedPhase.objects.filter(
        busy, who, inspection__team__person__is_active=True, first__lte=last, last__gte=first
    ).order_by()
    named = ("inspection__team__person_id", "inspection__team__person__name", "inspection__service__place")
    names: dict[int, str] = {}
    places: dict[int, str] = {}
    engagements = []
    for person, name, place, inspection, phase, begins, ends in rows.values_list(
        *named, "inspection_id", "phase", "first", "last"
    ):
        names[person], places[inspection] = name, place
        engagements.append(Engagement(person, begins, ends, inspection, Phase(phase)))
    found = [_wanted(clash, names, places) for clash in clashes_of(engagements)]
    return sorted(found, key=lambda one: one.person)


def _wanted(clash: Clash, names: dict[int, str], places: dict[int, str]) -> Wanted:
    person, overlap = clash.one.person, days_words(clash.first, clash.last)
    what = []
    for one in (clash.one, clash.other):
        days = days_words(one.first, one.last)
        what.append(
            f"{PHASE_NAMES[one.phase].lower()} in {places[one.inspection]}{'' if days == overlap else f' ({days})'}"
        )
    words = f"{overlap}: {joined(what)}"
    return Wanted(names[person], person, (clash.one.inspection, clash.other.inspection), words)
