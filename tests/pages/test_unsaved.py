"""What somebody typed and did not save yet: asked about before it goes, and kept when the session has ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from casereviews.models import Judgement
from devstack.browsers import chromium_find, flags
from inspections.models import Case
from tests.factories import PASSWORD, World, panel_meets
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asked before it was left; the answer is to stay."""
    told: list[str] = []

    def stay(dialog) -> None:
        told.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return told


def falls_out(page: Page, found: World, live_server) -> Page:
    case = found.case("A1")
    signed_in(page, found.lead, live_server.url).goto(f"/inspections/{found.inspection.name}/cases/{case.pk}/sample/")
    return page


def test_leaving_with_something_typed_asks_first(page: Page, found: World, live_server, asked: list[str]):
    falls_out(page, found, live_server)
    page.get_by_label("Why does this case fall out?").fill("The file is missing.")
    page.get_by_role("link", name="Leave it as it is").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Why does this case fall out?")).to_have_value("The file is missing.")


def test_leaving_a_decision_with_its_reason_typed_asks_first(page: Page, found: World, live_server, asked: list[str]):
    found.submitted("A1")
    panel_meets(found)
    signed_in(page, found.panel, live_server.url).goto(f"/inspections/{found.inspection.name}/ratings/2.1/")
    page.get_by_role("link", name="Leave it as it is").click()
    expect(page.get_by_role("heading", name="Ratings")).to_be_visible()
    page.go_back()
    page.get_by_label("Reason in words").fill("Read again, all of them.")
    page.get_by_role("link", name="Leave it as it is").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_leaving_with_nothing_typed_asks_nothing(page: Page, found: World, live_server, asked: list[str]):
    falls_out(page, found, live_server)
    page.get_by_label("Why does this case fall out?").click()
    page.get_by_role("link", name="Leave it as it is").click()
    expect(page.get_by_role("heading", name="Case A1", exact=True)).to_be_visible()
    assert asked == []


def test_saving_asks_nothing(page: Page, found: World, live_server, asked: list[str]):
    falls_out(page, found, live_server)
    page.get_by_label("Why does this case fall out?").fill("The file is missing.")
    page.get_by_role("button", name="Take the case out of the sample").click()
    expect(page.get_by_text("Case A1 is out of the sample.")).to_be_visible()
    assert asked == []


def test_a_form_with_nothing_chosen_yet_is_not_taken_for_changed(
    page: Page, found: World, live_server, asked: list[str]
):
    signed_in(page, found.lead, live_server.url).goto(f"/inspections/{found.inspection.name}/cases/new/")
    page.get_by_label("Reference").click()
    page.get_by_role("link", name="My work").first.click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
    assert asked == []


def case_added(page: Page, found: World, live_server) -> None:
    """A case typed and saved; the server sends its form empty again."""
    signed_in(page, found.lead, live_server.url).goto(f"/inspections/{found.inspection.name}/cases/new/")
    page.get_by_label("Reference").fill("A1")
    page.get_by_label("Disposal", exact=True).select_option("Referral order")
    page.get_by_label("Case manager").fill("Sam Green")
    page.get_by_role("button", name="Add the case").click()
    expect(page.get_by_text("Case A1 is in the sample.")).to_be_visible()


def test_going_back_to_what_was_saved_asks_nothing(page: Page, found: World, live_server, asked: list[str]):
    case_added(page, found, live_server)
    page.go_back()
    expect(page.get_by_label("Case manager")).to_have_value("Sam Green")
    page.get_by_role("link", name="My work").first.click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
    assert asked == []


def test_typing_after_going_back_to_what_was_saved_asks_again(page: Page, found: World, live_server, asked: list[str]):
    case_added(page, found, live_server)
    page.go_back()
    page.get_by_label("Case manager").fill("Sam Brown")
    page.get_by_role("link", name="My work").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Case manager")).to_have_value("Sam Brown")


def test_going_back_to_what_was_refused_asks(page: Page, found: World, live_server, asked: list[str], complaints):
    complaints.expect("403")
    falls_out(page, found, live_server)
    page.get_by_label("Why does this case fall out?").fill("The file is missing.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Take the case out of the sample").click()
    expect(page.get_by_role("heading", name="You were signed out, so this was not saved")).to_be_visible()
    signed_in(page, found.lead, live_server.url)
    page.go_back()
    expect(page.get_by_label("Why does this case fall out?")).to_have_value("The file is missing.")
    page.get_by_role("link", name="Leave it as it is").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


@pytest.fixture
def keeping_pages(browser: Browser, live_server) -> Iterator[Page]:
    """A browser that keeps a page that was left and shows it again after Back, as people's browsers do."""
    found, options = browser.browser_type, {"ignore_default_args": ["--disable-back-forward-cache"]}
    executable = chromium_find(Path(found.executable_path))
    own = found.launch(executable_path=executable, args=flags(), **options)
    yield own.new_context(base_url=live_server.url).new_page()
    own.close()


def test_going_back_to_what_was_saved_and_correcting_it_is_no_conflict(keeping_pages: Page, found: World, live_server):
    page, review = keeping_pages, found.review("A1")
    signed_in(page, found.inspector, live_server.url).goto(f"/reviews/{review.pk}/standards/2.1/")
    reason = page.get_by_label("Reason for your judgement").first
    reason.fill("The plan is thin.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="2.2 Planning")).to_be_visible()
    with page.expect_event("domcontentloaded"):  # shown again, and then afresh
        page.evaluate("history.back()")
    expect(reason).to_have_value("The plan is thin.")
    reason.fill("The plan is thin, and late.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="2.2 Planning")).to_be_visible()
    assert Judgement.objects.get().reason == "The plan is thin, and late."


def test_what_was_typed_is_saved_after_signing_in_again(page: Page, found: World, live_server, complaints, axe):
    complaints.expect("403")
    falls_out(page, found, live_server)
    page.get_by_label("Why does this case fall out?").fill("The file is missing.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Take the case out of the sample").click()
    expect(page.get_by_role("heading", name="You were signed out, so this was not saved")).to_be_visible()
    axe(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = opened.value
    other.get_by_label("E-mail address").fill(found.lead.email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", name="My work")).to_be_visible()
    with page.expect_response(lambda response: response.url == f"{live_server.url}/"):
        page.go_back()
    expect(page.get_by_label("Why does this case fall out?")).to_have_value("The file is missing.")
    page.wait_for_timeout(200)  # for the answer to be read
    page.get_by_role("button", name="Take the case out of the sample").click()
    expect(page.get_by_text("Case A1 is out of the sample.")).to_be_visible()
    assert Case.objects.get().fell_out_because == "The file is missing."


def test_a_phone_shows_the_way_back_to_the_parent_page(phone: Page, found: World, live_server):
    falls_out(phone, found, live_server)
    way = phone.get_by_role("navigation", name="Breadcrumb")
    for parent in ("My work", "Testley-2026, March 2026", "Case A1"):
        expect(way.get_by_role("link", name=parent)).to_be_visible()
    expect(way.get_by_text("Take this case out of the sample?")).to_be_hidden()


def test_a_phone_shows_a_case_in_few_lines(phone: Page, found: World, live_server):
    for number in range(3):
        found.review(f"A{number}")
    signed_in(phone, found.lead, live_server.url).goto(f"/inspections/{found.inspection.name}/")
    row = phone.get_by_role("row").filter(has=phone.get_by_role("rowheader", name="A1"))
    expect(row.get_by_text("Not started")).to_be_visible()
    expect(row.get_by_text("inspector of testley-2026")).to_be_visible()
    expect(row.get_by_text("Referral order")).to_be_hidden()
    assert row.bounding_box()["height"] < 100
