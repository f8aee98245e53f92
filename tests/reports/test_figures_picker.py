"""What an author may put into prose, as the picker of the editor asks for it."""

import pytest
from django.urls import reverse

from inspections.rules import Role
from reports.models import PracticeExample
from tests.evidence.material import everything
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def ask(client, world, words="", section="standard-2-1"):
    return client.get(reverse("report_figures", args=[world.inspection.name, section]), {"q": words})


def example(world, **told):
    known = {"standard": "2.1", "practice": "good", "heading": "Heard early", "words": "Kit was heard before the plan."}
    return PracticeExample.objects.create(inspection=world.inspection, by=world.lead, **known | told)


@pytest.fixture
def editor(inspected, sign_in):
    return sign_in(inspected.editor)


def test_figures_of_the_own_standard_come_first_with_how_they_read(editor, inspected):
    found = ask(editor, inspected).json()["figures"]
    assert found[0]["source"] == "rating:2.1"
    assert {"form": "of_the", "name": "So many of the cases", "words": "both cases"} in found[1]["forms"]
    assert all(one["group"] == "2.1 Assessment" for one in found[:4])


def test_search_is_by_words_of_the_question_and_by_address(editor, inspected):
    assert [one["source"] for one in ask(editor, inspected, "3.1.1.a").json()["figures"]] == []  # nothing to say yet
    found = ask(editor, inspected, "prompt 2.1.1.b").json()["figures"]
    assert [one["source"] for one in found] == ["prompt:2.1.1.b"]


def test_examples_are_offered_with_the_own_standard_first(editor, inspected):
    example(inspected, standard="3.1", practice="weak", heading="No plan")
    mine = example(inspected)
    example(inspected, heading="Gone", withdrawn_at=NOW, withdrawn_by=inspected.lead)
    found = ask(editor, inspected).json()["examples"]
    assert [one["title"] for one in found] == ["Good practice, 2.1: Heard early", "Weak practice, 3.1: No plan"]
    assert found[0] == {
        "id": mine.pk,
        "title": "Good practice, 2.1: Heard early",
        "words": "Kit was heard before the plan.",
        "cleared": False,
    }
    assert [one["id"] for one in ask(editor, inspected, "EARLY kit").json()["examples"]] == [mine.pk]


def test_what_children_are_is_offered_to_who_may_see_it_counted(editor, inspected, sign_in):
    assert ask(editor, inspected, "girls").json()["figures"] != []
    assert ask(sign_in(inspected.people[Role.SIGNATORY]), inspected, "girls", "foreword").json()["figures"] == []


def test_a_section_that_is_not_there_has_none(editor, inspected):
    assert ask(editor, inspected, section="standard-9-9").status_code == 404


def test_a_long_or_odd_search_finds_nothing(editor, inspected):
    assert ask(editor, inspected, "\0x" * 5000).json() == {"figures": [], "examples": []}


def test_queries_are_the_same_whatever_there_is(editor, inspected, django_assert_num_queries):
    ask(editor, inspected)
    with django_assert_num_queries(17):
        ask(editor, inspected)
    everything(inspected)
    example(inspected)
    inspected.submitted("C9")
    with django_assert_num_queries(18):  # and the names of people at meetings
        ask(editor, inspected)
