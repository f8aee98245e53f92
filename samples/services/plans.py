"""The only writer of plans of a sample."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import standing_of
from inspections.models import Inspection
from samples.access import can_plan_sample
from samples.eligible import Counts, Frame, counts_of, frame_of, suggestion_for
from samples.models import SamplePlan
from samples.rules import ON_TOP_MOST, size_problems
from standards.wording import joined, number_words, plural


class PlanRefused(Exception):
    """The sample cannot be drawn like this. `problems` says why, by part of the plan: "sizes", "sizes D2", "cap", …"""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@transaction.atomic
def plan_save(
    *,
    inspection: Inspection,
    sizes: Mapping[str, int],
    on_top: Mapping[str, int],
    because: str,
    cap: int | None,
    reserve_per_cent: int,
    seen: int,
    by: Person,
) -> SamplePlan:
    """Saves what the lead decided, `seen` being the version that it was made from, 0 for none.

    Raises PermissionDenied, PlanRefused, and ChangedMeanwhile where somebody saved another plan since.
    """
    if not can_plan_sample(standing_of(by, inspection.pk)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    told = {
        "sizes": dict(sizes),
        "on_top": {domain: size for domain, size in on_top.items() if size},
        "because": because.strip(),
        "cap": cap,
        "reserve_per_cent": reserve_per_cent,
    }
    frame, counts = frame_of(inspection), counts_of(inspection)
    if problems := dict(_problems(told, frame, counts)):
        raise PlanRefused(problems)
    plan: SamplePlan | None = SamplePlan.objects.select_for_update(no_key=True).filter(inspection=inspection).first()
    if plan is None:
        return SamplePlan.objects.create(inspection=inspection, by=by, **told)
    row_change(plan, seen=seen, by=by, **told)
    return plan


def _problems(told: Mapping[str, object], frame: Frame, counts: Counts) -> list[tuple[str, str]]:
    """What the lead must put right, the most important of each part first kept."""
    sizes, on_top, cap, reserve = (told[name] for name in ("sizes", "on_top", "cap", "reserve_per_cent"))
    assert isinstance(sizes, dict) and isinstance(on_top, dict) and isinstance(reserve, int)
    if not counts.total:
        return [("sizes", "There are no eligible cases yet: the service sends them first.")]
    found = []
    wanted = {domain.code for domain in frame.sampled}
    if sizes.keys() != wanted or not on_top.keys() <= {domain.code for domain in frame.on_top}:
        found.append(("sizes", f"Say how many cases to draw in {joined(sorted(wanted))}."))
    found += _problems_with_sizes(sizes, counts)
    found += [("on_top", problem) for problem in _problems_on_top(on_top, counts)[:1]]
    if sizes != suggestion_for(frame, counts).sizes and not told["because"]:
        found.append(("because", "Say why the numbers are not those suggested."))
    if isinstance(cap, int) and cap < 1:
        found.append(("cap", "A case manager must be allowed at least one case."))
    if not 0 <= reserve <= 100:
        found.append(("reserve_per_cent", "The reserve is a share of the sample: between 0 and 100 per cent."))
    return found


def _problems_with_sizes(sizes: Mapping[str, int], counts: Counts) -> list[tuple[str, str]]:
    """Each beside the domain that it is about."""
    if not any(sizes.values()):
        return [("sizes", problem) for problem in size_problems(sizes, counts.eligible)]
    asked = [(domain, {domain: size}) for domain, size in sizes.items() if size]
    return [(f"sizes {domain}", problem) for domain, one in asked for problem in size_problems(one, counts.eligible)]


def _problems_on_top(on_top: Mapping[str, int], counts: Counts) -> list[str]:
    problems = []
    if sum(on_top.values()) > ON_TOP_MOST or any(size < 0 for size in on_top.values()):
        problems.append(f"At most {number_words(ON_TOP_MOST)} cases are read on top.")
    for domain, size in on_top.items():
        there = counts.eligible.get(domain, 0)
        if size > there:
            problems.append(f"{domain} has {plural(there, 'eligible case', 'eligible cases')}: {size} cannot be drawn.")
    return problems
