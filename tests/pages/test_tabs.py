"""Several tabs and several people in one browser: nothing typed is lost, and nothing is sent as somebody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from casereviews.models import Answer, CaseReview, Device
from casereviews.rules import Change
from casereviews.services import device_clear
from tests.factories import NOW, World, apply
from tests.pages.along import LATE, taken_along
from tests.pages.lines import Line
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHANGES = "**/changes/"
SAVED = re.compile("^Saved")
LONGEST = 20_000


def standard(page: Page, line: Line, review: CaseReview) -> Page:
    page.goto(f"{line.url}/reviews/{review.pk}/standards/2.1/")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    return page


@pytest.fixture
def opened(page: Page, line: Line, review: CaseReview) -> Page:
    signed_in(page, review.reader, line.url)
    return standard(page, line, review)


def prompt(page: Page, at: int = 0):
    return page.locator(".plumb-prompt").nth(at)


def saved_line(page: Page, at: int = 0):
    return prompt(page, at).locator(".plumb-saved")


def note(page: Page, text: str, at: int = 0) -> None:
    """Types a note and leaves it, so that it is taken."""
    box = prompt(page, at).get_by_label("Note")
    if not box.is_visible():
        prompt(page, at).locator("summary").first.click()
    box.fill(text)
    box.blur()


def held(page: Page) -> Callable[[], None]:
    """What this page sends waits until the function that this gives is called."""
    waiting: list[Route] = []
    is_held = True

    def hold(route: Route) -> None:
        if is_held:
            waiting.append(route)
        else:
            route.continue_()

    def release() -> None:
        nonlocal is_held
        is_held = False
        for route in waiting:
            route.continue_()

    page.route(CHANGES, hold)
    return release


def saved_note(letter: str = "a") -> str:
    return Answer.objects.get(prompt__letter=letter, prompt__key_question__number=1).note


def test_text_made_longer_after_another_tab_sent_it_is_saved_whole(opened: Page, line: Line):
    release = held(opened)
    prompt(opened).get_by_label("No", exact=True).check()
    expect(saved_line(opened)).to_have_text("On this device")
    note(opened, "The plan", at=1)
    expect(saved_line(opened, 1)).to_have_text("On this device")
    other = opened.context.new_page()
    with other.expect_response(CHANGES):
        other.goto(f"{line.url}/")
    note(opened, "The plan names no date", at=1)
    release()
    expect(saved_line(opened, 1)).to_have_text(SAVED)
    assert saved_note("b") == "The plan names no date"


def test_nothing_is_sent_as_whoever_signed_in_since(opened: Page, line: Line, found: World, complaints):
    complaints.expect("401")
    signed_in(opened, found.lead, line.url)
    prompt(opened).get_by_label("No", exact=True).check()
    expect(opened.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    opened.get_by_role("button", name="Later").click()
    note(opened, "Mine", at=1)
    expect(opened.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    assert not Answer.objects.exists()
    signed_in(opened, found.inspector, line.url)
    standard(opened, line, CaseReview.objects.get())
    expect(saved_line(opened)).to_have_text(SAVED)
    expect(saved_line(opened, 1)).to_have_text(SAVED)
    assert {answer.by for answer in Answer.objects.all()} == {found.inspector}


def test_two_answers_under_way_that_both_conflict_ask_once_and_keep_the_last(
    opened: Page, line: Line, found: World, review: CaseReview
):
    release = held(opened)
    note(opened, "One")
    expect(saved_line(opened)).to_have_text("On this device")
    apply(review, [Change("2.1.1.a", 0, note="Theirs")], by=found.lead)
    note(opened, "One two")
    opened.wait_for_timeout(300)
    release()
    both = opened.get_by_role("group", name="Two answers to the same question")
    expect(both.get_by_text("One two", exact=True)).to_be_visible()
    expect(both).to_have_count(1)
    both.get_by_role("button", name="Keep mine").click()
    expect(saved_line(opened)).to_have_text(SAVED)
    assert saved_note() == "One two"
    standard(opened, line, review)
    expect(opened.locator(".plumb-savebar")).not_to_contain_text("not saved")


def test_what_was_refused_has_no_say_once_a_later_answer_is_saved(opened: Page, line: Line, review: CaseReview):
    line.cut()
    note(opened, "x" * (LONGEST + 1))
    expect(opened.locator(".plumb-savebar")).to_contain_text("No line")
    note(opened, "Short")
    line.mend()
    expect(saved_line(opened)).to_have_text(SAVED, timeout=LATE)
    standard(opened, line, review)
    opened.wait_for_timeout(300)
    expect(prompt(opened).get_by_label("Note")).to_have_value("Short")
    expect(opened.locator(".plumb-savebar")).not_to_contain_text("not saved")


def test_an_answer_overtaken_before_its_receipt_was_read_shows_what_stands(
    opened: Page, line: Line, found: World, review: CaseReview
):
    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    opened.route(CHANGES, lost)
    prompt(opened).get_by_label("No", exact=True).check()
    expect(opened.locator(".plumb-savebar")).to_contain_text("No line")
    apply(review, [Change("2.1.1.a", 1, "yes")], by=found.lead)
    opened.unroute(CHANGES)
    standard(opened, line, review)
    expect(prompt(opened).get_by_label("Yes", exact=True)).to_be_checked()
    expect(saved_line(opened)).to_contain_text("Yours was saved. lead of testley-2026 changed it")


def test_what_is_typed_while_another_tab_clears_the_device_is_kept_and_sent(
    page: Page, line: Line, found: World, review: CaseReview
):
    standard(taken_along(page, line, review), line, review).wait_for_load_state("networkidle")
    device_clear(device_id=Device.objects.get().pk, by=found.administrator, at=NOW)
    page.evaluate("localStorage.removeItem('plumb-contact')")
    other = page.context.new_page()
    other.goto(f"{line.url}/")
    expect(other.get_by_text("An administrator asked for this device to be cleared. Nothing of")).to_be_visible()
    line.cut()
    prompt(page).get_by_label("No", exact=True).check()
    expect(saved_line(page)).to_have_text("On this device")
    page.close()
    line.mend()
    with other.expect_response(CHANGES):
        other.goto(f"{line.url}/")
    assert Answer.objects.get().value == "no"


def test_an_answer_that_arrives_after_the_next_page_was_drawn_is_known_to_it(
    opened: Page, line: Line, review: CaseReview
):
    release = held(opened)
    prompt(opened).get_by_label("No", exact=True).check()
    expect(saved_line(opened)).to_have_text("On this device")

    def drawn_before(route: Route) -> None:
        page_without_it = route.fetch()
        release()
        opened.wait_for_timeout(1000)  # it arrives, and the page that sent it hears of that
        route.fulfill(response=page_without_it)

    opened.route("**/standards/2.1/", drawn_before)
    standard(opened, line, review)
    expect(prompt(opened).get_by_label("No", exact=True)).to_be_checked()
    prompt(opened).get_by_label("Yes", exact=True).check()
    expect(saved_line(opened)).to_have_text(SAVED)
    assert Answer.objects.get().value == "yes"


def test_an_answer_saved_while_its_case_comes_along_stands_there_too(page: Page, line: Line, review: CaseReview):
    standard(taken_along(page, line, review), line, review).wait_for_load_state("networkidle")
    page.evaluate("localStorage.removeItem('plumb-contact')")
    on_the_way: list[Route] = []
    page.route("**/sheet/", lambda route: on_the_way.append(route))  # noqa: PLW0108 - Playwright marks the function
    apply(review, [Change("2.1.1.b", 0, "yes")], by=review.reader)  # so the case has changed, and comes anew
    standard(page, line, review)
    page.wait_for_function("() => performance.now() > 1500")
    assert on_the_way
    old = on_the_way[0].fetch()
    prompt(page).get_by_label("No", exact=True).check()
    expect(saved_line(page)).to_have_text(SAVED)
    on_the_way[0].fulfill(response=old)
    page.wait_for_timeout(500)
    line.cut()
    page.goto(f"{line.url}/reviews/{review.pk}/standards/2.1/")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    expect(prompt(page).get_by_label("No", exact=True)).to_be_checked()


def test_a_text_typed_at_the_last_moment_before_the_page_is_left_is_saved(opened: Page, line: Line, review: CaseReview):
    box = prompt(opened).get_by_label("Note")
    prompt(opened).locator("summary").first.click()
    box.press_sequentially("To the last")
    opened.goto(f"{line.url}/kept-aside/")
    standard(opened, line, review)
    expect(prompt(opened).get_by_label("Note")).to_have_value("To the last")
    expect(saved_line(opened)).not_to_contain_text("device")
    assert saved_note() == "To the last"


def test_without_a_line_nobody_opens_the_cases_of_whoever_was_here_before(
    page: Page, line: Line, found: World, review: CaseReview
):
    taken_along(page, line, review)
    signed_in(page, found.lead, line.url)
    page.goto(f"{line.url}/")
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
    page.wait_for_timeout(500)
    line.cut()
    page.goto(f"{line.url}/reviews/{review.pk}/standards/2.1/")
    expect(page.get_by_text("No case of yours lies on this device")).to_be_visible()
    line.mend()
    signed_in(page, found.inspector, line.url)
    page.goto(f"{line.url}/device/")
    expect(page.get_by_role("dialog", name="Your cases on this device are locked")).to_be_visible()
