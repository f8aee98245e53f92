"""The plan of a sample as a service: saved, refused, stale."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection
from samples.eligible import counts_of, frame_of, suggestion_for
from samples.models import SamplePlan
from samples.services import PlanRefused, plan_save
from tests.factories import World
from tests.samples.eligible_rows import rows_taken

PLAN = {"sizes": {"D2": 10, "D3": 15}, "on_top": {}, "because": "Few readers.", "cap": None, "reserve_per_cent": 20}


def save(world: World, *, seen: int = 0, by=None, **told) -> SamplePlan:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    return plan_save(inspection=inspection, seen=seen, by=by or world.lead, **{**PLAN, **told})


def problems(world: World, **told) -> dict[str, str]:
    with pytest.raises(PlanRefused) as refusal:
        save(world, **told)
    assert not SamplePlan.objects.exists()
    return refusal.value.problems


def test_counts_are_those_that_sql_gives(world: World) -> None:
    rows_taken(world, d2=7, d3=9, d4=2, aside=3)
    counts = counts_of(world.inspection)
    assert (counts.eligible, counts.total, counts.set_aside) == ({"D2": 7, "D3": 9, "D4": 2}, 18, 3)


def test_plan_save_takes_the_suggestion_without_a_reason(world: World) -> None:
    rows_taken(world)
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    suggested = suggestion_for(frame_of(inspection), counts_of(inspection))
    assert suggested.formula.eligible == 100 and sum(suggested.sizes.values()) == 63
    assert save(world, sizes=suggested.sizes, because="").version == 1


def test_plan_save_wants_a_reason_for_other_numbers(world: World) -> None:
    rows_taken(world)
    assert problems(world, because=" ") == {"because": "Say why the numbers are not those suggested."}


@pytest.mark.parametrize(
    ("told", "part", "says"),
    [
        ({"sizes": {"D2": 41, "D3": 15}}, "sizes D2", "D2 has 40 eligible cases: 41 cannot be drawn."),
        ({"sizes": {"D2": 0, "D3": 0}}, "sizes", "Say how many cases to draw."),
        ({"sizes": {"D2": 10}}, "sizes", "Say how many cases to draw in D2 and D3."),
        ({"on_top": {"D4": 3}}, "on_top", "D4 has two eligible cases: 3 cannot be drawn."),
        ({"on_top": {"D4": 5}}, "on_top", "At most four cases are read on top."),
        ({"cap": 0}, "cap", "A case manager must be allowed at least one case."),
        ({"reserve_per_cent": 101}, "reserve_per_cent", "between 0 and 100 per cent"),
    ],
)
def test_plan_save_refuses_what_cannot_be_drawn(world: World, told, part: str, says: str) -> None:
    rows_taken(world, d4=2)
    assert says in problems(world, **told)[part]


def test_plan_save_wants_eligible_cases(world: World) -> None:
    assert problems(world) == {"sizes": "There are no eligible cases yet: the service sends them first."}


def test_plan_save_refuses_what_was_made_from_an_older_plan(world: World) -> None:
    rows_taken(world)
    save(world)
    assert save(world, seen=1, cap=4).version == 2
    with pytest.raises(ChangedMeanwhile):
        save(world, seen=1, cap=5)
    with pytest.raises(ChangedMeanwhile):
        save(world, seen=0, cap=6)
    assert SamplePlan.objects.get().cap == 4


def test_plan_save_is_the_leads(world: World) -> None:
    rows_taken(world)
    for person in (world.people["stand_in"], world.administrator, world.people["service_contact"]):
        with pytest.raises(PermissionDenied):
            save(world, by=person)


def test_an_edition_without_resettlement_reads_nothing_on_top(world_2018: World) -> None:
    rows_taken(world_2018)
    assert frame_of(Inspection.objects.with_names().get(pk=world_2018.inspection.pk)).on_top == ()
    assert "on_top" not in problems(world_2018, because="")
    assert save(world_2018).on_top == {}
