"""What contextual facts are about, what they are counted in, and where they move."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class ContextKind(StrEnum):
    """In the order in which a report shows them."""

    POPULATION = "population"
    DEMOGRAPHICS = "demographics"
    CASELOAD = "caseload"
    STAFF = "staff"
    PERFORMANCE = "performance"


CONTEXT_NAMES = {
    ContextKind.POPULATION: "Population",
    ContextKind.DEMOGRAPHICS: "Demographics",
    ContextKind.CASELOAD: "Caseload",
    ContextKind.STAFF: "Staff and staffing",
    ContextKind.PERFORMANCE: "Performance",
}


class Unit(StrEnum):
    """What a figure is counted in."""

    NUMBER = "number"
    PER_CENT = "per_cent"
    RATE = "rate"
    POUNDS = "pounds"


UNIT_NAMES = {
    Unit.NUMBER: "Number",
    Unit.PER_CENT: "Per cent",
    Unit.RATE: "Rate per 100,000",
    Unit.POUNDS: "Pounds",
}


class Direction(StrEnum):
    """Where a figure has moved since the period before."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


DIRECTION_NAMES = {Direction.UP: "Up", Direction.STEADY: "Unchanged", Direction.DOWN: "Down"}


def why_no_figure(value: Decimal, unit: Unit) -> str:
    """What is wrong with a figure in this unit, as a sentence; empty where nothing is.

    A per cent is a share here, and only an amount of money may be negative (our choice).
    """
    if unit is Unit.PER_CENT and not 0 <= value <= 100:
        return "A share lies between 0 and 100 per cent: enter such a figure, or count it in another unit"
    if unit is not Unit.POUNDS and value < 0:
        return "There cannot be fewer than none: enter 0 or more"
    return ""


@dataclass(frozen=True, slots=True)
class Starter:
    """A figure that reports usually print, so that nobody starts from a blank page; `code` is its name for good."""

    code: str
    kind: ContextKind
    label: str
    unit: Unit


STARTERS = (
    Starter("population-10-to-17", ContextKind.POPULATION, "Population aged 10 to 17", Unit.NUMBER),
    Starter("population", ContextKind.POPULATION, "Population of all ages", Unit.NUMBER),
    Starter(
        "minority-ethnic-10-to-17",
        ContextKind.DEMOGRAPHICS,
        "Share of those aged 10 to 17 who are from minority ethnic groups",
        Unit.PER_CENT,
    ),
    Starter("caseload", ContextKind.CASELOAD, "Children with a current disposal", Unit.NUMBER),
    Starter("caseload-girls", ContextKind.CASELOAD, "Share of the caseload who are girls", Unit.PER_CENT),
    Starter("staff-in-post", ContextKind.STAFF, "Staff in post (full-time equivalent)", Unit.NUMBER),
    Starter("vacancies", ContextKind.STAFF, "Share of posts that are vacant", Unit.PER_CENT),
    Starter("average-caseload", ContextKind.STAFF, "Average caseload of a case manager", Unit.NUMBER),
    Starter("first-time-entrants", ContextKind.PERFORMANCE, "First-time entrants", Unit.RATE),
    Starter(
        "reoffending-binary", ContextKind.PERFORMANCE, "Reoffending: share of children who reoffended", Unit.PER_CENT
    ),
    Starter("custody", ContextKind.PERFORMANCE, "Custody", Unit.RATE),
)


def bar_lengths(value: Decimal, national: Decimal | None) -> tuple[str, str] | None:
    """How long two bars beside each other are, in per cent of their room; None where they would compare nothing."""
    if national is None or min(value, national) < 0 or max(value, national) == 0:
        return None
    longest = max(value, national)
    lengths = [(one * 100 / longest).quantize(Decimal("0.1"), ROUND_HALF_UP) for one in (value, national)]
    return f"{lengths[0]}%", f"{lengths[1]}%"


def number_shown(value: Decimal) -> str:
    """As "15,240" or "45.3": no zeros that say nothing."""
    told = f"{value:,f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def figure_shown(value: Decimal, unit: Unit) -> str:
    """As tables print it: "45.3%", "£1,200", "215"."""
    told = number_shown(abs(value))
    sign = "−" if value < 0 else ""
    return f"{sign}{'£' if unit is Unit.POUNDS else ''}{told}{'%' if unit is Unit.PER_CENT else ''}"
