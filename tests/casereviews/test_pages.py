"""The pages of a case review as their people see them, without JavaScript."""

import html
import re

import pytest
from django.urls import reverse

from accounts.models import Person
from casereviews.models import Answer, CaseOpening, CaseReview, Judgement
from casereviews.rules import Change
from casereviews.services import changes_apply, reviews_allocate, sample_membership_set
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove
from tests.factories import NOW, PersonFactory, World, apply, fill
from tests.reading import text_of


def page(response) -> str:
    """The words of a page that was shown."""
    assert response.status_code == 200, response
    return text_of(response)


def posted(response, **changes: str) -> dict[str, str]:
    """What a browser would post of the page's fields, with some changed; names may use __ for the target's dots."""
    body = response.content.decode()
    data = {}
    for tag in re.findall(r'<input[^>]*type="(?:hidden|text)"[^>]*>', body):
        value = re.search(r'value="([^"]*)"', tag)
        data[re.search(r'name="([^"]+)"', tag)[1]] = html.unescape(value[1]) if value else ""
    for tag in re.findall(r'<input[^>]*type="(?:radio|checkbox)"[^>]*checked[^>]*>', body):
        data[re.search(r'name="([^"]+)"', tag)[1]] = re.search(r'value="([^"]*)"', tag)[1]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', body, flags=re.S):
        data[name] = html.unescape(text).replace("\n", "\r\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, flags=re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = chosen[1] if chosen else ""
    return data | changes


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


def url(name: str, review: CaseReview, *more: str) -> str:
    return reverse(name, args=[review.pk, *more])


def test_my_cases_lists_mine_with_how_far_they_are(world: World, sign_in):
    world.submitted("C1")
    review = world.review("C2", gender="male")
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "yes")], by=world.inspector, at=NOW)
    world.review("C3", reader=world.lead)
    text = page(sign_in(world.inspector).get(reverse("my_cases", args=[world.inspection.name])))
    assert "1 of your 2 cases still to submit" in text
    assert "C1 Submitted" in text
    assert f"2 of {review.required} given" in text
    assert "C3" not in text


def test_my_cases_says_when_there_are_none(world: World, sign_in):
    text = page(sign_in(world.inspector).get(reverse("my_cases", args=[world.inspection.name])))
    assert "No cases yet" in text
    assert "The lead inspector shares the cases out." in text


def test_review_page_lists_what_is_asked(review: CaseReview, world: World, sign_in):
    text = page(sign_in(world.inspector).get(url("review", review)))
    assert "Facts and classifications" in text
    assert "2.1 Assessment 0 of 21" in text
    assert "Next: Facts and classifications" in text


def test_standard_page_saves_and_goes_on(review: CaseReview, world: World, sign_in):
    browser = sign_in(world.inspector)
    form = browser.get(url("review_standard", review, "2.1"))
    data = posted(form, **{"v-2.1.1.a": "no", "n-2.1.1.a": "Thin.\r\nVery.", "v-2.1.1": "no", "n-2.1.1": "Thin."})
    response = browser.post(url("review_standard", review, "2.1"), data | {"continue": "1"})
    assert response.status_code == 302
    assert response["Location"] == url("review_standard", review, "2.2")
    assert Answer.objects.values_list("value", "note").get() == ("no", "Thin.\nVery.")
    assert Judgement.objects.values_list("value", "reason").get() == ("no", "Thin.")
    again = posted(browser.get(url("review_standard", review, "2.1")))
    assert (again["v-2.1.1.a"], again["n-2.1.1.a"], again["s-2.1.1.a"]) == ("no", "Thin.\r\nVery.", "1")
    browser.post(url("review_standard", review, "2.1"), again)
    assert Answer.objects.get().version == 1, "an unchanged page changes nothing"


@pytest.mark.parametrize(
    ("kept", "stands"), [("mine", ("yes", "Mine.", 2)), ("theirs", ("no", "Read by the lead.", 1))]
)
def test_standard_page_shows_both_answers_when_two_people_answer(
    review: CaseReview, world: World, sign_in, kept: str, stands: tuple[str, str, int]
):
    browser = sign_in(world.inspector)
    seen = posted(browser.get(url("review_standard", review, "2.1")))
    changes_apply(
        review_id=review.pk,
        changes=[Change("2.1.1.a", 0, "no", "Read by the lead."), Change("2.1.1.b", 0, "no")],
        by=world.lead,
        at=NOW,
    )
    response = browser.post(
        url("review_standard", review, "2.1"), seen | {"v-2.1.1.a": "yes", "n-2.1.1.a": "Mine.", "v-2.1.3.a": "yes"}
    )
    text = page(response)
    assert "Error: " in text
    assert "Two answers to the same question" in text
    assert f"Saved by {world.lead.name}" in text
    assert "Read by the lead." in text
    assert "Mine." in text
    assert text.count("changed this after you opened the page") == 2, "summary and field, for one answer only"
    stored = {
        f"{a.prompt.key_question.number}{a.prompt.letter}": a.value
        for a in Answer.objects.select_related("prompt__key_question")
    }
    assert stored == {"1a": "no", "1b": "no", "3a": "yes"}, "the rest of the page is saved"
    undecided = posted(response)
    assert (undecided["v-2.1.1.a"], undecided["s-2.1.1.a"], undecided["c-2.1.1.a"]) == ("yes", "0", "1")
    again = page(browser.post(url("review_standard", review, "2.1"), undecided))
    assert "Choose which answer stands, then save." in again, "saving alone is no decision"
    decided = undecided | {"keep-2.1.1.a": kept}
    assert browser.post(url("review_standard", review, "2.1"), decided).status_code == 302
    answer = Answer.objects.get(prompt__letter="a", prompt__key_question__number=1)
    assert (answer.value, answer.note, answer.version) == stands


def test_standard_page_keeps_what_cannot_be_saved_in_its_field(review: CaseReview, world: World, sign_in):
    browser = sign_in(world.inspector)
    data = posted(browser.get(url("review_standard", review, "2.1")))
    long = "y" * 1_000_000
    response = browser.post(
        url("review_standard", review, "2.1"),
        data | {"n-2.1.1.a": long, "v-2.1.1.b": "perhaps", "v-2.1.1.c": "yes", "s-9.9.9": "0", "v-9.9.9": "yes"},
    )
    text = page(response)
    assert "This can hold 20,000 characters; you have 1,000,000. Shorten it." in text
    assert "“perhaps” is not one of the answers offered." in text
    assert "“9.9.9” is not asked of this case." in text
    assert long in response.content.decode()
    assert 'href="#id_n-2.1.1.a"' in response.content.decode()
    assert list(Answer.objects.values_list("prompt__letter", "value")) == [("c", "yes")]


def test_standard_page_of_a_submitted_review_shows_what_was_typed(world: World, sign_in):
    review = world.review()
    browser = sign_in(world.inspector)
    data = posted(browser.get(url("review_standard", review, "2.1")), **{"n-2.1.1": "Typed too late."})
    fill(review, by=world.inspector)
    browser.post(url("review_submit", review))
    text = page(browser.post(url("review_standard", review, "2.1"), data))
    assert "C1 was submitted meanwhile" in text
    assert "It is kept aside under your name, where the reader and the lead inspector see it." in text
    assert "Typed too late." in text
    assert not Judgement.objects.filter(reason="Typed too late.").exists()


def test_questions_follow_the_facts(world_2018: World, sign_in):
    review = world_2018.review()
    browser = sign_in(world_2018.inspector)
    text = page(browser.get(url("review_standard", review, "2.2")))
    assert "Waiting: it depends on “Are there factors related to keeping the child safe?”, which is not given" in text
    facts = posted(browser.get(url("review_facts", review)), **{"v-fact.has_safety_factors": "no"})
    told = page(browser.post(url("review_facts", review), facts, follow=True))
    assert "Saved at" in told
    text = page(browser.get(url("review_standard", review, "2.2")))
    assert "Not asked: only where there are factors related to keeping the child safe." in text
    facts = posted(browser.get(url("review_facts", review)), **{"v-fact.has_safety_factors": "yes"})
    told = page(browser.post(url("review_facts", review), facts, follow=True))
    assert "Key questions 2.2.2 and 2.3.2 are now asked of this case." in told


def test_submit_lists_links_to_what_is_missing(review: CaseReview, world: World, sign_in):
    fill(review, by=world.inspector)
    changes_apply(review_id=review.pk, changes=[Change("2.1.1", 1, None, "")], by=world.inspector, at=NOW)
    browser = sign_in(world.inspector)
    response = browser.post(url("review_submit", review))
    assert "Not submitted: one thing is still missing" in page(response)
    assert f'href="{url("review_standard", review, "2.1")}#id_n-2.1.1"' in response.content.decode()
    changes_apply(review_id=review.pk, changes=[Change("2.1.1", 2, None, "Sound.")], by=world.inspector, at=NOW)
    told = browser.post(url("review_submit", review), follow=True)
    assert "You submitted C1. It now counts in the inspection’s figures." in page(told)


def test_reopen_page_asks_for_a_reason(world: World, sign_in):
    review = world.submitted()
    browser = sign_in(world.lead)
    assert "Say why the review is reopened" in page(browser.post(url("review_reopen", review), {"reason": " "}))
    told = page(browser.post(url("review_reopen", review), {"reason": "A plan was found."}, follow=True))
    assert "C1 is open again." in told
    assert "A plan was found." in page(sign_in(world.inspector).get(url("review", review)))


def test_opening_a_case_is_on_record(review: CaseReview, world: World, sign_in):
    sign_in(world.lead).get(url("review_whole", review))
    sign_in(world.inspector).get(url("review_standard", review, "2.1"))
    seen = CaseOpening.objects.order_by("pk").values_list("case", "person", "page")
    assert list(seen) == [
        (review.case_id, world.lead.pk, "whole case"),
        (review.case_id, world.inspector.pk, "standard 2.1"),
    ]


def test_somebody_who_only_reads_sees_no_form(world: World, sign_in):
    review = world.submitted()
    text = page(sign_in(world.panel).get(url("review_standard", review, "2.1")))
    assert "Judgement: Yes" in text
    assert "Save and continue" not in text


@pytest.mark.parametrize("path", ["/reviews/999999/", "/reviews/999999/standards/2.1/"])
def test_a_review_that_is_not_there_is_a_page_that_says_so(world: World, sign_in, path: str):
    assert sign_in(world.inspector).get(path).status_code == 404
    assert sign_in(world.inspector).post("/reviews/999999/submit/").status_code == 404
    assert sign_in(world.inspector).post("/reviews/999999/facts/").status_code == 404


def test_a_standard_of_another_domain_is_not_found(review: CaseReview, world: World, sign_in):
    assert sign_in(world.inspector).get(url("review_standard", review, "3.1")).status_code == 404
    assert sign_in(world.inspector).get(url("review_standard", review, "1.1")).status_code == 404


@pytest.mark.parametrize(
    ("name", "more"), [("review_standard", ["2.1"]), ("review_whole", []), ("review", []), ("review_interview", [])]
)
def test_pages_take_as_many_queries_however_many_cases(
    world: World, sign_in, name: str, more: list[str], django_assert_num_queries
):
    # The overview also looks for what was kept aside and for alerts, a standard's page for rulings.
    queries = {"review": 8, "review_standard": 7}.get(name, 6)
    review = world.submitted()
    browser = sign_in(world.inspector)
    browser.get(url(name, review, *more))
    with django_assert_num_queries(queries):
        browser.get(url(name, review, *more))
    for n in range(2, 6):
        world.review(f"C{n}")
    with django_assert_num_queries(queries):
        browser.get(url(name, review, *more))


@pytest.mark.parametrize("number", ["9" * 3000, "%00", "2.1%00", "..%2f", "é"])
def test_a_number_that_is_no_standard_is_not_found_and_leaves_no_trace(
    review: CaseReview, world: World, sign_in, number
):
    assert sign_in(world.inspector).get(f"/reviews/{review.pk}/standards/{number}/").status_code == 404
    assert not CaseOpening.objects.exists()


def test_the_address_of_a_refused_submission_leads_back_to_the_review(review: CaseReview, world: World, sign_in):
    response = sign_in(world.inspector).get(url("review_submit", review))
    assert (response.status_code, response["Location"]) == (302, url("review", review))


def test_a_case_that_fell_out_has_nothing_to_submit(review: CaseReview, world: World, sign_in):
    sample_membership_set(case_id=review.case_id, in_sample=False, because="File missing", by=world.lead, at=NOW)
    browser = sign_in(world.inspector)
    text = page(browser.get(url("review", review)))
    assert "File missing. Nothing more is to be done" in text
    assert "Submit this review" not in text
    assert "there is nothing to submit" in page(browser.post(url("review_submit", review), follow=True))


def test_a_yes_to_imminent_harm_says_whom_to_tell(review: CaseReview, world: World, sign_in):
    browser = sign_in(world.inspector)
    facts = posted(browser.get(url("review_facts", review)), **{"v-fact.imminent_harm_child": "yes"})
    told = page(browser.post(url("review_facts", review), facts, follow=True))
    assert "You answered yes to “Is the child at imminent risk of harm?” Tell the lead inspector at once" in told
    facts = posted(browser.get(url("review_facts", review)))
    assert "Tell the lead inspector" not in page(browser.post(url("review_facts", review), facts, follow=True))


def test_what_was_typed_at_a_question_no_longer_asked_is_shown_and_can_be_kept(world_2018: World, sign_in):
    review = world_2018.review()
    reader, lead = world_2018.inspector, world_2018.lead
    apply(review, [Change("fact.has_safety_factors", 0, "yes"), Change("2.2.2", 0, "no", "First.")], by=reader)
    browser = sign_in(reader)
    seen = posted(browser.get(url("review_standard", review, "2.2")), **{"n-2.2.2": "Mine, typed on the train."})
    apply(review, [Change("2.2.2", 1, "no", "The lead's."), Change("fact.has_safety_factors", 1, "no")], by=lead)
    response = browser.post(url("review_standard", review, "2.2"), seen)
    assert "Mine, typed on the train." in page(response)
    kept = posted(response, **{"keep-2.2.2": "mine"})
    assert browser.post(url("review_standard", review, "2.2"), kept).status_code == 302
    assert Judgement.objects.values_list("reason", "counts").get() == ("Mine, typed on the train.", False)


def test_a_post_without_any_field_of_the_page_is_not_called_saved(review: CaseReview, world: World, sign_in):
    response = sign_in(world.inspector).post(url("review_standard", review, "2.1"), {"stay": "1"})
    assert response.status_code == 400
    assert "Nothing was saved." in response.content.decode()


def test_a_field_that_is_left_out_empties_nothing(review: CaseReview, world: World, sign_in):
    apply(review, [Change("2.1.1", 0, "no", "Thin.")], by=world.inspector)
    sign_in(world.inspector).post(url("review_standard", review, "2.1"), {"s-2.1.1": "1"})
    assert Judgement.objects.values_list("value", "reason", "version").get() == ("no", "Thin.", 1)


def told_of(response) -> str:
    """The words of a page that refuses."""
    assert response.status_code == 403
    response.status_code = 200
    return page(response)


@pytest.fixture
def second(world: World) -> Person:
    person = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    return person


def test_what_was_typed_in_a_case_given_to_somebody_else_is_shown_as_kept_aside(
    review: CaseReview, world: World, second: Person, sign_in
):
    apply(review, [Change("2.1.1.b", 0, "yes", "Saved before.")], by=world.inspector)
    browser = sign_in(world.inspector)
    typed = {"v-2.1.1": "no", "n-2.1.1": "Typed on\r\nthe train.", "v-2.1.1.a": "not_relevant"}
    data = posted(browser.get(url("review_standard", review, "2.1")), **typed)
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    response = browser.post(url("review_standard", review, "2.1"), data)
    assert "Typed on<br>the train." in response.content.decode()
    text = page(response)
    assert "C1 was given to Zoe Second" in text
    assert "It is kept aside under your name" in text
    assert "Your judgement: No" in text and "Answer: Not relevant" in text
    assert "Saved before." not in text, "only what is not saved"
    assert not Judgement.objects.exists()


def test_what_was_typed_by_somebody_no_longer_on_the_team_is_shown_without_naming_who_reads_it(
    review: CaseReview, world: World, second: Person, sign_in
):
    browser = sign_in(world.inspector)
    data = posted(browser.get(url("review_facts", review)), **{"v-fact.area": "North of the river"})
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    team_member_remove(by=world.administrator, member=world.inspection.team.get(person=world.inspector))
    text = page(browser.post(url("review_facts", review), data))
    assert "You no longer read cases of this inspection" in text
    assert "North of the river" in text
    assert "Zoe" not in text and "C1" not in text


def test_a_case_given_to_somebody_else_says_so_to_who_opens_or_submits_it(
    review: CaseReview, world: World, second: Person, sign_in
):
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    browser = sign_in(world.inspector)
    for response in (browser.get(url("review", review)), browser.post(url("review_submit", review))):
        assert "C1 was given to Zoe Second." in told_of(response)


def test_somebody_who_never_read_the_case_is_told_nothing_of_it(review: CaseReview, second: Person, sign_in):
    data = {"s-2.1.1": "0", "v-2.1.1": "no", "n-2.1.1": "Mine."}
    text = told_of(sign_in(second).post(url("review_standard", review, "2.1"), data))
    assert "You cannot do this" in text
    assert "Nothing was saved. What you typed is still there one page back" in text
    assert "C1" not in text and "Mine." not in text


def test_a_save_in_a_case_that_fell_out_meanwhile_says_that_it_does_not_count(
    review: CaseReview, world: World, sign_in
):
    browser = sign_in(world.inspector)
    data = posted(browser.get(url("review_standard", review, "2.1")), **{"v-2.1.1": "no", "n-2.1.1": "Thin."})
    sample_membership_set(case_id=review.case_id, in_sample=False, because="File missing", by=world.lead, at=NOW)
    told = page(browser.post(url("review_standard", review, "2.1"), data | {"continue": "1"}, follow=True))
    assert "C1 fell out of the sample (File missing). What you answer is kept, and does not count." in told
    assert Judgement.objects.values_list("reason", "counts").get() == ("Thin.", False)


def test_what_somebody_else_wrote_at_a_question_left_alone_is_no_conflict(review: CaseReview, world: World, sign_in):
    browser = sign_in(world.inspector)
    seen = posted(browser.get(url("review_standard", review, "2.1")), **{"v-2.1.1.a": "yes"})
    apply(review, [Change("2.1.1.b", 0, "no", "Read by the lead."), Change("2.1.1", 0, None, "Thin.")], by=world.lead)
    assert browser.post(url("review_standard", review, "2.1"), seen).status_code == 302
    assert list(Answer.objects.order_by("prompt__letter").values_list("value", "note")) == [
        ("yes", ""),
        ("no", "Read by the lead."),
    ]


def test_words_in_a_conflict_stand_as_they_were_typed(review: CaseReview, world: World, sign_in):
    browser = sign_in(world.inspector)
    seen = posted(browser.get(url("review_facts", review)), **{"v-fact.area": "St Ann's_North"})
    apply(review, [Change("fact.area", 0, "Upper Don Valley")], by=world.lead)
    text = page(browser.post(url("review_facts", review), seen))
    assert "Mine: St Ann's_North" in text and "The one that is saved: Upper Don Valley" in text
