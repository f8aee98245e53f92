"""When a case must have begun to be eligible."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from samples.rules.figures import SampleFigures
from standards.wording import date_words


@dataclass(frozen=True, slots=True)
class Window:
    """Both days included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        return f"{date_words(self.first)} to {date_words(self.last)}"


def window_of(figures: SampleFigures, domain: str, fieldwork_starts: date) -> Window | None:
    """The window of a domain, counted from the Monday fieldwork starts; None where the edition gives none for it.

    What must fall in it is the domain's `began`: sentence or release, or delivery of the disposal.
    """
    if figures.days:
        far, near = figures.days
        return Window(fieldwork_starts - timedelta(days=far), fieldwork_starts - timedelta(days=near))
    months = dict(figures.months)
    if domain not in months:
        return None
    far, near = months[domain]
    return Window(months_before(fieldwork_starts, far), months_before(fieldwork_starts, near))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the month's last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
