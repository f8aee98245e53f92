"""What case managers said so far, where the lead judges what it bears on."""

from typing import Any

import pytest
from django.urls import reverse

from casereviews.models import CaseOpening
from casereviews.rules import Change
from casereviews.services import sample_membership_set
from inspections.models import Inspection
from ratings.interviews import interviews_on
from standards.outline import outline_of
from tests.factories import NOW, World, apply, world

pytestmark = pytest.mark.django_db


def say(found: World, reference: str, value: str | None, note: str | None = None, code: str = "training_enough") -> Any:
    review = found.review(reference)
    apply(review, [Change(f"note.{code}", 0, value, note)], by=found.inspector)
    return review


@pytest.fixture
def said(world: World) -> World:
    say(world, "C1", "yes", "Twice a year.")
    say(world, "C2", "no")
    say(world, "C3", "yes")
    say(world, "C4", "not_relevant", "Was away.")
    say(world, "C5", "yes", code="supervision_regular")
    out = say(world, "C6", "no", "Fell out.")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="Moved", by=world.lead, at=NOW)
    return world


def test_interviews_on_counts_what_was_said_of_cases_in_the_sample(said: World, django_assert_num_queries: Any) -> None:
    say(world(name="other-2026"), "C1", "no")
    inspection = Inspection.objects.with_names().get(pk=said.inspection.pk)
    standard = outline_of(inspection.edition).standards["1.2"]
    with django_assert_num_queries(1):
        found = {figures.text: figures for figures in interviews_on(inspection, standard)}
    training = found["Have you had the training that you need for work such as this?"]
    assert (training.words, training.number) == ("2 of 3 said yes", 4)
    assert [(one.reference, one.note) for one in training.noted] == [("C1", "Twice a year."), ("C4", "Was away.")]
    assert found["Do you have regular supervision that helps you with this case?"].words == "1 of 1 said yes"
    assert found["Do you have the time that this child’s work asks for?"].words == "nobody was asked yet"


def test_a_standard_that_no_interview_feeds_asks_nothing(said: World, django_assert_num_queries: Any) -> None:
    inspection = Inspection.objects.with_names().get(pk=said.inspection.pk)
    standard = outline_of(inspection.edition).standards["1.1"]
    with django_assert_num_queries(0):
        assert interviews_on(inspection, standard) == ()


def test_the_proposal_page_shows_what_was_said_and_puts_the_look_on_record(said: World, sign_in: Any) -> None:
    page = sign_in(said.lead).get(reverse("judgement_propose", args=[said.inspection.name, "1.2"])).content.decode()
    for words in ("What case managers said so far", "2 of 3 said yes.", "Twice a year.", "C4", "2 notes"):
        assert words in page, words
    assert "Fell out." not in page
    looks = CaseOpening.objects.values_list("case__reference", "person", "page")
    assert sorted(looks) == [(ref, said.lead.pk, "interviews on 1.2") for ref in ("C1", "C4")]


def test_the_proposal_page_of_another_standard_shows_none(said: World, sign_in: Any) -> None:
    page = sign_in(said.lead).get(reverse("judgement_propose", args=[said.inspection.name, "1.1"])).content.decode()
    assert "What case managers said so far" not in page
    assert not CaseOpening.objects.exists()
