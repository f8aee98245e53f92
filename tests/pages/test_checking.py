"""A finding mended by its button, one dismissed, an example cleared, a recommendation made: in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.pages.people import signed_in
from tests.reports.material import build_all
from tests.reports.test_checking import wrote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_typed_figure_becomes_a_live_one_by_one_button(open_page, live_server, axe) -> None:
    world = factories.world()
    world.submitted("C1", answers={"2.1.2": "no"})
    world.submitted("C2", answers={"2.1.3": "no"})
    wrote(world, "Assessment is rated as Good. Mr Ford was told.")
    build_all(world.inspection)
    name = world.inspection.name
    page = signed_in(open_page(viewport={"width": 390, "height": 844}), world.editor, live_server.url)
    page.goto(f"/inspections/{name}/report/")
    page.get_by_role("link", name="Check the report").click()
    rating = page.get_by_role("listitem").filter(has_text="Assessment is rated as Good.")
    expect(rating.get_by_text("2.1 Assessment is rated Requires improvement.")).to_be_visible()
    axe(page)
    rating.get_by_role("button", name="Insert “Requires improvement”, live").click()
    expect(page.get_by_text("Mended: “Requires improvement” stands there now.")).to_be_visible()
    expect(rating).to_have_count(0)
    named = page.get_by_role("listitem").filter(has_text="Mr Ford was told.")
    named.get_by_text(re.compile("^Not a slip here")).click()
    named.get_by_label("Why is it none?").fill("He chairs the board in public.")
    named.get_by_role("button", name="Tell it no more").click()
    expect(page.get_by_text("Nothing found")).to_be_visible()
    axe(page)
    page.get_by_text("No slips here (1)").click()
    page.get_by_role("button", name=re.compile("^Tell it again")).click()
    expect(named).to_be_visible()


def test_a_recommendation_and_an_example_are_made(open_page, live_server, axe) -> None:
    world = factories.world()
    name = world.inspection.name
    page = signed_in(open_page(), world.lead, live_server.url)
    page.goto(f"/inspections/{name}/recommendations/")
    page.get_by_role("button", name="Add a recommendation").click()
    page.get_by_label("What should be done?").fill("make sure that every plan is read.")
    page.get_by_label("Another body").check()
    page.get_by_label("Which other body?").fill("The Probation Service")
    page.get_by_text("D2 Court disposals").click()
    page.get_by_label("2.1 Assessment", exact=True).check()
    axe(page)
    page.get_by_role("button", name="Save the recommendation").click()
    expect(page.get_by_role("heading", name="The Probation Service should:")).to_be_visible()
    expect(page.get_by_text("Rests on 2.1 Assessment")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Withdraw recommendation 1").click()
    page.get_by_text("Withdrawn (1)").click()
    page.get_by_role("button", name=re.compile("^Bring it back")).click()
    expect(page.get_by_text("make sure that every plan is read.")).to_be_visible()

    page.goto(f"/inspections/{name}/examples/")
    page.get_by_role("button", name="Add an example").click()
    page.get_by_label("Which standard is it about?").select_option("2.1")
    page.get_by_label("Good practice").check()
    page.get_by_label("Heading").fill("Heard early")
    page.get_by_label("The example, as the report prints it").fill("Kit was heard before the plan.")
    page.get_by_label("Pseudonym").fill("Kit")
    axe(page)
    page.get_by_role("button", name="Save the example").click()
    expect(page.get_by_text("Waiting to be cleared")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=re.compile("^Clear it")).click()
    expect(page.get_by_text("Cleared by lead of")).to_be_visible()
