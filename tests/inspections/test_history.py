"""Who joined a team and who left it, and by whom."""

import pytest
from django.db import connection

from inspections.history import team_changes
from inspections.models import TeamMember
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove
from tests.factories import PersonFactory, World


def told(found: World, count: int) -> list[tuple[str, str, str]]:
    return [(change.person, change.words, change.by) for change in team_changes(found.inspection)[:count]]


def test_joining_and_leaving_say_by_whom_the_newest_first(world: World) -> None:
    ada, grace = world.administrator, PersonFactory(name="Grace", is_administrator=True)
    bo = PersonFactory(name="Bo")
    member = team_member_add(by=ada, inspection=world.inspection, person=bo, role=Role.INSPECTOR, field="police")
    team_member_remove(by=grace, member=member)
    assert told(world, 3) == [
        ("Bo", "Left as inspector (police)", "Grace"),
        ("Bo", "Joined as inspector (police)", ada.name),
        (world.people[Role.SERVICE_CONTACT].name, "Joined as service contact", ada.name),
    ]
    assert len(team_changes(world.inspection)) == len(Role) + 2


def test_leaving_is_one_event_and_the_team_is_without_them(world: World) -> None:
    events = TeamMember.pgh_event_model.objects
    before = events.count()
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.EDITOR))
    (event,) = events.order_by("pgh_id")[before:]
    assert (event.pgh_label, event.person, event.removed_by) == ("delete", world.editor, world.administrator)
    assert not world.inspection.team.filter(person=world.editor).exists()


def test_taking_off_somebody_who_is_gone_already_does_nothing(world: World) -> None:
    member = world.inspection.team.get(role=Role.EDITOR)
    team_member_remove(by=world.administrator, member=member)
    count = len(team_changes(world.inspection))
    team_member_remove(by=world.administrator, member=member)
    assert len(team_changes(world.inspection)) == count


def test_what_is_done_past_the_service_is_on_record_and_blames_nobody(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inspections_teammember SET role = 'quality_lead' WHERE role = 'editor'")
        cursor.execute("DELETE FROM inspections_teammember WHERE role = 'signatory'")
    assert told(world, 2) == [
        (world.people[Role.SIGNATORY].name, "Left as signatory", ""),
        (world.editor.name, "Became quality lead", ""),
    ]


def test_the_team_of_another_inspection_is_not_told(world: World, world_2018: World) -> None:
    assert {change.person for change in team_changes(world_2018.inspection)} == {
        person.name for person in world_2018.people.values()
    }


@pytest.mark.parametrize("members", [1, 8])
def test_a_team_is_told_in_one_query(world: World, members: int, django_assert_num_queries) -> None:
    for _ in range(members):
        team_member_add(
            by=world.administrator, inspection=world.inspection, person=PersonFactory(), role=Role.INSPECTOR
        )
    with django_assert_num_queries(1):
        team_changes(world.inspection)
