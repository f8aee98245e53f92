"""Notes on the pages of a review, without JavaScript."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casereviews.models import Answer, CaseReview, Note
from casereviews.rules import Change
from casereviews.services import review_submit
from tests.casereviews.test_pages import page, posted, url
from tests.factories import NOW, World, apply, fill


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


@pytest.fixture
def browser(world: World, sign_in: Any) -> Client:
    return sign_in(world.inspector)


def kept() -> dict[str, tuple[str, str, int]]:
    return {target: tuple(row) for target, *row in Note.objects.values_list("target", "value", "note", "version")}


def test_the_interview_page_saves_what_it_shows_and_leads_to_the_review(review: CaseReview, browser: Client) -> None:
    at = url("review_interview", review)
    data: dict[str, Any] = posted(browser.get(at))
    typed = {
        "v-note.training_enough": "no",
        "n-note.training_enough": "Once.\r\nIn 2023.",
        "v-note.interview": ["2.2.1.a", "2.1.1.b", "2.1.1.a"],
        "n-note.interview": "The plan came late.",
        "n-note.spoken_to": "The head of year.",
        "v-note.good.2.1": "Sam",
        "n-note.good.2.1": "Listened first.",
    }
    response = browser.post(at, data | typed | {"continue": "1"})
    assert response["Location"] == url("review", review)
    assert kept() == {
        "note.training_enough": ("no", "Once.\nIn 2023.", 1),
        "note.interview": ("2.1.1.a 2.1.1.b 2.2.1.a", "The plan came late.", 1),
        "note.spoken_to": ("", "The head of year.", 1),
        "note.good.2.1": ("Sam", "Listened first.", 1),
    }
    again = browser.get(at)
    assert again.content.decode().count(" checked") == 4
    text = page(browser.get(url("review_whole", review)))
    for words in ("The plan came late.", "Bears on prompts of 2.1.1, 2.2.1", "good practice, 2.1 Assessment Sam"):
        assert words in text, words
    assert "4 notes" in page(browser.get(url("review", review)))


def test_ticks_are_taken_away_by_posting_none(review: CaseReview, browser: Client) -> None:
    at = url("review_standard", review, "2.1")
    data = posted(browser.get(at)) | {"v-note.mark.2.1.1.a": "come_back", "v-note.report.2.1.1": "yes"}
    browser.post(at, data)
    again = browser.get(at)
    assert again.content.decode().count(" checked") == 2
    assert {target: row[0] for target, row in kept().items()} == {
        "note.mark.2.1.1.a": "come_back", "note.report.2.1.1": "yes",
    }  # fmt: skip
    browser.post(at, posted(again))
    assert {row[2] for row in kept().values()} == {1}, "an unchanged page changes nothing"
    unticked = {name: value for name, value in posted(again).items() if not name.startswith("v-note.")}
    browser.post(at, unticked)
    assert kept() == {"note.mark.2.1.1.a": ("", "", 2), "note.report.2.1.1": ("", "", 2)}


def test_what_cannot_be_saved_stays_in_its_field(review: CaseReview, browser: Client) -> None:
    at = url("review_standard", review, "2.1")
    long = "x" * 501
    response = browser.post(at, posted(browser.get(at)) | {"n-note.found.2.1.1.a": long, "v-2.1.1.b": "no"})
    assert "This can hold 500 characters; you have 501." in page(response)
    assert "“Where in the file:" in page(response)
    assert posted(response)["n-note.found.2.1.1.a"] == long
    assert Answer.objects.get().value == "no", "the rest of the page is saved"
    at = url("review_interview", review)
    response = browser.post(at, posted(browser.get(at)) | {"v-note.good.2.1": "x" * 61, "n-note.good.2.1": "Listened."})
    assert "This can hold 60 characters; you have 61. Shorten it." in page(response)
    assert posted(response)["n-note.good.2.1"] == "Listened."


def test_two_people_at_one_note_are_both_shown(review: CaseReview, world: World, browser: Client) -> None:
    at = url("review_interview", review)
    seen = posted(browser.get(at))
    lead = [Change("note.spoken_to", 0, None, "The lead’s."), Change("note.interview", 0, "2.1.1.a", "Long ago.")]
    apply(review, lead, by=world.lead)
    response = browser.post(at, seen | {"n-note.spoken_to": "Mine.", "v-note.interview": "2.1.1.b"})
    text = page(response)
    for words in ("Two answers to the same question", "The lead’s.", "Mine.", "Long ago.", "Others who were spoken to"):
        assert words in text, words
    undecided = posted(response)
    assert (undecided["n-note.spoken_to"], undecided["s-note.spoken_to"]) == ("Mine.", "0")
    assert undecided["v-note.interview"] == "2.1.1.b"
    decided = {"keep-note.spoken_to": "mine", "keep-note.interview": "theirs"}
    assert browser.post(at, undecided | decided).status_code == 302
    assert kept() == {"note.spoken_to": ("", "Mine.", 2), "note.interview": ("2.1.1.a", "Long ago.", 1)}


def test_an_odd_pattern_is_shown_by_the_server_and_a_sentence_is_kept(
    review: CaseReview, world: World, browser: Client
) -> None:
    fill(review, by=world.inspector, answers={"2.1.1": "no"})
    at = url("review_standard", review, "2.1")
    odd = "The judgement is no, while all 9 relevant prompts are yes. That can be right: say in a sentence why."
    response = browser.get(at)
    assert odd in page(response)
    assert 'data-nudge="2.1.1">' in response.content.decode()
    assert response.content.decode().count(" hidden>") >= 2, "at other questions there is nothing to ask"
    browser.post(at, posted(response) | {"n-note.why.2.1.1": "The gaps weigh more."})
    browser.post(at, posted(browser.get(at)) | {"v-2.1.1": "yes"})
    response = browser.get(at)
    assert odd not in page(response)
    assert "The gaps weigh more." in response.content.decode()
    assert 'data-nudge="2.1.1">' in response.content.decode()
    assert review_submit(review_id=review.pk, by=world.inspector, at=NOW).is_closed, "it never blocks"


def test_a_note_that_could_tell_who_somebody_is_warns_after_saving(review: CaseReview, browser: Client) -> None:
    at = url("review_standard", review, "2.1")
    data = posted(browser.get(at)) | {"n-2.1.1.a": "Born 12 March 2009.", "n-2.1.1": "Court on 18 March 2024."}
    text = page(browser.post(at, data, follow=True))
    assert text.count("This looks as if it holds a date of birth.") == 1
    assert Answer.objects.get().note == "Born 12 March 2009."
    assert "This looks as if" not in page(browser.post(at, posted(browser.get(at)), follow=True)), "told once"


def test_marks_are_listed_and_told_at_submitting(review: CaseReview, world: World, browser: Client) -> None:
    fill(review, by=world.inspector)
    assert "Come back to these" not in page(browser.get(url("review", review)))
    marks = [Change(f"note.mark.{address}", 0, "come_back") for address in ("2.2.1", "2.1.1.b")]
    apply(review, marks, by=world.inspector)
    response = browser.get(url("review", review))
    text = page(response)
    assert "The 2 marks above still stand." in text
    assert text.index("2.1.1 ") < text.index("2.2.1 Judgement:")
    assert f'href="{url("review_standard", review, "2.1")}#id_v-2.1.1.b"' in response.content.decode()
    submitted = page(browser.post(url("review_submit", review), follow=True))
    assert "2 marks to come back to stand." in submitted


def test_pages_to_be_read_show_what_stands_beside_the_answers(
    review: CaseReview, world: World, browser: Client, sign_in: Any
) -> None:
    fill(review, by=world.inspector, answers={"2.1.1": "no"})
    notes = [
        Change("note.found.2.1.1.a", 0, None, "Assessment, 3 May <2025>"),
        Change("note.report.2.1.1.a", 0, "yes"),
        Change("note.report.2.1.1", 0, "yes"),
        Change("note.mark.2.1.1.b", 0, "come_back"),
        Change("note.interview", 0, "2.1.1.c", "The plan came late."),
        Change("note.why.2.1.1", 0, None, "The gaps weigh more."),
    ]
    apply(review, notes, by=world.inspector)
    review_submit(review_id=review.pk, by=world.inspector, at=NOW)
    for at in (url("review_standard", review, "2.1"), url("review_whole", review)):
        text = page(sign_in(world.panel).get(at))
        for words in (
            "In the file: Assessment, 3 May <2025>", "For the report", "Come back to this", "From the interview",
            "The plan came late.", "point different ways: The gaps weigh more.",
        ):  # fmt: skip
            assert words in text, words
    text = page(sign_in(world.panel).get(url("review_interview", review)))
    assert "The plan came late." in text
    assert "Save" not in text


def test_the_interview_page_that_is_empty_says_so_to_who_reads(review: CaseReview, world: World, sign_in: Any) -> None:
    assert "Nothing is noted of the interview" in page(sign_in(world.panel).get(url("review_interview", review)))


@pytest.mark.parametrize("target", ["note.interview", "note.mark.2.1.1.a", "note.training_enough", "note.good.2.1"])
def test_a_note_has_a_page_of_its_earlier_values(
    review: CaseReview, world: World, browser: Client, target: str
) -> None:
    value = {"note.interview": "2.1.1.a", "note.mark.2.1.1.a": "come_back"}.get(target, "yes")
    apply(review, [Change(target, 0, value), Change(target, 1, "")], by=world.inspector)
    apply(review, [Change(target, 2, value)], by=world.inspector)
    response = browser.get(reverse("review_history", args=[review.pk, target]))
    assert page(response).count(world.inspector.name) >= 2
    back = url("review_standard", review, "2.1") if "mark" in target else url("review_interview", review)
    field = "n" if "good" in target else "v"
    assert f'href="{back}#id_{field}-{target}"' in response.content.decode()


def test_a_resettlement_case_has_an_interview_without_prompts_or_examples(world: World, sign_in: Any) -> None:
    review = world.review("R1", domain="D4")
    text = page(sign_in(world.inspector).get(url("review_interview", review)))
    assert "Interview note" in text
    assert "Prompts that it bears on" not in text and "Examples of practice" not in text
