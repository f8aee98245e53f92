"""Who is behind in fieldwork, judged against an even pace (our choice, docs/rules.md)."""

from datetime import date, timedelta
from fractions import Fraction

WORKING_DAYS = 5  # Monday to Friday


def share_due(*, starts: date, weeks: int, today: date) -> Fraction:
    """How much of the work an even pace has done at the end of `today`: working days gone of those of fieldwork.

    Fieldwork starts on a Monday and takes `weeks`; before it nothing is due, after it everything.
    """
    days = WORKING_DAYS * max(weeks, 1)
    last = min(today, starts + timedelta(weeks=max(weeks, 1)) - timedelta(days=1))
    gone = sum(1 for n in range((last - starts).days + 1) if (starts + timedelta(days=n)).weekday() < WORKING_DAYS)
    return min(Fraction(gone, days), Fraction(1))


def is_behind(*, given: int, required: int, share: Fraction) -> bool:
    """Less is given than an even pace would have given, of all that a reader's cases require."""
    return given < required * share
