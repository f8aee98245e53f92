"""My work: what is whose to do, in each inspection."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from accounts.views.home import works_of
from casereviews.rules import Change
from casereviews.services import sample_membership_set
from inspections.rules import Role
from inspections.services import inspection_change, team_member_add
from tests.factories import NOW, PersonFactory, World, apply, world
from tests.reading import text_of

SignIn = Callable[[Person], Client]


def evidence_of(role: Role) -> list[tuple[str, str, str]]:
    """Everybody but who writes or signs the report has its page; a service's contact has one of their own."""
    if role in (Role.EDITOR, Role.SIGNATORY):
        return []
    if role is Role.SERVICE_CONTACT:
        hint = "Send documents and your presentation, and see what your service sent"
        return [("Evidence", f"{AT}/evidence/sent/", hint)]
    return [("Evidence", f"{AT}/evidence/", "Documents, meetings, surveys; strengths and areas for improvement")]


def tasks_of(person: Person) -> list[tuple[str, str, str]]:
    return [(task["title"], task.get("href", ""), task["hint"]) for work in works_of(person) for task in work.tasks]


AT = "/inspections/testley-2026"
PER_ROLE = {
    Role.LEAD: ("The inspection", f"{AT}/", "Progress, cases, emerging figures, who looked"),
    Role.STAND_IN: (
        "The sample",
        f"{AT}/sample/",
        "Sign off for the lead that a case fell out, and what takes its place",
    ),
    Role.INSPECTOR: ("My cases", f"{AT}/my-cases/", "None yet: lead of testley-2026 shares them out"),
    Role.QUALITY_LEAD: ("The inspection", f"{AT}/", "Progress, cases and emerging figures"),
    Role.PANEL: ("Ratings", f"{AT}/ratings/", "Figures, what is open to discretion, decisions, the overall score"),
    Role.EDITOR: ("The report", f"{AT}/report/", "Its sections, and whether each is up to date"),
    Role.SIGNATORY: ("The report", f"{AT}/report/", "Its sections, and whether each is up to date"),
    Role.SERVICE_CONTACT: (
        "Eligible cases",
        f"{AT}/eligible/",
        "Send the cases that can be inspected, from the template. Later you check the facts of the report here.",
    ),
}


@pytest.mark.parametrize("role", list(Role))
def test_home_offers_each_role_what_is_theirs_to_do(role: Role, world: World, sign_in: SignIn) -> None:
    person = world.people[role]
    assert tasks_of(person) == [PER_ROLE[role], *evidence_of(role)]
    client = sign_in(person)
    assert PER_ROLE[role][0] in text_of(client.get("/"))
    assert not PER_ROLE[role][1] or client.get(PER_ROLE[role][1]).status_code == 200


def test_home_counts_an_inspectors_cases_that_are_in_the_sample(world: World) -> None:
    world.review("C1")
    world.review("C2")
    apply(world.review("C3"), [Change("fact.gender", 0, "female")], by=world.inspector)
    world.submitted("C4")
    out = world.review("C5")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="Missing.", by=world.lead, at=NOW)
    mine = ("My cases", f"{AT}/my-cases/", "2 to start, 1 in progress, 1 submitted")
    assert tasks_of(world.inspector) == [mine, *evidence_of(Role.INSPECTOR)]
    (work,) = works_of(world.inspector)
    assert work.tasks[0]["status"] == "3 to do"


def test_home_names_every_role_and_each_page_once(world: World) -> None:
    team_member_add(by=world.administrator, inspection=world.inspection, person=world.lead, role=Role.INSPECTOR)
    team_member_add(by=world.administrator, inspection=world.inspection, person=world.lead, role=Role.QUALITY_LEAD)
    (work,) = works_of(world.lead)
    assert work.roles_words == "Lead inspector, inspector and quality lead"
    assert [task["title"] for task in work.tasks] == ["The inspection", "Evidence", "My cases"]


def test_home_tells_the_phase_and_fieldwork_once(world: World) -> None:
    (work,) = works_of(world.lead)
    work.inspection.phase = "fieldwork"
    assert work.phase_words == "Fieldwork from 16 March 2026, one week"
    work.inspection.phase = "panel"
    assert work.phase_words == "Ratings panel; fieldwork from 16 March 2026, one week"


def test_home_says_whom_to_ask_where_there_is_nothing_yet(sign_in: SignIn, db: None) -> None:
    PersonFactory(name="Ada Plans", email="ada@example.test", is_administrator=True)
    PersonFactory(name="Gone", is_administrator=True, is_active=False)
    says = text_of(sign_in(PersonFactory()).get("/"))
    assert "You are on no inspection yet" in says
    assert "If you expected one, ask Ada Plans ." in says
    assert "Gone" not in says


def test_home_leads_an_administrator_to_the_lists(sign_in: SignIn, db: None) -> None:
    says = text_of(sign_in(PersonFactory(is_administrator=True)).get("/"))
    assert "Planning Inspections : their dates" in says
    assert "You are on no inspection yet" not in says


def test_home_puts_published_inspections_last(world: World, sign_in: SignIn) -> None:
    world.inspection.phase = "published"
    inspection_change(by=world.administrator, inspection=world.inspection)
    says = text_of(sign_in(world.panel).get("/"))
    assert "My work Published Testley-2026, March 2026" in says


def test_home_takes_as_many_queries_for_one_inspection_as_for_many(
    sign_in: SignIn, django_assert_num_queries: Callable, db: None
) -> None:
    first = world(name="first-2026")
    first.review("C1")
    client = sign_in(first.inspector)
    with django_assert_num_queries(7):
        client.get("/")
    for name in ("second-2026", "third-2026"):
        more = world(name=name)
        team_member_add(by=more.administrator, inspection=more.inspection, person=first.inspector, role=Role.INSPECTOR)
        more.review("C1", reader=first.inspector)
    with django_assert_num_queries(7):
        client.get("/")
