"""An administrator plans a year: services from a file, an inspection, phases, a team; the lead goes on from there."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from inspections.models import Inspection
from inspections.services import notices_mail
from tests.factories import PersonFactory, load_edition
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = "place,full_name,region,contact_name,contact_email\nWells,Wells YJS,{},Dora Penn,dora@wells.example\n"


def chosen(page: Page, text: str) -> None:
    page.get_by_label("CSV file").set_input_files(
        {"name": "services.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Check the file").click()


def dated(page: Page, group: str, day) -> None:
    fields = page.get_by_role("group", name=group)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        fields.get_by_label(label).fill(str(part))


def services_taken(page: Page, axe) -> None:
    page.goto("/services/")
    page.get_by_role("link", name="Import from CSV").click()
    chosen(page, FILE.format("Narnia"))
    expect(page.get_by_role("alert")).to_contain_text("1 cell of the file must be mended")
    axe(page)
    chosen(page, FILE.format("South West"))
    expect(page.get_by_role("row", name=re.compile("^Wells New"))).to_contain_text("Contact Dora Penn added")
    axe(page)
    page.get_by_role("button", name="Take all of this").click()
    expect(page.get_by_text("One service is saved.")).to_be_visible()


def inspection_planned(page: Page, monday) -> None:
    page.goto("/inspections/new/")
    page.get_by_label("Service").select_option("Wells")
    page.get_by_label("Edition").select_option("Youth justice services 2021")
    dated(page, "Monday on which fieldwork starts", monday + timedelta(days=1))
    page.get_by_label("On site and remote").check()
    page.get_by_label("Police").check()
    page.get_by_role("button", name="Set up the inspection").click()
    page.get_by_label("It starts on another day than a Monday").check()
    page.get_by_role("button", name="Set up the inspection").click()
    expect(page.get_by_role("heading", name="Team")).to_be_visible()


def invited(page: Page, role: str, name: str, email: str) -> None:
    page.get_by_label("Somebody new: invite them by e-mail").check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_text(f"A mail tells {email}, with a link to set a password.")).to_be_visible()


def test_from_a_file_of_services_to_a_team_that_knows_its_dates(page: Page, open_page, live_server, axe):
    load_edition("youth-2021")
    signed_in(page, PersonFactory(name="Ada", is_administrator=True), live_server.url)
    monday = localdate() + timedelta(weeks=20) - timedelta(days=localdate().weekday())
    services_taken(page, axe)
    inspection_planned(page, monday)
    invited(page, "Lead inspector", "Leo", "leo@example.test")
    invited(page, "Inspector", "Iris", "iris@example.test")
    axe(page)
    planned = Inspection.objects.get()
    page.goto(f"/inspections/calendar/?year={planned.fieldwork_starts.year}")
    expect(page.get_by_role("table")).to_contain_text("Fieldwork: ")
    axe(page)

    notices_mail(at=timezone.now())
    sent = next(one for one in mail.outbox if one.to == ["leo@example.test"])
    link = re.search(r"http://\S+/password/new/\S+", sent.body)[0]
    theirs = open_page()
    theirs.goto(link)
    for field in theirs.locator("input[type=password]").all():
        field.fill("hang-the-line-straight-26")
    theirs.locator("main button[type=submit]").click()
    lead_goes_on(theirs, live_server.url, planned, axe)


def lead_goes_on(page: Page, base_url: str, planned: Inspection, axe) -> None:
    signed_in(page, planned.team.get(role="lead").person, base_url)
    page.goto(f"/inspections/{planned.name}/phases/")
    page.get_by_role("link", name="Move on to evidence in advance").click()
    page.get_by_role("button", name="Move on to evidence in advance").click()
    expect(page.get_by_text("is now in: evidence in advance.")).to_be_visible()
    page.get_by_role("link", name="Change days of ratings panel").click()
    dated(page, "First day", planned.fieldwork_starts + timedelta(days=40))
    dated(page, "Last day", planned.fieldwork_starts + timedelta(days=40))
    page.get_by_role("button", name="Save these days").click()
    expect(page.get_by_role("row", name=re.compile("^Ratings panel"))).to_contain_text("Adjusted by Leo")
    axe(page)
    page.goto(f"/inspections/{planned.name}/team/")
    page.get_by_role("link", name="Declare a conflict of interest").click()
    page.get_by_label("Who has the conflict of interest?").select_option("Iris (iris@example.test)")
    page.get_by_label("A case manager").check()
    page.get_by_label("Case manager", exact=True).fill("Bryony Hale")
    page.get_by_label("Why is it a conflict of interest?").fill("Worked together until 2024.")
    axe(page)
    page.get_by_role("button", name="Declare the conflict").click()
    expect(page.get_by_role("row", name=re.compile("^Iris Cases of Bryony Hale"))).to_contain_text("Stands")
    page.goto(f"/inspections/{planned.name}/context/")
    page.get_by_role("link", name="Share of posts that are vacant").click()
    for label, value in (("Figure here", "13"), ("Numerator", "3"), ("Denominator", "25"), ("Source", "The service")):
        page.get_by_label(label, exact=True).fill(value)
    dated(page, "As at", localdate())
    page.get_by_role("button", name="Save the figure").click()
    expect(page.get_by_role("alert")).to_contain_text("3 of 25 makes 12, and the figure says 13")
    page.get_by_label("Figure here", exact=True).fill("12")
    page.get_by_role("button", name="Save the figure").click()
    expect(page.get_by_role("row", name=re.compile("^Share of posts that are vacant"))).to_contain_text("12%")
    axe(page)
