"""From a percentage to its cases, and the lens that follows while cases are read, in real browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from casereviews.models import CaseOpening
from casereviews.rules import Change
from tests import factories
from tests.factories import apply
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_lens_follows_fieldwork_and_a_percentage_leads_to_its_cases(open_page, live_server, axe) -> None:
    world = factories.world()
    world.submitted("C1")
    world.submitted("C2", answers={"2.1.1": "no"})
    page: Page = signed_in(open_page(), world.panel, live_server.url)
    page.goto(f"/inspections/{world.inspection.name}/ratings/2.1/")
    page.evaluate("window.sameDocument = true")
    lens = page.locator("#lens")
    expect(lens.get_by_text("Key question 1 decides: 50%, 1 of 2 cases, is the lowest.")).to_be_visible()
    expect(lens.get_by_role("row", name=re.compile("Up to Outstanding")).get_by_role("link", name="C2")).to_have_count(
        2
    )
    expect(page.get_by_text("Not known: no list of eligible cases was taken")).to_be_visible()
    axe(page)

    apply(world.review("C3"), [Change("2.1.1", 0, "no", "Nobody asked.")], by=world.inspector)
    so_far = lens.get_by_text("Key question 1 decides: 33%, 1 of 3 cases, is the lowest.")
    expect(so_far).to_be_visible(timeout=30_000)
    expect(page.locator("#lens-news")).to_have_text("The figures below changed.")
    assert page.evaluate("window.sameDocument") is True
    axe(page)

    page.get_by_role("link", name="33% so far: the cases behind it, key question 1").click()
    expect(page.get_by_text("emerging figure, no rating")).to_be_visible()
    expect(page.get_by_role("heading", name="No: 2 cases")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("C3")).get_by_text("Nobody asked.")).to_be_visible()
    axe(page)
    assert CaseOpening.objects.filter(person=world.panel, page="cases behind 2.1.1").count() == 3
    page.get_by_role("link", name="Submitted reviews").click()
    expect(page.get_by_role("heading", name="Not submitted yet: 1 case")).to_be_visible()
    page.get_by_role("link", name="C2").click()
    expect(page).to_have_url(re.compile(r"/standards/2\.1/#q-2\.1\.1$"))
