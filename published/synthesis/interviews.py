"""Who was interviewed in which case, as far as the report says how many."""

from collections.abc import Mapping, Sequence
from random import Random

from published.figures import PrintedInspection
from published.synthesis.cases import Draft
from standards.structure import Outline

FACT = "fact.interviewed"
CASE_MANAGER, STAND_IN, NOBODY = "case_manager", "manager_or_stand_in", "nobody"
USUAL = (78, 10, 12)


def interviews_given(
    drafts: Mapping[str, Sequence[Draft]], printed: PrintedInspection, outline: Outline, chance: Random
) -> None:
    """Sets who was interviewed. Counts that exceed the cases are met as far as there are cases."""
    options = next((fact.options for fact in outline.facts if fact.target == FACT), ())
    if not {CASE_MANAGER, STAND_IN, NOBODY} <= set(options):
        return
    by_domain, said = printed.interviews_by_domain, printed.interviews
    left: list[Draft] = []  # in domains of which the report prints nothing
    rest: list[Draft] = []  # in the others, beyond what it prints
    for domain, cases in drafts.items():
        shuffled = chance.sample(list(cases), len(cases))
        seen = min(by_domain.get(domain, 0), len(cases))
        for case in shuffled[:seen]:
            case.facts[FACT] = CASE_MANAGER
        (rest if domain in by_domain else left).extend(shuffled[seen:])
    chance.shuffle(left)
    managers = (
        said.get("case_manager", 0) - sum(min(n, len(drafts.get(d, ()))) for d, n in by_domain.items()) if said else 0
    )
    for place, case in enumerate([*left, *rest]):
        if said is not None:
            case.facts[FACT] = _nth(place, managers, said.get("other", 0))
        else:
            usual = chance.choices((CASE_MANAGER, STAND_IN, NOBODY), USUAL)[0]
            case.facts[FACT] = NOBODY if case.domain in by_domain else usual


def _nth(place: int, managers: int, others: int) -> str:
    if place < managers:
        return CASE_MANAGER
    return STAND_IN if place < managers + others else NOBODY
