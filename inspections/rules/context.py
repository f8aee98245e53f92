"""What contextual facts are about, what they are counted in, and where they move."""

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
