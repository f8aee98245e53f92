"""When the cases of an inspection began, by the sample figures of its edition."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

DAYS, MONTHS = "eligible_days_before_fieldwork", "eligible_months_before_fieldwork"


def window_of(sample: Mapping[str, Any], domain: str, fieldwork_starts: date) -> tuple[date, date] | None:
    """First and last day of the window, both included; None where the edition gives none for the domain."""
    if DAYS in sample:
        far, near = sorted(sample[DAYS], reverse=True)
        return fieldwork_starts - timedelta(days=far), fieldwork_starts - timedelta(days=near)
    if domain in sample.get(MONTHS, {}):
        far, near = sorted(sample[MONTHS][domain], reverse=True)
        return months_before(fieldwork_starts, far), months_before(fieldwork_starts, near)
    return None


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the month's last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def began_in(window: tuple[date, date] | None, chance: Random) -> date | None:
    if window is None:
        return None
    first, last = window
    return first + timedelta(days=chance.randrange((last - first).days + 1))
