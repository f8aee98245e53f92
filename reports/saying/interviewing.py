"""How many interviews there were on cases: what the inspection has on record, else what submitted reviews say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.rules.forms import Noun
from reports.rules.sayings import Saying, told_number
from reports.rules.sources import ALL, domains_at

if TYPE_CHECKING:
    from reports.live import LiveFigures

CASE_MANAGER, STAND_IN = "case_manager", "manager_or_stand_in"
INTERVIEW = Noun("interview", "interviews")


@dataclass(frozen=True, slots=True)
class Interviews:
    """None is not known, and so is a domain that `by_domain` lacks: nobody says anything of these, least of all zero.

    Interviews on resettlement cases are among them: they were held, whoever else's case a child is.
    """

    by_domain: Mapping[str, int]  # with case managers
    managers: int | None
    others: int | None

    @property
    def total(self) -> int | None:
        if self.managers is None and self.others is None:
            return None
        return (self.managers or 0) + (self.others or 0)

    @property
    def parts(self) -> Mapping[str, int]:
        """By domain where they can be part of the whole: a smaller number on record contradicts them."""
        return self.by_domain if sum(self.by_domain.values()) <= (self.managers or 0) else {}


def interviews_of(live: "LiveFigures") -> Interviews:
    """A report from print stands alone, for its cases are made up, and so is whom somebody met on them."""
    inspection = live.inspection
    on_record: Mapping[str, int] = inspection.interviews_by_domain
    totals: Mapping[str, int] = inspection.interviews
    met = {} if inspection.is_from_print else live.readings.interviewed
    by_domain = on_record or {code: whom.get(CASE_MANAGER, 0) for code, whom in met.items()}
    managers = sum(by_domain.values()) if by_domain else None
    others = sum(whom.get(STAND_IN, 0) for whom in met.values()) if met else None
    return Interviews(by_domain, totals.get("case_manager", managers), totals.get("other", others))


def interviews(live: "LiveFigures", subject: str) -> Saying | None:
    if not domains_at(subject, live.outline):
        raise KeyError(subject)
    held = live.interviews.total if subject == ALL else live.interviews.by_domain.get(subject)
    return None if held is None else told_number(held, INTERVIEW)
