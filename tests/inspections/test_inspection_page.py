"""The page of one inspection: progress, emerging figures and cases for who leads it, the plan for an administrator."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from casereviews.services import reviews_allocate, sample_membership_set
from inspections.access import standing_of
from inspections.rules import NewCase, Role
from inspections.services import cases_add, team_member_add
from inspections.views.progress import Progress, case_rows, progress_by, progress_of
from tests.factories import NOW, PersonFactory, World
from tests.reading import text_of

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026/"


def many_cases(found: World, count: int) -> None:
    cases = [NewCase(f"N{number:03}", "D2", "referral_order") for number in range(count)]
    added = cases_add(by=found.lead, at=NOW, inspection=found.inspection, cases=cases)
    reviews_allocate(by=found.lead, at=NOW, readers={case.pk: found.inspector.pk for case in added})


def test_progress_counts_where_cases_stand(world: World) -> None:
    second = PersonFactory(name="Zoe")
    team_member_add(by=world.administrator, inspection=world.inspection, person=second, role=Role.INSPECTOR)
    world.submitted("A1")
    world.review("A2")
    world.review("B1", domain="D3", reader=second)
    world.case("B2", domain="D3")
    rows = case_rows(world.inspection, standing_of(world.lead, world.inspection.pk))
    assert progress_by(rows, lambda row: row.case.domain.code) == [
        Progress("D2", no_reader=0, not_started=1, in_progress=0, submitted=1),
        Progress("D3", no_reader=1, not_started=1, in_progress=0, submitted=0),
    ]
    assert progress_of("All", rows) == Progress("All", no_reader=1, not_started=2, in_progress=0, submitted=1)


def test_the_lead_sees_progress_figures_and_cases(world: World, sign_in: SignIn) -> None:
    world.submitted("A1", answers={"2.1.1": "no"})
    world.submitted("A2")
    world.review("A3")
    out = world.case("A4")
    sample_membership_set(case_id=out.pk, in_sample=False, because="File missing.", by=world.lead, at=NOW)
    says = text_of(sign_in(world.lead).get(AT))
    assert "2 of 3 reviews submitted" in says
    says = says.replace(" : the cases behind it", "")  # heard by those who do not see the link
    assert "2.1 Assessment 50% 1 of 2 100% 2 of 2 100% 2 of 2 Requires improvement" in says
    assert "3 cases in the sample" in says
    assert "1 case fell out of the sample" in says and "File missing." in says
    assert "A3 Not started D2 Referral order inspector of testley-2026" in says


def test_the_cases_are_narrowed_down_by_reader_and_state(world: World, sign_in: SignIn) -> None:
    second = PersonFactory(name="Zoe")
    team_member_add(by=world.administrator, inspection=world.inspection, person=second, role=Role.INSPECTOR)
    world.submitted("A1")
    world.review("A2")
    world.review("A3", reader=second)
    world.case("A4")
    client = sign_in(world.lead)
    left = {
        "": ["A1", "A2", "A3", "A4"],
        f"reader={second.pk}": ["A3"],
        "reader=nobody": ["A4"],
        "state=not_started": ["A2", "A3"],
        f"reader={second.pk}&state=submitted": [],
        "reader=x&state=%00&state=y": ["A1", "A2", "A3", "A4"],
    }
    found = {query: [row.case.reference for row in client.get(f"{AT}?{query}").context["shown"]] for query in left}
    assert found == left
    assert "1 of 4 cases in the sample. Show all" in text_of(client.get(f"{AT}?reader=nobody"))
    assert "No case like that None of the 4 cases" in text_of(client.get(f"{AT}?reader=nobody&state=submitted"))


def test_the_page_leads_the_lead_on(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.lead)
    body = client.get(AT).content.decode()
    for page in ("judgements/", "ratings/", "report/", "who-looked/", "cases/new/"):
        assert f'href="{AT}{page}"' in body
        assert client.get(f"{AT}{page}").status_code == 200


def test_the_page_says_what_is_empty(world: World, sign_in: SignIn) -> None:
    says = text_of(sign_in(world.lead).get(AT))
    assert "No case in the sample yet Plan and draw the sample" in says
    assert "No judgement yet" in says


def test_an_administrator_sees_the_plan_and_no_figure(world: World, sign_in: SignIn) -> None:
    world.submitted("A1")
    says = text_of(sign_in(world.administrator).get(AT))
    assert "Edition Youth justice services 2021" in says
    assert "Cases and figures are for those who lead the inspection" in says
    assert "A1" not in says and "100%" not in says and "Progress" not in says


def test_a_quality_lead_opens_reviews_and_plans_nothing(world: World, sign_in: SignIn) -> None:
    review = world.review("A1")
    client = sign_in(world.people[Role.QUALITY_LEAD])
    body = client.get(AT).content.decode()
    assert f'href="/reviews/{review.pk}/"' in body
    assert f"{AT}cases/" not in body and f"{AT}edit/" not in body and f"{AT}judgements/" not in body
    assert client.get(f"/reviews/{review.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.LEAD, Role.QUALITY_LEAD])
def test_the_page_takes_as_many_queries_for_14_cases_as_for_125(
    world: World, sign_in: SignIn, django_assert_num_queries: Callable, role: Role
) -> None:
    client = sign_in(world.people[role])
    many_cases(world, 14)
    client.get(AT)
    queries = 11 if role == Role.LEAD else 10  # the lead is told of open alerts
    with django_assert_num_queries(queries):
        assert text_of(client.get(AT)).count("Not started") >= 14
    cases = [NewCase(f"M{number:03}", "D3", "community_resolution") for number in range(111)]
    added = cases_add(by=world.lead, at=NOW, inspection=world.inspection, cases=cases)
    reviews_allocate(by=world.lead, at=NOW, readers={case.pk: world.inspector.pk for case in added})
    with django_assert_num_queries(queries):
        assert text_of(client.get(AT)).count("Not started") >= 125


def test_no_inspection_of_that_name_is_not_found(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.lead).get("/inspections/nowhere-2026/").status_code == 404
