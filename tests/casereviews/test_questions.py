"""Questions to the lead about a prompt, rulings on them, and who sees which beside the prompt."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from accounts.views.home import works_of
from casereviews.models import CaseReview, Question, Ruling
from casereviews.rules import can_be_asked_about, names_a_case, problem_with_words
from casereviews.services import (
    QuestionClosed,
    QuestionRefused,
    RulingChanged,
    RulingRefused,
    question_ask,
    question_withdraw,
    reviews_allocate,
    ruling_make,
)
from casereviews.services.changes import sheet_of
from inspections.rules import Role
from inspections.services import team_member_add
from tests.casereviews.test_pages import page, posted
from tests.factories import NOW, PersonFactory, World
from tests.factories import world as another_world

SignIn = Callable[[Person], Client]
PROMPT = "2.1.1.a"


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


@pytest.fixture
def other(world: World) -> Person:
    """Another reader of the same inspection."""
    person = PersonFactory(name="Olive Other")
    team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    return person


def asked(review: CaseReview, target: str = PROMPT, words: str = "Does it count?") -> Question:
    return question_ask(review_id=review.pk, target=target, words=words, by=review.reader, at=NOW)


def ruled(world: World, target: str = PROMPT, words: str = "It counts.", **more: Any) -> Ruling:
    given = {"answers": [], "seen": 0, "by": world.lead, "at": NOW} | more
    return ruling_make(inspection=world.inspection, target=target, words=words, **given)


# Rules --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "references", "named"),
    [
        ("As in C1.", ["C1"], "C1"),
        ("As in c1, and more", ["B1", "C1"], "C1"),
        ("As in C12.", ["C1"], ""),
        ("As in XC1", ["C1"], ""),
        ("As in C.1", ["C.1"], "C.1"),
        ("As in Cx1", ["C.1"], ""),
        ("Nothing", [""], ""),
        ("Nothing", [], ""),
    ],
)
def test_names_a_case(words: str, references: list[str], named: str) -> None:
    assert names_a_case(words, references) == named


@given(st.text(max_size=20), st.text(max_size=20), st.text("ABC123-/.()", min_size=1, max_size=8))
def test_names_a_case_finds_a_reference_that_stands_apart(before: str, after: str, reference: str) -> None:
    assert names_a_case(f"{before} {reference} {after}", [reference]) == reference


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("fine", ""),
        ("", "Write it."),
        (" \n", "Write it."),
        ("a\0", "cannot be saved"),
        ("\ud800", "cannot be saved"),
        ("yyyyy", ""),
    ],
)
def test_problem_with_words(words: str, says: str) -> None:
    assert says in problem_with_words(words, longest=5, required="Write it.")
    assert problem_with_words("", longest=5) == ""
    assert problem_with_words("yyyyyy", longest=5) == "This can hold 5 characters; you have 6. Shorten it."


def test_every_prompt_and_key_question_of_the_domain_can_be_asked_about(review: CaseReview) -> None:
    found = can_be_asked_about(sheet_of(review))
    assert list(found)[:2] == ["2.1.1", "2.1.1.a"]
    assert {target.partition(".")[0] for target in found} == {"2"}


# Asking -------------------------------------------------------------------------------------------------------------
def test_question_ask_is_one_however_often_it_is_sent(review: CaseReview, world: World) -> None:
    assert asked(review).pk == asked(review, words=" Does it count? ").pk
    question = Question.objects.get()
    assert (question.target, question.words, question.asked_by, question.is_open) == (
        PROMPT,
        "Does it count?",
        world.inspector,
        True,
    )


@pytest.mark.parametrize(
    ("target", "words", "field"),
    [
        ("3.1.1.a", "Q", "about"),
        ("9.9.9", "Q", "about"),
        ("", "Q", "about"),
        ("a\0", "Q", "about"),
        (PROMPT, " ", "words"),
        (PROMPT, "a\0", "words"),
        (PROMPT, "y" * 5001, "words"),
    ],
)
def test_question_ask_says_what_is_wrong(review: CaseReview, target: str, words: str, field: str) -> None:
    with pytest.raises(QuestionRefused) as refusal:
        asked(review, target, words)
    assert refusal.value.field == field


def test_question_withdraw_is_for_who_asked_while_it_is_open(review: CaseReview, world: World) -> None:
    question = asked(review)
    with pytest.raises(PermissionDenied):
        question_withdraw(question_id=question.pk, by=world.lead, at=NOW)
    for _ in range(2):
        assert question_withdraw(question_id=question.pk, by=world.inspector, at=NOW).withdrawn_at == NOW
    second = asked(review)
    ruled(world, answers=[second.pk, question.pk])
    with pytest.raises(QuestionClosed, match="answered it meanwhile"):
        question_withdraw(question_id=second.pk, by=world.inspector, at=NOW)
    question.refresh_from_db()
    assert question.ruling_id is None, "what was taken back is not answered"


# Ruling -------------------------------------------------------------------------------------------------------------
def test_ruling_make_answers_the_questions_of_several_readers_together(
    review: CaseReview, world: World, other: Person
) -> None:
    first, second = asked(review), asked(world.review("C2", reader=other), words="And by phone?")
    left, elsewhere = asked(review, words="And later?"), asked(review, "2.1.1.b")
    ruling = ruled(world, answers=[first.pk, second.pk, elsewhere.pk, 999_999])
    assert set(ruling.questions.all()) == {first, second}
    assert [q for q in (left, elsewhere) if not Question.objects.get(pk=q.pk).is_open] == []


def test_ruling_make_revises_with_the_version_seen_and_keeps_the_history(world: World) -> None:
    ruled(world)
    later = NOW + timedelta(hours=1)
    with pytest.raises(RulingChanged) as changed:
        ruled(world, words="Never.", seen=0)
    assert changed.value.current is not None and changed.value.current.words == "It counts."
    ruling = ruled(world, words="Only in writing.", seen=1, at=later)
    assert (ruling.version, ruling.at) == (2, later)
    events = Ruling.pgh_event_model.objects.order_by("version")
    assert list(events.values_list("version", "words", "by")) == [
        (1, "It counts.", world.lead.pk), (2, "Only in writing.", world.lead.pk),
    ]  # fmt: skip


def test_the_ruling_that_stands_answers_a_question_as_it_is(review: CaseReview, world: World) -> None:
    ruled(world)
    question = asked(review)
    assert ruled(world, answers=[question.pk], seen=0).version == 1
    question.refresh_from_db()
    assert (question.is_open, question.answered_at) == (False, NOW)


@pytest.mark.parametrize(
    ("target", "words", "says"),
    [
        ("9.9.9", "It counts.", "“9.9.9” is no prompt or key question of this inspection."),
        ("a\0", "It counts.", "is no prompt or key question"),
        (PROMPT, "", "Write the ruling."),
        (PROMPT, "a\0", "cannot be saved"),
        (PROMPT, "y" * 5001, "This can hold 5,000 characters"),
        (PROMPT, "As in c1.", "The ruling names case C1. Every reader sees it: write it without the case."),
    ],
)
def test_ruling_make_says_what_is_wrong(review: CaseReview, world: World, target: str, words: str, says: str) -> None:
    with pytest.raises(RulingRefused, match=says):
        ruled(world, target, words)


def test_the_database_wants_a_ruling_for_an_answer(review: CaseReview) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=asked(review).pk).update(answered_at=NOW)


# Pages --------------------------------------------------------------------------------------------------------------
def test_a_question_is_asked_from_the_page_of_a_standard(review: CaseReview, world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.inspector)
    standard = browser.get(f"/reviews/{review.pk}/standards/2.1/").content.decode()
    assert f'href="/reviews/{review.pk}/ask/?about=2.1.1"' in standard
    form = browser.get(f"/reviews/{review.pk}/ask/?about={PROMPT}")
    assert posted(form)["about"] == PROMPT
    assert "2.1.1, the whole key question: " in page(form) and "2.1.2" not in page(form)
    response = browser.post(f"/reviews/{review.pk}/ask/", posted(form, words="Does it count?"))
    assert response["Location"] == f"/reviews/{review.pk}/standards/2.1/"
    assert Question.objects.get().target == PROMPT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"about": "3.1.1.a", "words": "Q"}, "Choose a prompt or key question of this case."),
        ({"about": "\0", "words": "Q"}, "Choose a prompt or key question of this case."),
        ({"words": "Q"}, "Choose a prompt or key question of this case."),
        ({"about": PROMPT}, "Write your question."),
        ({"about": PROMPT, "words": "z" * 6000}, "This can hold 5,000 characters; you have 6,000. Shorten it."),
    ],
)
def test_the_form_says_what_is_wrong(review: CaseReview, world: World, sign_in: SignIn, data, says: str) -> None:
    response = sign_in(world.inspector).post(f"/reviews/{review.pk}/ask/", data)
    assert says in page(response)
    assert data.get("words", "") in response.content.decode()


@pytest.mark.parametrize("about", ["3.1.1.a", "nothing", "%00", "x" * 3000])
def test_an_address_of_another_domain_chooses_nothing(
    review: CaseReview, world: World, sign_in: SignIn, about: str
) -> None:
    assert "Choose a prompt or key question" in page(
        sign_in(world.inspector).get(f"/reviews/{review.pk}/ask/?about={about}")
    )


def test_who_lost_the_case_meanwhile_is_shown_what_they_typed(
    review: CaseReview, world: World, sign_in: SignIn
) -> None:
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: world.lead.pk})
    response = sign_in(world.inspector).post(
        f"/reviews/{review.pk}/ask/", {"about": PROMPT, "words": "Typed too late."}
    )
    assert response.status_code == 403
    assert "Typed too late." in response.content.decode() and not Question.objects.exists()


def test_the_lead_answers_and_every_reader_sees_it_beside_the_prompt(
    review: CaseReview, world: World, other: Person, sign_in: SignIn
) -> None:
    question, theirs = asked(review), world.review("C2", reader=other)
    lead, path = sign_in(world.lead), reverse("questions", args=[world.inspection.name])
    listed = page(lead.get(path))
    assert f"{PROMPT} Is offending behaviour" in listed and "Does it count?" in listed and "case C1" in listed
    form = lead.get(f"{path}on/{PROMPT}/")
    sent = posted(form, words="Only in writing.") | {"answers": [str(question.pk)]}
    assert lead.post(f"{path}on/{PROMPT}/", sent)["Location"] == path
    shown = f'id="ruling-{PROMPT}" data-ruling="{PROMPT}"'
    for person, case in ((other, theirs), (world.inspector, review), (world.people[Role.QUALITY_LEAD], review)):
        response = sign_in(person).get(f"/reviews/{case.pk}/standards/2.1/")
        assert shown in response.content.decode()
        assert "Only in writing." in page(response)
        assert shown not in sign_in(person).get(f"/reviews/{case.pk}/standards/2.2/").content.decode()
    says = page(sign_in(other).get(path))
    assert (
        "Only in writing." in says
        and "C1" not in says
        and world.inspector.name not in says
        and "Does it count?" not in says
    )


def test_a_ruling_is_of_one_inspection(review: CaseReview, world: World, sign_in: SignIn) -> None:
    elsewhere = another_world(name="other-2026")
    ruled(elsewhere)
    assert "It counts." not in page(sign_in(world.inspector).get(f"/reviews/{review.pk}/standards/2.1/"))


def test_a_submitted_review_shows_rulings_too(world: World, sign_in: SignIn) -> None:
    review = world.submitted()
    ruled(world)
    assert "The lead’s ruling: It counts." in page(sign_in(world.inspector).get(f"/reviews/{review.pk}/standards/2.1/"))


def test_the_second_to_rule_sees_what_stands(world: World, sign_in: SignIn) -> None:
    browser, path = sign_in(world.lead), reverse("ruling", args=[world.inspection.name, PROMPT])
    opened = posted(browser.get(path))
    ruled(world)
    stale = browser.post(path, opened | {"words": "Never."})
    says = page(stale)
    assert "Another ruling was saved after you opened this page." in says
    assert "It counts." in says and "Never." in says
    assert browser.post(path, posted(stale)).status_code == 302
    assert Ruling.objects.get().words == "Never."
    assert "Earlier versions" in page(browser.get(path))


def test_the_asker_hears_of_the_answer_until_they_looked(review: CaseReview, world: World, sign_in: SignIn) -> None:
    question = asked(review)

    def tasks(person: Person) -> list[str]:
        return [task["status"] for work in works_of(person) for task in work.tasks if "Questions" in task["title"]]

    assert (tasks(world.lead), tasks(world.inspector)) == (["1 open"], [])
    my_cases = reverse("my_cases", args=[world.inspection.name])
    browser = sign_in(world.inspector)
    assert "Your questions to the lead inspector: One question open" in page(browser.get(my_cases))
    ruled(world, answers=[question.pk])
    assert (tasks(world.lead), tasks(world.inspector)) == ([], ["1 answered"])
    assert "One question answered" in page(browser.get(my_cases))
    says = page(browser.get(reverse("questions", args=[world.inspection.name])))
    assert "Answered Case C1" in says and "It counts." in says
    assert tasks(world.inspector) == []


def test_the_lead_rules_unasked(world: World, sign_in: SignIn) -> None:
    browser, path = sign_in(world.lead), reverse("questions", args=[world.inspection.name])
    assert "No question is open" in page(browser.get(path))
    assert browser.get(path, {"about": "2.1.1"})["Location"] == f"{path}on/2.1.1/"
    assert browser.get(path, {"about": "9\0"}).status_code == 200
    assert browser.get(f"{path}on/9.9.9/").status_code == 404
    assert browser.post(f"{path}on/2.1.1/", {"words": "Read it widely.", "answers": ["x", "9" * 30]}).status_code == 302
    assert Ruling.objects.get().target == "2.1.1"


def test_who_asked_takes_it_back_on_the_page(review: CaseReview, world: World, sign_in: SignIn) -> None:
    question, name = asked(review), world.inspection.name
    path = reverse("question_withdraw", args=[name, question.pk])
    assert sign_in(world.lead).post(path).status_code == 403
    browser = sign_in(world.inspector)
    assert "Your question is taken back." in page(browser.post(path, follow=True))
    again = asked(review)
    ruled(world, answers=[again.pk])
    path = reverse("question_withdraw", args=[name, again.pk])
    assert "The lead inspector has answered it meanwhile" in page(browser.post(path, follow=True))
    elsewhere = another_world(name="other-2026")
    assert browser.post(reverse("question_withdraw", args=[name, asked(elsewhere.review()).pk])).status_code == 404


def test_the_page_takes_as_many_queries_for_one_question_as_for_many(
    review: CaseReview, world: World, sign_in: SignIn, django_assert_num_queries
) -> None:
    browser, path = sign_in(world.lead), reverse("questions", args=[world.inspection.name])
    asked(review)
    with django_assert_num_queries(10):
        browser.get(path)
    for letter in "bcd":
        asked(review, f"2.1.1.{letter}")
        ruled(world, f"2.1.1.{letter}")
    with django_assert_num_queries(10):
        browser.get(path)
