"""What a section was: its versions, two side by side, and what changed before each."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import World
from tests.reports.material import LATER, build_all, section

AT = "/inspections/testley-2026/report/standard-2-1/versions/"


@pytest.fixture
def editor(world: World, sign_in) -> Client:
    return sign_in(world.editor)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_section_never_built_says_so(editor: Client) -> None:
    assert "Not built yet" in text(editor.get(AT))


def test_one_version_stands_alone(world: World, editor: Client) -> None:
    build_all(world.inspection)
    assert "There is one version" in text(editor.get(AT))


def test_the_last_two_stand_side_by_side_with_what_changed(world: World, editor: Client) -> None:
    build_all(world.inspection)
    world.submitted("C1", answers={"2.1.1": "no"})
    build_all(world.inspection, at=LATER + timedelta(minutes=1))
    shown = text(editor.get(AT))
    assert '<ins class="plumb-changed plumb-changed--figure">' in shown and "<del" in shown
    assert "of the figures of 2.1 and the cases in the sample." in shown
    assert "Earlier versions" in text(editor.get("/inspections/testley-2026/report/"))


def test_any_two_can_be_chosen_and_nonsense_shows_the_last_two(world: World, editor: Client) -> None:
    for n, judged in enumerate(("no", "yes", "no")):
        world.submitted(f"C{n}", answers={"2.1.1": judged})
        build_all(world.inspection, at=LATER + timedelta(minutes=n))
    numbers = [version.number for version in section(world.inspection, "standard:2.1").versions.all()]
    chosen = editor.get(AT, {"before": numbers[0], "after": numbers[2]}).context["versions"]
    assert (chosen.before.number, chosen.after.number) == (numbers[2], numbers[0]), "the earlier is on the left"
    assert text(editor.get(AT, {"before": numbers[1], "after": numbers[1]})).count("The two read the same.") == 1
    last = editor.get(AT, {"before": "x", "after": "-1"}).context["versions"]
    assert (last.before.number, last.after.number) == (numbers[1], numbers[0])


def test_versions_cost_the_same_queries_however_many_there_are(
    world: World, editor: Client, django_assert_max_num_queries
) -> None:
    for n in range(4):
        world.submitted(f"C{n}")
        build_all(world.inspection, at=LATER + timedelta(minutes=n))
        with django_assert_max_num_queries(9):
            editor.get(AT)


def test_no_section_of_that_name_is_not_found(editor: Client) -> None:
    assert editor.get("/inspections/testley-2026/report/standard-9-9/versions/").status_code == 404
