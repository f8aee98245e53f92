"""The page of components and the sign-in pages in a real browser, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMPONENTS = "/demo/components/"


def test_components_are_accessible(page: Page, axe):
    page.goto(COMPONENTS)
    axe(page)


def test_components_are_accessible_on_a_phone_and_nothing_sticks_out(phone: Page, axe):
    phone.goto(COMPONENTS)
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == phone.viewport_size["width"]


@pytest.mark.parametrize("address", ["/sign-in/", "/password/forgotten/", "/password/forgotten/sent/"])
def test_pages_before_sign_in_are_accessible(page: Page, phone: Page, axe, address):
    for one in (page, phone):
        one.goto(address)
        axe(one)


def test_a_page_that_is_not_there_says_what_to_do(page: Page, complaints, axe):
    complaints.expect("404")
    page.goto("/no/such/page/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    axe(page)


def test_an_error_is_told_first_and_leads_to_its_field(page: Page, axe):
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – Plumbline")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Enter your password").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()


def test_an_error_at_a_question_leads_to_its_first_answer(page: Page):
    page.goto(COMPONENTS)
    page.get_by_role("link", name="Answer question 3").click()
    third = page.get_by_role("group", name="Are the child’s strengths").nth(1)
    expect(third.get_by_label("Yes")).to_be_focused()


def test_what_hangs_on_a_choice_shows_when_it_is_chosen(page: Page):
    page.goto(COMPONENTS)
    group = page.get_by_role("group", name="Is a second reading planned?").first
    reader = group.get_by_label("Who reads it again?")
    expect(reader).to_be_hidden()
    group.get_by_label("Yes").check()
    expect(reader).to_be_visible()
    group.get_by_label("No").check()
    expect(reader).to_be_hidden()


def test_a_note_opens_by_keyboard_and_keeps_what_is_typed(page: Page):
    page.goto(COMPONENTS)
    note = page.get_by_label("Note on: Are the child’s strengths").first
    expect(note).to_be_hidden()
    page.locator(".plumb-prompt", has=note).first.locator("summary").press("Enter")
    note.fill("Football, and an aunt.")
    expect(note).to_have_value("Football, and an aunt.")


def test_rows_of_a_stacked_table_stay_rows_on_a_phone(phone: Page):
    phone.goto(COMPONENTS)
    row = "Does assessment sufficiently analyse how to keep the child safe?"
    expect(phone.get_by_role("rowheader", name=row)).to_be_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(phone: Page):
    phone.goto("/sign-in/")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to main content")).to_be_focused()
