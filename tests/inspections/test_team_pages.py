"""The team of an inspection in the browser: joining, clashes, leaving and what that ends."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from inspections.rules import Role
from inspections.services import team_member_add
from tests.factories import PersonFactory, World, world
from tests.inspections.pages import error_links
from tests.reading import text_of

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026/team/"


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.administrator)


def removal(found: World, role: Role, person: Person | None = None) -> str:
    member = found.inspection.team.get(role=role, person=person or found.people[role])
    return f"{AT}{member.pk}/remove/"


def test_team_shows_everybody_in_the_order_of_the_roles(browser: Client) -> None:
    says = text_of(browser.get(AT))
    places = [says.index(f"{role.value} of testley-2026") for role in Role]
    assert places == sorted(places)


def test_team_takes_somebody_in(browser: Client, world: World) -> None:
    told = {"person": world.stranger.pk, "role": "inspector", "field": "police"}
    shown = browser.post(AT, told, follow=True)
    assert "Stranger to testley-2026 is now inspector of this inspection." in text_of(shown)
    assert world.inspection.team.get(person=world.stranger).field == "police"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, [("#id_person", "Choose a person"), ("#id_role", "Choose a role")]),
        (
            {"person": "inspector", "role": "panel"},
            [
                (
                    "#id_role",
                    "inspector of testley-2026 is inspector of this inspection. Nobody decides on an inspection they "
                    "led or read for: choose somebody else.",
                )
            ],
        ),
        ({"person": "ended", "role": "editor"}, [("#id_person", "Choose a person who may sign in")]),
    ],
)
def test_team_says_why_not(
    browser: Client, world: World, told: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    people = {"inspector": world.inspector, "ended": PersonFactory(is_active=False)}
    if "person" in told:
        told = told | {"person": people[told["person"]].pk}
    assert error_links(browser.post(AT, told)) == expected


def test_team_warns_while_nobody_leads(browser: Client, world: World) -> None:
    assert "has no lead inspector" not in text_of(browser.get(AT))
    browser.post(removal(world, Role.LEAD))
    assert "This inspection has no lead inspector." in text_of(browser.get(AT))


def test_leaving_says_what_is_lost_and_ends_access_at_once(browser: Client, world: World, sign_in: SignIn) -> None:
    world.review("C1")
    world.submitted("C2")
    theirs = sign_in(world.inspector)
    assert theirs.get("/inspections/testley-2026/my-cases/").status_code == 200
    at = removal(world, Role.INSPECTOR)
    says = text_of(browser.get(at))
    assert "inspector of testley-2026 loses access to this inspection at once" in says
    assert "One review of theirs not finished: what is answered is kept" in says
    assert "One review of theirs submitted: nothing changes there." in says
    assert world.inspection.team.filter(person=world.inspector).exists()
    shown = browser.post(at, follow=True)
    assert "inspector of testley-2026 is no longer inspector of this inspection." in text_of(shown)
    assert theirs.get("/inspections/testley-2026/my-cases/").status_code == 403
    assert world.inspection.reviews.filter(reader=world.inspector).count() == 2


def test_leaving_one_of_two_roles_says_what_stays(browser: Client, world: World) -> None:
    team_member_add(by=world.administrator, inspection=world.inspection, person=world.lead, role=Role.EDITOR)
    says = text_of(browser.get(removal(world, Role.LEAD, world.lead)))
    assert "lead of testley-2026 stays on the team as report editor" in says
    assert "The inspection then has no lead inspector until you add one." in says


def test_a_member_of_another_inspection_is_not_found(browser: Client) -> None:
    other = world(name="other-2026")
    member = other.inspection.team.get(role=Role.EDITOR)
    assert browser.post(f"{AT}{member.pk}/remove/").status_code == 404
    assert other.inspection.team.filter(pk=member.pk).exists()
