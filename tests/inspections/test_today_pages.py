"""The five o'clock page, emerging findings prepared, frozen and printed, and what changed since."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from casereviews.models import Alert
from casereviews.services import question_ask, sample_membership_set
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.today import today_of
from ratings.models import EmergingFindings
from tests.casereviews.test_pages import page, posted
from tests.factories import MONDAY, NOW, World
from tests.factories import world as another_world
from tests.reading import html_of

SignIn = Callable[[Person], Client]
AT = "/inspections/testley-2026"


@pytest.fixture
def lead(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.lead)


def lived_in(world: World) -> None:
    review = world.submitted("C1", answers={"2.1.2": "no"})
    world.review("C2")
    out = world.review("C3")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="File missing", by=world.lead, at=NOW)
    question_ask(review_id=review.pk, target="2.1.1.a", words="Does it count?", by=world.inspector, at=NOW)
    more = {"reason": "A knife.", "site": "http://testserver/", "by": world.inspector, "at": NOW}
    Alert.objects.create(inspection=world.inspection, review=review, **more)


def test_today_says_all_that_the_lead_asks(world: World, lead: Client) -> None:
    lived_in(world)
    says = page(lead.get(f"{AT}/today/"))
    assert "1 of 2 cases read." in says
    assert "Open Case C1 , inspector of testley-2026, 16 March 2026, 10:30" in says
    assert "2.1.1.a Is offending behaviour analysed" in says
    assert "1 review not submitted C2" in says
    assert "C3 : File missing" in says
    assert "2.1 Assessment: strengths 2, areas 1" in says
    assert "Because it is no here. C1, 2.1.2" in says
    assert "Band so far" in says


def test_today_of_nothing_yet_says_so(world: World, lead: Client) -> None:
    says = page(lead.get(f"{AT}/today/"))
    for words in ("No alert is open.", "No question is open.", "No case has a reader yet.", "Nothing yet"):
        assert words in says


def test_today_says_who_is_behind_first(world: World) -> None:
    world.submitted("C1", reader=world.lead)
    world.review("C2")
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    standing = Standing(world.lead.pk, frozenset())
    found = today_of(inspection, standing, MONDAY)
    assert [(r.name, r.behind) for r in found["readers"]] == [(world.inspector.name, True), (world.lead.name, False)]
    assert found["due"] == 20


def test_today_takes_as_many_queries_however_many_cases(
    world: World, lead: Client, django_assert_num_queries: Any
) -> None:
    lived_in(world)
    with django_assert_num_queries(16):
        lead.get(f"{AT}/today/")
    for n in range(4, 9):
        world.submitted(f"C{n}")
    with django_assert_num_queries(16):
        lead.get(f"{AT}/today/")


def test_findings_are_prepared_frozen_and_printed_without_figures(world: World, lead: Client) -> None:
    lived_in(world)
    assert "None given yet" in page(lead.get(f"{AT}/findings/"))
    form = lead.get(f"{AT}/findings/new/")
    data = posted(form)
    assert (data["strengths-2.1"], data["areas-2.1"]) == ("Because it is yes here.", "Because it is no here.")
    data |= {name: "" for name in data if name.startswith(("strengths-", "areas-"))}
    response = lead.post(
        f"{AT}/findings/new/", data | {"areas-2.1": "Assessments came late.\r\nVictims were not heard."}
    )
    given = EmergingFindings.objects.get()
    assert response["Location"] == f"{AT}/findings/{given.pk}/"
    printed = lead.get(f"{AT}/findings/{given.pk}/")
    main = printed.content.decode().partition("<main")[2]
    assert "as at " in main and "1 of 2 cases read" in main and "Victims were not heard." in main
    assert [
        word for word in ("%", "Inadequate", "Requires", "Outstanding", "plumb-rating", "1.1 Gov") if word in main
    ] == []
    assert "1 of 2 cases read. What changed since" in page(lead.get(f"{AT}/findings/"))
    assert "Nothing changed" in page(lead.get(f"{AT}/findings/{given.pk}/since/"))
    world.submitted("C9", answers={"2.1.1": "no"})
    since = page(lead.get(f"{AT}/findings/{given.pk}/since/"))
    assert "Submitted since C9" in since and "Question 1: 1 of 1, now 1 of 2" in since


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("In 80% of cases.", "Emerging findings hold no percentages"),
        ("a\0b", "holds a character that cannot be saved"),
        ("", "Write at least one strength or area for improvement."),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    world: World, lead: Client, typed: str, says: str
) -> None:
    data = posted(lead.get(f"{AT}/findings/new/")) | {"areas-2.1": typed}
    response = lead.post(f"{AT}/findings/new/", data)
    assert says in page(response) and "<title>Error: " in html_of(response)
    assert typed.replace("\0", "") in response.content.decode().replace("\0", "")


def test_findings_of_another_inspection_are_not_found(world: World, lead: Client, sign_in: SignIn) -> None:
    other = another_world(name="other-2026")
    given = EmergingFindings.objects.create(
        inspection=other.inspection, content={"schema": 1}, by=other.lead, given_at=NOW
    )
    for name in ("findings", "findings_since"):
        assert lead.get(reverse(name, args=[world.inspection.name, given.pk])).status_code == 404
    assert lead.post(f"{AT}/findings/new/", {"id": "what", "areas-2.1": "Late."}).status_code == 200
