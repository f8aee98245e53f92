"""Two who draw, substitute or share out at one moment, on real PostgreSQL: one does it, the other is told."""

import pytest

from casereviews.models import CaseReview
from inspections.models import Case, Inspection
from inspections.rules import Role
from samples.models import SampleDraw, SharingOut, Substitution
from samples.rules import FellOut
from samples.services import (
    DrawChanged,
    SharingChanged,
    SharingRefused,
    SubstitutionRefused,
    case_substitute,
    draw_make,
    sharing_confirm,
)
from samples.services.draws import basis_of
from samples.sharing import proposal_for
from samples.state import last_draw, sample_now
from tests.factories import NOW, World, world
from tests.races.test_changes import at_once
from tests.samples.eligible_rows import planned, rows_taken, sampled

pytestmark = pytest.mark.django_db(transaction=True)


def inspection_of(found: World) -> Inspection:
    return Inspection.objects.with_names().get(pk=found.inspection.pk)


@pytest.mark.parametrize("attempt", range(2))
def test_of_two_who_draw_one_draws(attempt: int) -> None:
    found = world(name=f"draw-{attempt}")
    rows_taken(found)
    planned(found)
    inspection = inspection_of(found)
    seen = basis_of(inspection).token

    def draw(seed: str):
        return lambda: draw_make(inspection=inspection, seed=seed, because="", seen=seen, by=found.lead, at=NOW)

    results = at_once(draw("one"), draw("two"))
    assert sorted(type(result).__name__ for result in results) == ["DrawChanged", "SampleDraw"]
    assert isinstance(next(result for result in results if isinstance(result, Exception)), DrawChanged)
    assert SampleDraw.objects.count() == 1 and Case.objects.count() == 25


@pytest.mark.parametrize("attempt", range(2))
def test_of_two_who_take_the_same_reserve_case_one_gets_it(attempt: int) -> None:
    found = world(name=f"reserve-{attempt}")
    sampled(found)
    draw = last_draw(found.inspection.pk)
    assert draw is not None
    now = sample_now(draw)
    one, other = [case for case in now.cases if case.domain.code == "D2"][:2]
    entering = now.reserve("D2")[0].reference

    def out(case: Case, role: Role):
        return lambda: case_substitute(
            case_id=case.pk, reason=FellOut.RESTRICTED, words="", entering=entering, by=found.people[role], at=NOW
        )

    results = at_once(out(one, Role.LEAD), out(other, Role.STAND_IN))
    assert [type(result) for result in results if isinstance(result, Exception)] == [SubstitutionRefused]
    assert Substitution.objects.count() == 1 and Case.objects.in_sample().filter(domain__code="D2").count() == 10


@pytest.mark.parametrize("attempt", range(2))
def test_of_two_who_share_out_one_does(attempt: int) -> None:
    found = world(name=f"share-{attempt}")
    sampled(found)
    inspection = inspection_of(found)
    seen = proposal_for(inspection).token

    def share():
        return lambda: sharing_confirm(inspection=inspection, seen=seen, by=found.lead, at=NOW)

    results = at_once(share(), share())
    told = [type(result) for result in results if isinstance(result, Exception)]
    assert told in ([SharingChanged], [SharingRefused])
    assert SharingOut.objects.count() == 1 and CaseReview.objects.count() == 25
