"""From the service's list to an inspector's case, in a real browser: plan, draw, replay, substitute, share out."""

import re

import pytest
from playwright.sync_api import Page, expect

from samples.models import SampleDraw
from tests import factories
from tests.pages.people import signed_in
from tests.samples.eligible_rows import rows_taken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_list_of_cases_to_a_reader_for_each(open_page, live_server, axe) -> None:
    world = factories.world()
    rows_taken(world, d4=3, aside=2)
    lead: Page = signed_in(open_page(), world.lead, live_server.url)
    lead.goto("/inspections/testley-2026/")
    lead.get_by_role("link", name="The sample", exact=True).click()
    axe(lead)

    lead.get_by_role("link", name="Plan").click()
    lead.get_by_label("D2 Court disposals: cases to draw").fill("8")
    lead.get_by_label("D3 Out-of-court disposals: cases to draw").fill("12")
    lead.get_by_role("button", name="Save the plan").click()
    lead.get_by_role("link", name="Say why the numbers are not those suggested.").click()
    lead.get_by_label("Why your numbers differ").fill("Two inspectors for a week.")
    lead.get_by_label("D4 Resettlement, on top").fill("1")
    lead.get_by_role("button", name="Save the plan").click()
    expect(lead.get_by_text("The plan is saved. Nothing is drawn yet.")).to_be_visible()
    axe(lead)

    lead.get_by_role("link", name="Go on to the draw").click()
    axe(lead)
    lead.get_by_role("button", name="Draw the sample").click()
    expect(lead.get_by_text("The sample is drawn: 21 cases.")).to_be_visible()
    lead.get_by_role("button", name="Replay the draw").click()
    expect(lead.get_by_text("Drawn again just now: the same 21 cases")).to_be_visible()
    axe(lead)

    lead.get_by_role("link", name="The sample", exact=True).click()
    lead.get_by_text("Cases in the sample: D2 Court disposals").click()
    out = SampleDraw.objects.get().result["domains"][0]["chosen"][0]
    lead.get_by_role("link", name=f"Falls out of the sample: case {out}").click()
    lead.get_by_label("The file is missing").check()
    axe(lead)
    lead.get_by_role("button", name="Sign it off").click()
    told = lead.get_by_text(re.compile(rf"Case {out} is out of the sample, and (D2-\d+) is in"))
    expect(told).to_be_visible()
    entered = re.search(r"and (D2-\d+) is in", told.inner_text())[1]
    axe(lead)

    lead.get_by_role("link", name="Readers").click()
    axe(lead)
    lead.get_by_role("button", name="Give the cases to these readers").click()
    expect(lead.get_by_text("Shared out: 21 cases have a reader.")).to_be_visible()

    inspector = signed_in(open_page(viewport={"width": 390, "height": 844}), world.inspector, live_server.url)
    inspector.goto("/inspections/testley-2026/my-cases/")
    inspector.get_by_role("link", name=entered).click()
    expect(inspector.get_by_role("heading", level=1)).to_contain_text(entered)
    inspector.goto("/inspections/testley-2026/my-cases/")
    expect(inspector.get_by_role("link", name=out)).to_have_count(0)
