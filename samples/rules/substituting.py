"""A case falls out of the sample: which case of the reserve takes its place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samples.rules.balancing import Balance
from samples.rules.classes import classes_of
from samples.rules.eligible import Cell, EligibleCase, Variable


class FellOut(StrEnum):
    """Why a case fell out of the sample."""

    FILE_MISSING = "file_missing"
    RESTRICTED = "restricted"
    CASE_MANAGER_GONE = "case_manager_gone"
    TRANSFERRED = "transferred"
    OTHER = "other"


FELL_OUT_NAMES = {
    FellOut.FILE_MISSING: "The file is missing",
    FellOut.RESTRICTED: "Access to the file is restricted",
    FellOut.CASE_MANAGER_GONE: "The case manager is gone",
    FellOut.TRANSFERRED: "Transferred to another service",
    FellOut.OTHER: "Another reason",
}


@dataclass(frozen=True, slots=True)
class Replacement:
    """A reserve case that could enter. `distance` adds up how far every margin would lie from its share, in cases."""

    case: EligibleCase
    place: int  # in the reserve, from 1
    distance: Fraction
    same_class: bool

    @property
    def sentence(self) -> str:
        kind = "of the same class" if self.same_class else "of another class"
        return (
            f"Place {self.place} of the reserve, {kind}. With it the sample lies {float(self.distance):.1f} cases "
            "from an exact match, everything added up."
        )


@dataclass(frozen=True, slots=True)
class Barred:
    case: EligibleCase
    because: str


@dataclass(frozen=True, slots=True)
class Replacements:
    """What is offered, best first, and what cannot enter."""

    offered: tuple[Replacement, ...]
    barred: tuple[Barred, ...]

    @property
    def best(self) -> Replacement | None:
        return self.offered[0] if self.offered else None


def replacements_for(
    fallen: EligibleCase,
    *,
    sample: Iterable[EligibleCase],
    reserve: Sequence[EligibleCase],
    eligible: Iterable[EligibleCase],
    variables: Sequence[Variable],
    cap: int | None,
) -> Replacements:
    """The reserve cases of the fallen case's domain that can take its place, the one that best restores balance first.

    Smallest distance of all margins from their shares of the eligible cases, then the same class, then the order of the
    reserve. `sample` is every case in the sample now, of all domains, with or without the fallen one: the cap counts
    them all. `reserve` is in its order, without the cases already used; its places count from those that are left.
    """
    staying = [case for case in sample if case.reference != fallen.reference]
    mates = [case for case in staying if case.domain == fallen.domain]
    stock = Counter(case.cell(variables) for case in eligible if case.domain == fallen.domain)
    balance = Balance(stock, variables, [*(case.cell(variables) for case in mates), fallen.cell(variables)])
    class_of = _classes_by_cell(stock, variables, len(mates) + 1)
    carried = Counter(case.case_manager for case in staying)
    people = {case.person_ref for case in mates}
    offered, barred = [], []
    for place, case in enumerate((case for case in reserve if case.domain == fallen.domain), start=1):
        if because := _why_barred(case, people, carried, cap):
            barred.append(Barred(case, because))
            continue
        distance = Fraction(balance.distance_after(fallen.cell(variables), case.cell(variables)), balance.total)
        same = class_of.get(case.cell(variables)) == class_of.get(fallen.cell(variables), -1)
        offered.append(Replacement(case, place, distance, same))
    offered.sort(key=lambda one: (one.distance, not one.same_class, one.place))
    return Replacements(tuple(offered), tuple(barred))


def balance_of(
    sample: Iterable[EligibleCase], *, eligible: Iterable[EligibleCase], variables: Sequence[Variable]
) -> Balance:
    """Where the sample of one domain stands now; `matches_of(balance.margins())` says it in words."""
    stock = Counter(case.cell(variables) for case in eligible)
    return Balance(stock, variables, [case.cell(variables) for case in sample])


def chains_of(replaced: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Substitutions as chains of references, each from the case first drawn to the one in the sample now.

    `replaced` holds (fell out, entered) in the order of time. Raises ValueError where a case would enter twice, or two
    cases replace one.
    """
    chains: dict[str, list[str]] = {}  # by its last case
    known: set[str] = set()
    for fell_out, entered in replaced:
        chain = chains.pop(fell_out, None)
        if chain is None and fell_out in known:
            raise ValueError(f"{fell_out} was replaced already.")
        if entered in known or entered == fell_out:
            raise ValueError(f"{entered} was in the sample already.")
        known |= {fell_out, entered}
        chains[entered] = [*(chain or [fell_out]), entered]
    return tuple(sorted(tuple(chain) for chain in chains.values()))


def _why_barred(case: EligibleCase, people: set[str], carried: Counter[str], cap: int | None) -> str:
    if case.person_ref in people:
        return "The same person is in the sample already."
    if cap is not None and case.case_manager and carried[case.case_manager] >= cap:
        return f"{case.case_manager} carries {carried[case.case_manager]} cases already; the most is {cap}."
    return ""


def _classes_by_cell(stock: Counter[Cell], variables: Sequence[Variable], size: int) -> dict[Cell, int]:
    classes = enumerate(classes_of(stock, variables, size))
    return {cell: n for n, one in classes for cell, _ in one.cells}
