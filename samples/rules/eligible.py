"""Which of the cases that a service sent are eligible, and why the others are set aside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samples.rules.windows import Window
from standards.structure import Outline
from standards.wording import date_words

DISPOSAL_TYPE, GENDER = "disposal_type", "gender"

Cell = tuple[str, ...]  # one level of each variable


@dataclass(frozen=True, slots=True)
class Variable:
    """What the sample is made to match: a fact, a classification, or the disposal type.

    `levels` stand in the edition's order; `ordered` says that neighbours are nearer to each other. `target` is where a
    case's value is given ("fact.gender", "service.risk_of_serious_harm"); the disposal type has none.
    """

    code: str
    levels: tuple[str, ...]
    ordered: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class EligibleCase:
    """A case as the service sent it. `classes` maps codes of variables, but for the disposal type, to levels."""

    reference: str
    person_ref: str
    domain: str
    disposal_type: str
    began: date | None
    case_manager: str = ""
    classes: Mapping[str, str] = field(default_factory=dict, hash=False)

    def level(self, variable: str) -> str:
        return self.disposal_type if variable == DISPOSAL_TYPE else self.classes.get(variable, "")

    def cell(self, variables: Sequence[Variable]) -> Cell:
        given, disposal_type = self.classes, self.disposal_type  # thousands of cases are asked
        return tuple([disposal_type if one.code == DISPOSAL_TYPE else given.get(one.code, "") for one in variables])


class Aside(StrEnum):
    """Why a case is not eligible; the first that holds."""

    IMPOSSIBLE_DATE = "impossible_date"
    OUT_OF_WINDOW = "out_of_window"
    UNKNOWN_CLASSIFICATION = "unknown_classification"
    LATER_DISPOSAL = "later_disposal"


ASIDE_NAMES = {
    Aside.IMPOSSIBLE_DATE: "Impossible date",
    Aside.OUT_OF_WINDOW: "Outside the window",
    Aside.UNKNOWN_CLASSIFICATION: "Unknown classification",
    Aside.LATER_DISPOSAL: "Later disposal of the same person",
}


@dataclass(frozen=True, slots=True)
class SetAside:
    case: EligibleCase
    why: Aside
    sentence: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """Both by domain and reference, whatever the order of what was sent."""

    eligible: tuple[EligibleCase, ...]
    aside: tuple[SetAside, ...]

    def eligible_by_domain(self) -> dict[str, int]:
        return dict(Counter(case.domain for case in self.eligible))

    def aside_by_reason(self) -> dict[Aside, int]:
        found = Counter(aside.why for aside in self.aside)
        return {why: found[why] for why in Aside if found[why]}


def variables_of(match_on: Iterable[str], outline: Outline, domain: str) -> tuple[Variable, ...]:
    """The variables of an edition for one domain, whose disposal types are its own."""
    facts = {fact.code: fact for fact in outline.facts}
    types = tuple(disposal.code for disposal in outline.domain_by_code[domain].disposal_types)
    found = []
    for code in match_on:
        if code == DISPOSAL_TYPE:
            found.append(Variable(code, types))
        elif code in outline.kinds:
            found.append(Variable(code, outline.levels, ordered=True, target=f"service.{code}"))
        else:
            found.append(Variable(code, facts[code].options, target=facts[code].target))
    return tuple(found)


def sort_eligible(
    cases: Iterable[EligibleCase],
    *,
    windows: Mapping[str, Window | None],
    variables: Mapping[str, tuple[Variable, ...]],
    today: date,
) -> Sorted:
    """Cases that may be drawn, and those set aside; `windows` and `variables` are by domain.

    Of the cases of a person in a domain that are eligible but for each other, the earliest is kept, of one day the
    first by reference. `today` is the day on which the cases were sent: nothing began after it.
    """
    kept: dict[tuple[str, str], EligibleCase] = {}
    aside = []
    for case in sorted(cases, key=lambda case: (case.began or date.max, case.reference)):
        why = _why_aside(case, windows.get(case.domain), variables.get(case.domain, ()), today)
        first = kept.get((case.domain, case.person_ref))
        if why is not None:
            aside.append(SetAside(case, *why))
        elif first is not None:
            aside.append(SetAside(case, Aside.LATER_DISPOSAL, _later(case, first)))
        else:
            kept[case.domain, case.person_ref] = case
    eligible = sorted(kept.values(), key=lambda case: (case.domain, case.reference))
    aside.sort(key=lambda aside: (aside.case.domain, aside.case.reference))
    return Sorted(tuple(eligible), tuple(aside))


def _why_aside(
    case: EligibleCase, window: Window | None, variables: Iterable[Variable], today: date
) -> tuple[Aside, str] | None:
    if case.began is None:
        return Aside.IMPOSSIBLE_DATE, "No day is given that can be read as a date."
    began = date_words(case.began)
    if case.began > today:
        return Aside.IMPOSSIBLE_DATE, f"It began on {began}, which was still to come when the cases were sent."
    if window is None:
        return Aside.OUT_OF_WINDOW, f"No cases of {case.domain or 'no domain'} are eligible in this inspection."
    if not window.holds(case.began):
        side = "before" if case.began < window.first else "after"
        return Aside.OUT_OF_WINDOW, f"It began on {began}, {side} the window of {window.words}."
    for variable in variables:
        level = case.level(variable.code)
        if level not in variable.levels:
            name = variable.code.replace("_", " ")
            said = f"“{level}” is no {name} of {case.domain}." if level else f"No {name} is given."
            return Aside.UNKNOWN_CLASSIFICATION, said
    return None


def _later(case: EligibleCase, first: EligibleCase) -> str:
    when = "the same day" if case.began == first.began else date_words(first.began) if first.began else "earlier"
    return f"The same person has {first.reference} in {case.domain}, which began on {when} and is kept."
