"""Every answer saves itself, and whatever happens to the line, the session or the browser, nothing typed is lost."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from casereviews.models import Answer, CaseReview, Judgement
from casereviews.rules import Change
from tests.factories import World, apply
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def first_prompt(page: Page):
    return page.locator(".plumb-prompt").first


def state_of(page: Page):
    return page.locator(".plumb-savebar").get_by_role("status")


def test_an_answer_saves_itself_and_says_so(page: Page, opened, review: CaseReview, axe):
    opened(page, review)
    first_prompt(page).get_by_label("No", exact=True).check()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    assert Answer.objects.get().value == "no"
    expect(state_of(page)).to_have_text(re.compile(r"^All saved \d\d:\d\d$"))
    axe(page)


def test_a_text_saves_while_it_is_typed(page: Page, opened, review: CaseReview):
    opened(page, review)
    judgement = page.locator(".plumb-judgement").first
    judgement.get_by_label("Reason for your judgement").press_sequentially("The plan names no date.")
    expect(judgement.locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    assert Judgement.objects.get().reason == "The plan names no date."


def test_without_a_line_answers_wait_on_the_device_and_go_by_themselves(
    page: Page, opened, review: CaseReview, complaints, axe
):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    opened(page, review)
    page.context.set_offline(True)
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text("On this device")
    expect(state_of(page)).to_contain_text("No line: 1 answer on this device")
    axe(page)
    assert not Answer.objects.exists()
    page.context.set_offline(False)
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    assert Answer.objects.get().value == "yes"


def test_a_page_left_without_a_line_sends_when_it_is_opened_again(page: Page, opened, review: CaseReview, complaints):
    complaints.expect("503")
    opened(page, review)
    page.route("**/changes/", lambda route: route.fulfill(status=503, body="busy"))
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(state_of(page)).to_contain_text("1 answer on this device")
    page.goto("/")
    page.unroute("**/changes/")
    page.goto(f"/reviews/{review.pk}/standards/2.1/")
    expect(first_prompt(page).get_by_label("Yes", exact=True)).to_be_checked()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    assert Answer.objects.get().version == 1


@pytest.mark.parametrize("status", [502, 503])
def test_a_server_that_stumbles_costs_a_moment(page: Page, opened, review: CaseReview, complaints, status: int):
    complaints.expect(str(status))
    opened(page, review)
    tries = []

    def stumble(route):
        tries.append(1)
        route.fulfill(status=status, body="down") if len(tries) == 1 else route.continue_()

    page.route("**/changes/", stumble)
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"), timeout=10_000)
    assert len(tries) == 2


def test_an_answer_that_was_saved_without_the_page_hearing_of_it_counts_once(
    page: Page, opened, review: CaseReview, complaints
):
    complaints.expect("ERR_")
    opened(page, review)
    lost = []

    def lose_the_answer(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/changes/", lose_the_answer)
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"), timeout=10_000)
    assert Answer.objects.get().version == 1


def test_an_ended_session_asks_for_the_password_over_the_page(page: Page, opened, review: CaseReview, complaints, axe):
    complaints.expect("401")
    complaints.expect("403")
    opened(page, review)
    page.context.clear_cookies()
    page.locator(".plumb-judgement").first.get_by_label("Reason for your judgement").fill("A long thought.")
    dialog = page.get_by_role("dialog", name="Your session has ended")
    page.locator("h1").click()
    expect(dialog).to_contain_text("1 answer is kept on this device")
    axe(page)
    dialog.get_by_label("Password").fill("not this one")
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password").fill("a-long-word-for-tests")
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".plumb-judgement").first.locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    assert Judgement.objects.get().reason == "A long thought."


def test_a_rotated_token_is_renewed_without_a_word(page: Page, opened, review: CaseReview, complaints):
    complaints.expect("403")
    opened(page, review)
    page.context.clear_cookies(name="csrftoken")
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))


def test_two_people_at_one_answer_choose_in_place_and_neither_is_lost(
    page: Page, opened, found: World, review: CaseReview, axe
):
    opened(page, review)
    apply(review, [Change("2.1.1.a", 0, "no", "Not in the plan.")], by=found.lead)
    first_prompt(page).get_by_label("Yes", exact=True).check()
    both = first_prompt(page).get_by_role("group", name="Two answers to the same question")
    expect(both).to_contain_text("Not in the plan.")
    axe(page)
    both.get_by_role("button", name="Keep mine").click()
    expect(first_prompt(page).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    answer = Answer.objects.get()
    assert (answer.value, answer.note, answer.version, answer.by) == ("yes", "Not in the plan.", 2, review.reader)


def test_two_tabs_never_overwrite_each_other(page: Page, opened, review: CaseReview):
    opened(page, review)
    other = page.context.new_page()
    other.goto(f"/reviews/{review.pk}/standards/2.1/")
    expect(other.get_by_role("button", name="Keys")).to_be_visible()
    first_prompt(page).get_by_label("Yes", exact=True).check()
    expect(first_prompt(other).locator(".plumb-saved")).to_contain_text("in another tab")
    expect(first_prompt(other).get_by_label("Yes", exact=True)).to_be_checked()
    first_prompt(other).get_by_label("No", exact=True).check()
    expect(first_prompt(other).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d(?! in)"))
    assert (Answer.objects.get().value, Answer.objects.get().version) == ("no", 2)


def test_a_standard_is_answered_by_keyboard_alone(page: Page, opened, review: CaseReview):
    opened(page, review)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.keyboard.press("y")
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.locator(".plumb-saved--saved")).to_have_count(3)
    assert list(Answer.objects.order_by("prompt__letter").values_list("value", flat=True)) == [
        "yes", "no", "not_relevant",
    ]  # fmt: skip


def test_on_a_phone_nothing_sticks_out(phone: Page, opened, review: CaseReview, axe):
    opened(phone, review)
    first_prompt(phone).get_by_label("No", exact=True).check()
    expect(first_prompt(phone).locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    assert phone.evaluate("document.documentElement.scrollWidth") == phone.viewport_size["width"]
    axe(phone)


def test_on_a_slow_line_answering_goes_on_at_full_speed(page: Page, opened, review: CaseReview):
    """400 milliseconds there and back, 100 kbit/s: a train. The page answers at once and catches up by itself."""
    opened(page, review)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    kilobits = 100 * 1024 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": kilobits, "uploadThroughput": kilobits},
    )
    prompts = page.locator(".plumb-prompt").count()
    page.keyboard.press("u")
    for _ in range(prompts + 5):  # a judgement asks for its reason, and goes on after it
        page.keyboard.press("y")
        if page.evaluate("document.activeElement instanceof HTMLTextAreaElement"):
            page.keyboard.type("Seen in the file.")
            page.keyboard.press("Escape")
            page.keyboard.press("u")
    expect(page.locator(".plumb-saved--saved, .plumb-saved--device")).not_to_have_count(0)
    expect(state_of(page)).to_have_text(re.compile(r"^All saved"), timeout=30_000)
    assert Answer.objects.filter(value="yes", version=1).count() == prompts


def test_without_javascript_the_page_is_an_ordinary_form(open_page, review: CaseReview, live_server):
    page = signed_in(open_page(java_script_enabled=False), review.reader, live_server.url)
    page.goto(f"/reviews/{review.pk}/standards/2.1/")
    page.locator(".plumb-prompt").first.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert Answer.objects.get().value == "yes"


def test_two_answers_at_once_by_the_same_hand_do_not_conflict(page: Page, opened, review: CaseReview):
    """The second is typed while the first is on its way: it follows the first by its id."""
    opened(page, review)
    page.route("**/changes/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    for label in ("Yes", "No", "Not relevant", "No"):
        first_prompt(page).get_by_label(label, exact=True).check()
    expect(state_of(page)).to_have_text(re.compile(r"^All saved"))
    assert Answer.objects.get().value == "no"


def test_a_whole_case_is_answered_by_keyboard_alone_in_under_four_minutes(
    page: Page, opened, review: CaseReview, record_property
):
    """57 prompts and 12 judgements of a 2021 court disposal; each answer is a key, each reason is typed."""
    opened(page, review)
    started = time.monotonic()
    for number in ("2.1", "2.2", "2.3", "2.4"):
        expect(page.get_by_role("heading", level=1, name=number)).to_be_visible()
        expect(page.get_by_role("button", name="Keys")).to_be_visible()
        page.keyboard.press("u")
        while not page.evaluate("document.activeElement.matches('button[name=continue]')"):
            page.keyboard.press("y")
            if page.evaluate("document.activeElement instanceof HTMLTextAreaElement"):
                page.keyboard.type("The file shows it in the plan and in every contact since.")
                page.keyboard.press("Escape")
                page.keyboard.press("u")
        page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1, name="Interview and examples")).to_be_visible()
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    page.keyboard.press("s")  # nothing of it is required
    expect(page.get_by_role("heading", level=1, name="C1")).to_be_visible()
    took = time.monotonic() - started
    record_property("printed result", f"a case of 57 prompts and 12 judgements in {took:.0f} s by keyboard")
    assert (Answer.objects.filter(value="yes").count(), Judgement.objects.exclude(reason="").count()) == (57, 12)
    assert took < 240


def test_earlier_answers_are_one_click_away(page: Page, opened, review: CaseReview, axe):
    apply(review, [Change("2.1.1.a", 0, "no", "Not in the plan.")], by=review.reader)
    apply(review, [Change("2.1.1.a", 1, "yes", "It is in the plan.")], by=review.reader)
    opened(page, review)
    first_prompt(page).get_by_role("link", name="Earlier answers to 2.1.1.a").click()
    expect(page.get_by_role("main")).to_contain_text("Not in the plan.")
    axe(page)


def test_a_yes_to_imminent_harm_is_told_at_once(page: Page, review: CaseReview, live_server, axe):
    signed_in(page, review.reader, live_server.url)
    page.goto(f"/reviews/{review.pk}/facts/")
    page.get_by_role("group", name="Is the child at imminent risk of harm?").get_by_label("Yes").check()
    expect(page.get_by_role("alert")).to_contain_text("Tell the lead inspector at once")
    axe(page)


def test_what_is_typed_before_the_scripts_run_is_saved_too(page: Page, review: CaseReview, live_server):
    signed_in(page, review.reader, live_server.url)
    page.route("**/js/review/page.js", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.goto(f"/reviews/{review.pk}/standards/2.1/", wait_until="commit")
    reason = page.locator(".plumb-judgement").first.get_by_label("Reason for your judgement")
    reason.fill("Typed at once.")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    expect(page.locator(".plumb-judgement").first.locator(".plumb-saved")).to_have_text(re.compile(r"^Saved"))
    expect(reason).to_have_value("Typed at once.")
    assert Judgement.objects.get().reason == "Typed at once."
