"""From a document that the service sends to a proposal that rests on evidence, in real browsers."""

import re

import pytest
from playwright.sync_api import expect

from inspections.rules import Role
from tests import factories
from tests.evidence.material import PDF
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_what_the_service_sends_to_a_proposal_that_rests_on_it(open_page, live_server, axe) -> None:
    world = factories.world()
    name = world.inspection.name
    contact = signed_in(open_page(), world.people[Role.SERVICE_CONTACT], live_server.url)
    contact.goto("/")
    contact.get_by_role("link", name="Evidence").click()
    contact.get_by_role("link", name="Send a document").click()
    axe(contact)
    contact.get_by_label("File").set_input_files({"name": "Plan.pdf", "mimeType": "text/html", "buffer": PDF})
    contact.get_by_label("Title").fill("Youth justice plan")
    contact.get_by_role("button", name="Send it to the inspection team").click()
    expect(contact.get_by_text("Youth justice plan is with the inspection team.")).to_be_visible()
    axe(contact)

    lead = signed_in(open_page(), world.lead, live_server.url)
    lead.goto(f"/inspections/{name}/judgements/1.1/")
    lead.get_by_label("Good").check()
    lead.get_by_label("Summary").fill("Sound throughout.")
    lead.get_by_role("button", name="Save the proposal").click()
    expect(lead.get_by_role("row", name=re.compile("^1.1")).get_by_text("No evidence")).to_be_visible()

    phone = signed_in(open_page(viewport={"width": 390, "height": 844}), world.inspector, live_server.url)
    phone.goto("/")
    phone.get_by_role("link", name="Evidence").click()
    phone.get_by_text("Add evidence", exact=True).click()
    phone.get_by_role("link", name="Meeting", exact=True).click()
    phone.get_by_label("Title").fill("The chair of the board")
    for part, value in (("Day", "10"), ("Month", "3"), ("Year", "2026")):
        phone.get_by_label(part, exact=True).fill(value)
    phone.get_by_label("The chair of the board", exact=True).check()
    phone.get_by_label(re.compile("^1.1.2 ")).check()
    axe(phone)
    phone.get_by_role("button", name="Save the meeting").click()
    expect(phone.get_by_text("The chair of the board is saved.")).to_be_visible()
    phone.goto(f"/inspections/{name}/evidence/new/survey/")
    phone.get_by_label("Title").fill("Survey of staff")
    phone.get_by_label("Staff", exact=True).check()
    phone.get_by_label("How many completed it").fill("16")
    phone.get_by_role("button", name="Save the survey").click()
    phone.get_by_role("link", name="Add a question").click()
    phone.get_by_label("Yes or no").check()
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("The question, as it was asked").fill("Is your workload manageable?")
    phone.get_by_label("Yes", exact=True).fill("10")
    phone.get_by_label("No", exact=True).fill("6")
    phone.get_by_role("button", name="Save the question").click()
    expect(phone.get_by_text("63%")).to_be_visible()
    axe(phone)

    lead.goto(f"/inspections/{name}/strengths/")
    lead.get_by_text("1.1 Governance and leadership").click()
    lead.get_by_role("link", name=re.compile("^Add a strength.*Governance and leadership")).click()
    lead.get_by_label("In words").fill("The board has a clear vision.")
    lead.get_by_label("The chair of the board").check()
    axe(lead)
    lead.get_by_role("button", name="Save the strength").click()
    expect(lead.get_by_text("Rests on The chair of the board")).to_be_visible()
    axe(lead)
    lead.goto(f"/inspections/{name}/judgements/1.1/")
    expect(lead.get_by_text("The board has a clear vision.")).to_be_visible()
    axe(lead)
    lead.goto(f"/inspections/{name}/judgements/")
    expect(lead.get_by_text("No evidence")).to_have_count(0)
