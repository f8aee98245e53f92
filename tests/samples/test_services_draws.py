"""The draw as a service: what it puts on record, what it makes of it, and when it is refused."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from casereviews.models import CaseReview
from casereviews.rules import Change
from casereviews.services import alert_raise, reviews_allocate
from inspections.models import Case, Inspection
from inspections.rules import Phase
from reports.models import ReportSection
from samples.models import EligibleUpload, SampleDraw
from samples.rules import ALGORITHM, FellOut, replay_differences
from samples.services import DrawChanged, DrawNotMade, case_substitute, draw_make
from samples.services.draws import basis_of
from tests.factories import MONDAY, NOW, World, apply
from tests.samples.eligible_rows import SEED, drawn, planned, rows_taken, sampled


def test_draw_make_puts_all_that_it_rests_on_on_record_and_makes_the_cases(world: World) -> None:
    made = sampled(world)
    assert (made.number, made.seed, made.algorithm, made.because) == (1, SEED, ALGORITHM, "")
    kept = {name: getattr(made, name) for name in ("algorithm", "seed", "inputs_hash", "inputs", "result")}
    assert replay_differences(json.loads(json.dumps(kept))) == []
    chosen = {reference for one in made.result["domains"] for reference in one["chosen"]}
    assert set(Case.objects.values_list("reference", flat=True)) == chosen
    assert Case.objects.filter(domain__code="D2").count() == 10 and Case.objects.filter(domain__code="D3").count() == 15
    assert Inspection.objects.get().phase == Phase.SAMPLE_DRAWN


def test_draw_make_refuses_cases_that_were_sorted_by_the_window_of_another_monday(world: World) -> None:
    rows_taken(world)
    planned(world)
    EligibleUpload.objects.update(sorted_for=MONDAY)
    Inspection.objects.update(fieldwork_starts=MONDAY + timedelta(weeks=2))
    with pytest.raises(DrawNotMade, match="The Monday of fieldwork was moved"):
        drawn(world)
    EligibleUpload.objects.update(sorted_for=MONDAY + timedelta(weeks=2))
    assert drawn(world).number == 1


def test_draw_make_carries_over_what_the_service_said_of_each_case(world: World) -> None:
    sampled(world)
    query = """
        SELECT count(*) FROM inspections_case c
        JOIN standards_disposaltype t ON t.id = c.disposal_type_id
        JOIN samples_eligiblerow r ON r.reference = c.reference
        WHERE r.case_manager = c.case_manager AND r.given = c.given AND r.disposal_local_name = c.disposal_local_name
          AND r.began = c.began AND r.disposal_type = t.code
    """
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (25,)


def test_draw_make_moves_no_inspection_back(world: World) -> None:
    Inspection.objects.update(phase=Phase.FIELDWORK)
    sampled(world)
    assert Inspection.objects.get().phase == Phase.FIELDWORK


def test_draw_make_wants_eligible_cases_and_a_plan(world: World) -> None:
    with pytest.raises(DrawNotMade, match="no eligible cases yet"):
        drawn(world)
    rows_taken(world)
    with pytest.raises(DrawNotMade, match="Save the plan"):
        drawn(world)
    assert not SampleDraw.objects.exists()


def test_draw_make_is_the_leads(world: World) -> None:
    rows_taken(world)
    planned(world)
    seen = basis_of(world.inspection).token
    for person in (world.people["stand_in"], world.inspector, world.administrator):
        with pytest.raises(PermissionDenied):
            draw_make(inspection=world.inspection, seed=SEED, because="", seen=seen, by=person, at=NOW)


def test_draw_make_refuses_what_its_page_did_not_show(world: World) -> None:
    rows_taken(world)
    planned(world)
    seen = basis_of(world.inspection).token
    drawn(world)
    with pytest.raises(DrawChanged):
        draw_make(inspection=world.inspection, seed=SEED, because="Twice.", seen=seen, by=world.lead, at=NOW)
    assert SampleDraw.objects.count() == 1


def test_draw_make_says_where_the_plan_no_longer_fits(world: World) -> None:
    upload = rows_taken(world)
    planned(world, d2=40)
    upload.rows.filter(reference="D2-0000").delete()
    with pytest.raises(DrawNotMade, match=r"D2 has 39 eligible cases: 40 cannot be drawn\. Change the plan first\."):
        drawn(world)


def test_a_case_that_somebody_added_is_not_drawn_again(world: World) -> None:
    rows_taken(world)
    planned(world, d2=39)
    world.case("D2-0000")
    made = drawn(world)
    assert "D2-0000" not in made.result["domains"][0]["chosen"]
    assert Case.objects.filter(domain__code="D2").count() == 40


def test_drawing_anew_gives_up_the_former_cases_whose_history_stays(world: World) -> None:
    first = sampled(world)
    before = set(Case.objects.values_list("reference", flat=True))
    reviews_allocate(by=world.lead, at=NOW, readers={Case.objects.first().pk: world.inspector.pk})
    second = drawn(world, because="The list had last year’s cases in it.", seed="another")
    assert (second.number, second.because) == (2, "The list had last year’s cases in it.")
    assert SampleDraw.objects.get(number=1) == first
    after = set(Case.objects.values_list("reference", flat=True))
    assert len(after) == 25 and after != before
    assert not CaseReview.objects.exists()
    events = apps.get_model("inspections", "CaseEvent").objects.filter(reference__in=before - after, in_sample=False)
    assert events.count() == len(before - after)
    assert events.first().fell_out_because == "Drawn anew: The list had last year’s cases in it."
    assert events.first().changed_by == world.lead


def test_drawing_anew_says_why(world: World) -> None:
    sampled(world)
    with pytest.raises(DrawNotMade, match="Say why the sample is drawn anew"):
        drawn(world, because="  ")


def begun_by_an_answer(world: World, review: CaseReview) -> None:
    apply(review, [Change("2.1.1.a" if review.case.domain.code == "D2" else "3.1.1.a", 0, "yes")], by=world.inspector)


def begun_by_an_alert(world: World, review: CaseReview) -> None:
    more = {"fact": "", "reason": "At risk.", "told": "", "told_when": "", "site": "http://testserver/"}
    alert_raise(id="0" * 32, review_id=review.pk, by=world.inspector, at=NOW, **more)


@pytest.mark.parametrize("begin", [begun_by_an_answer, begun_by_an_alert])
def test_a_draw_stands_once_a_case_of_it_is_begun(world: World, begin) -> None:
    sampled(world)
    case = Case.objects.select_related("domain").first()
    review = reviews_allocate(by=world.lead, at=NOW, readers={case.pk: world.inspector.pk})[0]
    begin(world, review)
    with pytest.raises(DrawNotMade, match=f"{case.reference} is begun, so no case is taken away"):
        drawn(world, because="Again.")
    assert Case.objects.in_sample().count() == 25 and SampleDraw.objects.count() == 1


def test_a_draw_stands_once_a_case_was_substituted(world: World) -> None:
    sampled(world)
    case = Case.objects.first()
    case_substitute(case_id=case.pk, reason=FellOut.RESTRICTED, words="", entering="", by=world.lead, at=NOW)
    with pytest.raises(DrawNotMade, match="A case fell out since"):
        drawn(world, because="Again.")


def test_sections_that_name_the_sample_follow_a_draw(world: World) -> None:
    wanted = dict(ReportSection.objects.values_list("code", "wanted"))
    sampled(world)
    now = dict(ReportSection.objects.values_list("code", "wanted"))
    for key in ("ratings", "case_mix:D2", "case_mix:D3", "standard:2.1"):
        assert now[key] > wanted[key], key
