"""Figures from elsewhere in prose: the value, how it is nationally, where it moved, and a footnote with the source."""

from decimal import Decimal

from inspections.models import ContextFigure
from inspections.rules import DIRECTION_NAMES, Direction, Unit, figure_shown, number_shown
from reports.rules.sayings import PlainForm, Told
from standards.wording import date_words, number_words


def cited(figure: ContextFigure) -> Told:
    unit = Unit(figure.unit)
    value = value_words(figure.value, unit)
    return Told(
        [
            (PlainForm.VALUE, value),
            (PlainForm.WITH_NOTE, value),
            (PlainForm.NATIONAL, "" if figure.national is None else value_words(figure.national, unit)),
            (PlainForm.DIRECTION, DIRECTION_NAMES[Direction(figure.direction)].lower() if figure.direction else ""),
        ],
        note=source_note(figure),
    )


def value_words(value: Decimal, unit: Unit) -> str:
    """As prose has it: "45.3 per cent", "nine", "£1,200", "215 per 100,000"."""
    whole = int(value) if value == int(value) else None
    number = number_words(whole) if whole is not None and unit is not Unit.POUNDS else number_shown(value)
    if unit is Unit.PER_CENT:
        return f"{number} per cent"
    if unit is Unit.POUNDS:
        return figure_shown(value, unit)
    return f"{number} per 100,000" if unit is Unit.RATE else number


def source_note(figure: ContextFigure) -> str:
    """Where a figure comes from, as a footnote says it."""
    parts = [figure.source, figure.source_address, figure.period, f"as at {date_words(figure.as_at)}"]
    return f"Source: {', '.join(part for part in parts if part)}."
