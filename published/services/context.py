"""Figures about the place of the demo's inspection."""

from datetime import date
from decimal import Decimal

from accounts.models import Person
from inspections.models import ContextFigure, Inspection
from inspections.services import context_save
from published.context import FIGURES


def context_record(*, inspection: Inspection, by: Person, as_at: date) -> None:
    for kind, label, unit, value, counts, national, period, direction, source in FIGURES:
        part, whole = (Decimal(counts[0]), Decimal(counts[1])) if counts else (None, None)
        figure = ContextFigure(
            inspection=inspection,
            kind=kind,
            label=label,
            unit=unit,
            value=Decimal(value),
            numerator=part,
            denominator=whole,
            national=None if national is None else Decimal(national),
            period=period,
            direction=direction,
            source=source,
            as_at=as_at,
        )
        context_save(by=by, figure=figure)
