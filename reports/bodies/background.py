"""The background: dates, windows, interviews, and the figures about the place and the service."""

from collections.abc import Iterable, Mapping
from typing import Any

from inspections.models import ContextFigure
from inspections.rules import (
    CONTEXT_NAMES,
    DIRECTION_NAMES,
    MODE_NAMES,
    ContextKind,
    Direction,
    Mode,
    Unit,
    figure_shown,
)
from reports.bodies.front import joint_words
from reports.live import LiveFigures
from reports.rules import CONTEXT_SECTION, ContextRow, shape_of
from reports.saying.citing import source_note
from samples.rules import sample_figures, window_of
from standards.wording import date_words, joined, number_words, plural, sentence


def contextual_context(live: LiveFigures, _: str) -> dict[str, Any]:
    shape = shape_of(live.outline.code)
    elsewhere = {ContextKind.STAFF} if shape.staffing in live.outline.standards else set()
    kinds = context_tables(figure for figure in live.context if ContextKind(figure.kind) not in elsewhere)
    return {
        "statute": live.told(live.house.statute),
        "fieldwork": fieldwork_words(live),
        "joint": joint_words(live),
        "interviews": interviews_words(live),
        "windows": _windows(live),
        "kinds": kinds,
        "rounding": live.house.rounding,
        "shares": [kind for kind, rows in kinds.items() if sum(row.value.endswith("%") for row in rows) > 1],
        "prose": live.prose_of(CONTEXT_SECTION),
    }


def fieldwork_words(live: LiveFigures) -> str:
    """As "Fieldwork began on 15 January 2024, took one week and was on site."."""
    inspection = live.inspection
    begun = live.is_published or inspection.fieldwork_starts <= live.today
    day, weeks = date_words(inspection.fieldwork_starts), plural(inspection.fieldwork_weeks, "week", "weeks")
    mode = MODE_NAMES[Mode(inspection.fieldwork_mode)].lower()
    how = "partly on site and partly remote" if inspection.fieldwork_mode == Mode.MIXED else mode
    if begun:
        return f"Fieldwork began on {day}, took {weeks} and was {how}."
    return f"Fieldwork begins on {day}, takes {weeks} and is {how}."


def interviews_words(live: LiveFigures) -> str:
    """As "We held nine interviews with case managers (five on court disposals)."; "" where there was none."""
    held, said = live.interviews, []
    if held.managers:
        managers = f"{plural(held.managers, 'interview', 'interviews')} with case managers"
        by_domain = [
            f"{number_words(number)} on {domain.title.lower()}"
            for domain in live.outline.domains
            if (number := held.parts.get(domain.code))
        ]
        said.append(f"{managers} ({joined(by_domain)})" if by_domain else managers)
    if held.others:
        said.append(f"{plural(held.others, 'interview', 'interviews')} with others who stood in for them")
    return f"We held {joined(said)}." if said else ""


def _windows(live: LiveFigures) -> list[tuple[str, str, str]]:
    """For each domain with cases: its title, what must have happened, and between which days."""
    figures, found = sample_figures(live.inspection.edition.sample), []
    for domain in live.outline.domains:
        window = window_of(figures, domain.code, live.inspection.fieldwork_starts) if domain.has_cases else None
        if window:
            found.append((domain.title, sentence(domain.began), window.words))
    return found


def context_tables(figures: Iterable[ContextFigure]) -> Mapping[str, list[ContextRow]]:
    """Rows by the name of their kind, in order."""
    kinds: dict[str, list[ContextRow]] = {}
    for figure in figures:
        unit = Unit(figure.unit)
        row = ContextRow(
            figure.label + (" (rate per 100,000)" if unit is Unit.RATE else ""),
            figure_shown(figure.value, unit),
            counts_words(figure),
            "" if figure.national is None else figure_shown(figure.national, unit),
            DIRECTION_NAMES[Direction(figure.direction)] if figure.direction else "",
            source_note(figure),
        )
        kinds.setdefault(CONTEXT_NAMES[ContextKind(figure.kind)], []).append(row)
    return kinds


def counts_words(figure: ContextFigure) -> str:
    """The counts that a figure is made of: "3 of 25"."""
    counts = (figure.numerator, figure.denominator)
    return " of ".join(figure_shown(count, Unit.NUMBER) for count in counts if count is not None)
