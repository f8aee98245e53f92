"""Beside the answers: marks to come back to, for the report, where found, the interview, the nudge, the warning."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casereviews.models import CaseReview, Judgement, Note
from casereviews.rules import Change
from casereviews.services.changes import sheet_of
from tests.factories import World, apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERSONAL = json.loads((Path(__file__).parents[1] / "casereviews" / "personal.json").read_text("utf-8"))
SAVED = re.compile(r"^Saved \d\d:\d\d")


def prompt(page: Page, number: int = 0):
    return page.locator(".plumb-prompt").nth(number)


def saved(page: Page) -> None:
    """Everything typed is with the server."""
    expect(page.locator(".plumb-savebar").get_by_role("status")).to_have_text(re.compile(r"^All saved"))


def test_a_mark_set_by_a_key_stands_in_the_list_and_leads_to_its_question(page: Page, opened, review: CaseReview, axe):
    opened(page, review)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("b")
    expect(prompt(page, 1).get_by_label("Come back to this")).to_be_checked()
    expect(prompt(page, 1).locator(".plumb-tick--mark .plumb-saved")).to_have_text(SAVED)
    assert Note.objects.values_list("target", "value").get() == ("note.mark.2.1.1.b", "come_back")
    axe(page)
    page.goto(f"/reviews/{review.pk}/")
    expect(page.get_by_role("heading", name="Come back to these")).to_be_visible()
    axe(page)
    page.locator(".plumb-marks").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/standards/2\.1/#id_v-2\.1\.1\.b$"))
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    prompt(page, 1).get_by_label("Yes", exact=True).focus()
    page.keyboard.press("b")
    expect(prompt(page, 1).get_by_label("Come back to this")).not_to_be_checked()
    saved(page)
    page.goto(f"/reviews/{review.pk}/")
    expect(page.get_by_role("heading", name="Come back to these")).to_have_count(0)


def test_for_the_report_and_where_in_the_file_save_themselves_and_are_there_again(
    page: Page, opened, review: CaseReview, axe
):
    opened(page, review)
    prompt(page).locator("summary").click()
    prompt(page).get_by_label("Where in the file").fill("Assessment, 3 May 2025")
    prompt(page).get_by_label("For the report").check()
    judgement = page.locator(".plumb-judgement").first
    judgement.get_by_label("For the report").check()
    saved(page)
    axe(page)
    page.reload()
    expect(prompt(page).get_by_label("Where in the file")).to_have_value("Assessment, 3 May 2025")
    expect(prompt(page).get_by_label("For the report")).to_be_checked()
    expect(page.locator(".plumb-judgement").first.get_by_label("For the report")).to_be_checked()
    assert Note.objects.count() == 3


def test_an_interview_note_stands_beside_each_prompt_that_it_bears_on(page: Page, opened, review: CaseReview, axe):
    opened(page, review, "interview/")
    page.get_by_label("Interview note").fill("The plan came late.")
    page.locator(".plumb-interview__links summary").first.click()
    boxes = page.get_by_role("group", name="Prompts that it bears on")
    boxes.locator("input:visible").nth(2).check()
    boxes.locator("input:visible").nth(0).check()
    first = page.get_by_role("group", name="Do you have the time that this child’s work asks for?")
    first.get_by_label("No", exact=True).check()
    saved(page)
    axe(page)
    kept = dict(Note.objects.values_list("target", "value"))
    assert kept == {"note.interview": "2.1.1.a 2.1.1.c", "note.workload_time": "no"}
    page.goto(f"/reviews/{review.pk}/standards/2.1/")
    expect(prompt(page, 0).locator(".plumb-beside")).to_contain_text("The plan came late.")
    expect(prompt(page, 1).locator(".plumb-beside")).to_be_empty()
    expect(prompt(page, 2).locator(".plumb-beside")).to_contain_text("From the interview")
    axe(page)
    page.goto(f"/reviews/{review.pk}/interview/")
    expect(page.get_by_label("Interview note")).to_have_value("The plan came late.")
    expect(page.locator('[name="v-note.interview"]:checked')).to_have_count(2)


def test_the_nudge_comes_with_the_pattern_and_goes_with_it(page: Page, opened, review: CaseReview, found: World, axe):
    prompts = [p.address for p in sheet_of(review).outline.questions["2.1.1"].prompts]
    apply(review, [Change(address, 0, "no") for address in prompts], by=found.inspector)
    opened(page, review)
    judgement = page.locator(".plumb-judgement").first
    nudge = judgement.locator(".plumb-nudge")
    expect(nudge).to_be_hidden()
    judgement.get_by_label("Yes", exact=True).check()
    expect(nudge).to_contain_text(f"The judgement is yes, while all {len(prompts)} relevant prompts are no.")
    axe(page)
    judgement.get_by_label("No", exact=True).check()
    expect(nudge).to_be_hidden()
    judgement.get_by_label("Yes", exact=True).check()
    expect(nudge).to_be_visible()
    nudge.get_by_label("Why the judgement").fill("The gaps are small.")
    expect(nudge.locator(".plumb-saved")).to_have_text(SAVED)
    judgement.get_by_label("No", exact=True).check()
    expect(nudge.locator(".plumb-nudge__words")).to_be_hidden()
    expect(nudge.get_by_label("Why the judgement")).to_have_value("The gaps are small.")
    saved(page)
    assert Judgement.objects.get().value == "no"
    page.reload()
    expect(page.locator(".plumb-nudge").first).to_be_visible()


def test_a_note_that_could_tell_who_somebody_is_warns_beside_the_field_and_is_saved(
    page: Page, opened, review: CaseReview, axe
):
    opened(page, review)
    prompt(page).locator("summary").click()
    note = prompt(page).get_by_label("Note:")
    note.fill("DOB 12/03/2009, lives at DN1 3HU")
    warning = prompt(page).locator(".plumb-personal")
    expect(warning).to_contain_text("This looks as if it holds a date of birth and a postcode. Take them out")
    saved(page)
    axe(page)
    page.reload()
    expect(warning).to_be_visible()
    note.fill("Sentenced on 18 March 2024")
    expect(warning).to_be_hidden()


def test_the_browser_finds_what_the_server_finds(page: Page, opened, review: CaseReview):
    opened(page, review)
    asked = """async (texts) => {
      const script = document.querySelector('script[src*="review/main"]').src;
      const { personalIn } = await import(script.replace(/main[^/]*$/, "privacy.js"));
      return texts.map((text) => personalIn(text));
    }"""
    told = page.evaluate(asked, [example["text"] for example in PERSONAL])
    assert told == [example["holds"] for example in PERSONAL]


def test_notes_of_a_case_fit_on_a_phone(phone: Page, opened, review: CaseReview, axe):
    for at in ("standards/2.1/", "interview/"):
        opened(phone, review, at)
        for summary in phone.locator("summary").all():
            summary.click()
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, at
        axe(phone)


def test_two_people_tick_and_untick_the_same_and_choose(page: Page, opened, review: CaseReview, found: World):
    apply(review, [Change("note.spoken_to", 0, None, "The lead’s.")], by=found.lead)
    opened(page, review, "interview/")
    apply(review, [Change("note.spoken_to", 1, None, "The lead’s, later.")], by=found.lead)
    page.get_by_label("Others who were spoken to").fill("Mine.")
    both = page.get_by_role("group", name="Two answers to the same question")
    expect(both).to_contain_text("The lead’s, later.")
    both.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert Note.objects.get().note == "Mine."
