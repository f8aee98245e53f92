"""The panel's meeting in a browser: from the pack to closed, with a late change that bars publication."""

import pytest
from playwright.sync_api import Page, expect

from casereviews.models import CaseOpening
from inspections.models import Inspection
from inspections.rules import Phase
from ratings.models import Decision
from tests.factories import World, world
from tests.pages.people import signed_in
from tests.ratings.panel_material import decide_the_rest
from tests.ratings.test_meetings import change_late, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inspected() -> World:
    """2.1 has 2/2, 1/2, 1/2: open to discretion. The panel has two members and has not met."""
    found = world()
    found.submitted("C1", answers={"2.1.2": "no"})
    found.submitted("C2", answers={"2.1.3": "no"})
    found.other = member(found, "The other member")
    return found


def open_meeting(page: Page, found: World) -> None:
    page.get_by_role("link", name="Open a").click()
    page.get_by_role("group", name="Which members are there?").get_by_label(found.panel.name, exact=True).check()
    page.get_by_role("group", name="Which members are there?").get_by_label(found.other.name, exact=True).check()
    page.get_by_role("group", name="Who is in the chair?").get_by_label(found.panel.name, exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The panel’s meeting is open.")).to_be_visible()


def decide_with_discretion(page: Page, found: World, rating: str) -> None:
    page.get_by_role("link", name="Decide 2.1").click()
    page.get_by_role("group", name="What does the panel rate 2.1?").get_by_label(rating, exact=True).check()
    page.get_by_label("Cases read again").check()
    page.get_by_label("Reason in words").fill("Both cases were read again.")
    page.get_by_role("group", name="Who is for it?").get_by_label(found.panel.name, exact=True).check()
    page.get_by_role("group", name="Who is for it?").get_by_label(found.other.name, exact=True).check()
    page.get_by_role("button", name="Save the decision").click()
    tick = page.get_by_label("The panel means this")
    if tick.count():
        tick.check()
        page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text(f"Saved. 2.1 Assessment: {rating}.")).to_be_visible()


def close_meeting(page: Page, other: Page, home: str) -> None:
    other.goto(home)
    other.get_by_role("button", name="I am for").click()
    expect(other.get_by_text("that named you.")).to_be_visible()
    page.goto(home)
    page.get_by_role("link", name="Close the meeting").click()
    page.get_by_role("button", name="Close the meeting").click()
    expect(page.get_by_text("The panel has closed.")).to_be_visible()


def test_the_panels_meeting_from_pack_to_closed_and_reopened_by_a_late_change(
    open_page, live_server, axe, inspected: World
) -> None:
    home = f"{live_server.url}/inspections/{inspected.inspection.name}/panel/"
    page = signed_in(open_page(), inspected.panel, live_server.url)
    other = signed_in(open_page(), inspected.other, live_server.url)
    lead = signed_in(open_page(), inspected.lead, live_server.url)
    page.goto(home)
    page.get_by_role("link", name="The pack").click()
    expect(page.get_by_role("heading", name="2.1 Assessment")).to_be_visible()
    expect(page.get_by_text("Because it is no here.").first).to_be_visible()
    assert CaseOpening.objects.filter(page="pack of the panel", person=inspected.panel).count() == 2
    page.goto(home)
    open_meeting(page, inspected)
    page.get_by_role("link", name="2.1 Assessment").click()
    page.get_by_label("Notes of the discussion").fill("The lead presented the two cases.")
    page.get_by_role("button", name="Save the notes").click()
    expect(page.get_by_text("Saved: the notes on 2.1.")).to_be_visible()
    page.goto(home)
    decide_with_discretion(page, inspected, "Good")
    page.get_by_text("Drafted for the report: 2.1").first.click()
    expect(page.get_by_text("the ratings panel raised the rating to Good").first).to_be_visible()
    for at in (
        "panel/",
        "panel/pack/",
        "panel/standards/2.1/",
        "panel/attendance/",
        "ratings/2.1/",
        "ratings/history/",
    ):
        page.goto(home.replace("panel/", at))
        axe(page)
    decide_the_rest(inspected)
    close_meeting(page, other, home)

    change_late(inspected, "no", reference="C2", question="2.1.2")
    lead.goto(home.replace("/panel/", "/phases/"))
    expect(lead.get_by_text("It cannot be published yet")).to_be_visible()
    lead.goto(home.replace("/panel/", "/phases/published/move/"))
    lead.get_by_role("button", name="Move on to published").click()
    expect(lead.get_by_text("It cannot be published yet. 2.1 Assessment: a change").first).to_be_visible()
    assert Inspection.objects.get().phase != Phase.PUBLISHED
    lead.goto(home)
    lead.get_by_role("link", name="Look at the change").click()
    expect(lead.get_by_text("Key question 2: 1 of 2 (50%) then, 0 of 2 (0%) now.")).to_be_visible()
    lead.get_by_role("button", name="Confirm and reopen it").click()
    expect(lead.get_by_text("Confirmed. 2.1 waits for the panel.")).to_be_visible()

    page.goto(home)
    open_meeting(page, inspected)
    decide_with_discretion(page, inspected, "Requires improvement")
    decide_the_rest(inspected)
    close_meeting(page, other, home)
    lead.goto(home.replace("/panel/", "/phases/published/move/"))
    lead.get_by_role("button", name="Move on to published").click()
    expect(lead.get_by_text("is now in: published")).to_be_visible()
    assert list(Decision.objects.filter(standard__number="2.1").values_list("rating", "current").order_by("pk")) == [
        ("good", False), ("requires_improvement", True),
    ]  # fmt: skip


def test_what_if_follows_at_once_and_without_javascript(open_page, live_server, axe, inspected: World) -> None:
    page = signed_in(open_page(), inspected.panel, live_server.url)
    page.goto(f"{live_server.url}/inspections/{inspected.inspection.name}/what-if/?standard=2.1")
    page.get_by_role("button", name="Choose cases of key question 2").click()
    axe(page)
    page.evaluate("window.sameDocument = true")
    page.get_by_label("C1 is no: make it yes").check()
    row = page.get_by_role("row", name="2.1 Assessment")
    expect(row).to_contain_text("100%, 100%, 50%")
    assert page.evaluate("window.sameDocument") is True
    page.get_by_role("button", name="One more yes on key question 3").click()
    expect(row).to_contain_text("100%, 100%, 100%")
    expect(row).to_contain_text("Other than now")
    plain = signed_in(open_page(java_script_enabled=False), inspected.lead, live_server.url)
    plain.goto(page.url)
    expect(plain.get_by_role("row", name="2.1 Assessment")).to_contain_text("100%, 100%, 100%")
    plain.get_by_label("C1 is no: make it yes").uncheck()
    plain.get_by_role("button", name="Show what follows").click()
    expect(plain.get_by_role("row", name="2.1 Assessment")).to_contain_text("100%, 50%, 100%")
