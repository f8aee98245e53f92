"""A contact sends a file with 40 faults of different kinds, mends them, and takes the cases; the lead sees them."""

import csv
import io

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from inspections.rules import Role
from samples.models import EligibleUpload
from samples.rules import UploadState
from samples.services import upload_read
from tests.factories import World
from tests.pages.people import signed_in
from tests.samples.uploads_material import HEADER, csv_bytes, row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULTS: list[dict[str, object]] = [
    {"case_ref": ""},
    {"case_ref": "F" * 41},
    {"case_ref": "Zebedee Quill"},
    {"case_ref": "SO14 8AB"},
    {"case_ref": "12/03/2009"},
    {"case_ref": "943 476 5919"},
    {"case_ref": "2024/0123456X"},
    {"case_ref": "FD-9999"},  # and again in the next row
    {"case_ref": "fd-9999"},
    {"case_ref": "=A1"},
    {"case_ref": "z.quill@example.org"},
    {"case_ref": "FD\n1"},
    {"person_ref": ""},
    {"person_ref": "P" * 41},
    {"person_ref": "QUILL, Zebedee"},
    {"person_ref": "07700 900123"},
    {"person_ref": "@SUM(A1)"},
    {"domain": ""},
    {"domain": "D1"},
    {"domain": "D7"},
    {"disposal_type": ""},
    {"disposal_type": "referal order"},
    {"disposal_type": "youth caution"},
    {"disposal_type": "-order"},
    {"start_date": ""},
    {"start_date": "soon"},
    {"start_date": "03/18/2025"},
    {"start_date": "01/02/2010"},
    {"start_date": "18/03/1825"},
    {"start_date": "=TODAY()"},
    {"area": "N" * 301},
    {"area": "12 High Street, SO14 8AB"},
    {"age_band": "young"},
    {"age_band": "9"},
    {"gender": "femal"},
    {"ethnicity": "unkown"},
    {"offence_type": "thefft"},
    {"care_status": "sometimes"},
    {"risk_of_serious_harm": "hgih"},
    {"safety_and_wellbeing": "5"},
    {"case_manager": "A" * 121},
]
TOLD_TWICE = 1  # the first of two alike is no fault


def read_by_a_worker() -> EligibleUpload:
    """What the worker does when it hears of the file."""
    upload = EligibleUpload.objects.get(state=UploadState.WAITING)
    upload_read(upload_id=upload.pk, at=timezone.now())
    upload.refresh_from_db()
    return upload


def upload(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("File of eligible cases").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Upload this file").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_forty_faults_are_told_at_once_mended_and_the_cases_are_taken(
    page: Page, open_page, live_server, axe, found: World
) -> None:
    signed_in(page, found.people[Role.SERVICE_CONTACT], live_server.url)
    page.goto("/")
    page.get_by_role("link", name="Eligible cases").click()
    with page.expect_download() as template:
        page.get_by_role("link", name="Template as CSV").click()
    heading = template.value.path().read_text(encoding="utf-8-sig").strip().split(",")
    assert heading == list(HEADER)

    page.get_by_role("link", name="Upload a file").click()
    page.get_by_role("button", name="Upload this file").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file")
    wrong = [row(number, **fault) for number, fault in enumerate(FAULTS, start=1)]
    upload(page, "november.csv", csv_bytes(wrong))
    expect(page.get_by_text("will be read in a moment")).to_be_visible()
    read_by_a_worker()
    count = len(FAULTS) - TOLD_TWICE
    expect(page.get_by_role("heading", name=f"{count} problems to put right")).to_be_visible()  # by the poll
    expect(page.get_by_role("row", name="Did you mean referral order?")).to_be_visible()
    assert "Quill" not in page.content() and "SO14" not in page.content()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all problems").click()
    told = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))[1:]
    assert len(told) == count
    assert {int(line[0]) for line in told} == set(range(2, len(FAULTS) + 2)) - {9}  # row 9 is the first of two alike

    page.get_by_role("link", name="Upload the mended file").click()
    upload(page, "mended.csv", csv_bytes([row(number) for number in range(1, len(FAULTS) + 1)]))
    read_by_a_worker()
    expect(page.get_by_text("The file has no problems.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Take these cases").click()
    page.get_by_role("button", name="Take these cases").click()
    expect(page.get_by_role("status").filter(has_text="mended.csv are taken")).to_be_visible()
    expect(page.get_by_text(f"{len(FAULTS)} cases by domain")).to_be_visible()

    lead = signed_in(open_page(), found.lead, live_server.url)
    lead.goto(f"/inspections/{found.inspection.name}/")
    lead.get_by_role("link", name="Eligible cases").click()
    expect(lead.get_by_text(f"{len(FAULTS)} cases by domain")).to_be_visible()
    expect(lead.get_by_role("link", name="Upload a new file")).to_have_count(0)


def test_columns_are_matched_and_progress_looked_at_without_javascript_on_a_phone(
    open_page, live_server, found: World
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    signed_in(page, found.people[Role.SERVICE_CONTACT], live_server.url)
    page.goto(f"/inspections/{found.inspection.name}/eligible/new/")
    header = ["When" if name == "start_date" else name for name in HEADER]
    upload(page, "export.csv", csv_bytes([{**row(1), "When": row()["start_date"]}], header=[*header, "Remarks"]))
    read_by_a_worker()
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("“When” is").select_option("Start date (start_date)")
    page.get_by_label("“Remarks” is").select_option("Leave it out")
    page.get_by_role("button", name="Read the file with these columns").click()
    read_by_a_worker()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("The file has no problems.")).to_be_visible()


def test_a_long_name_of_a_file_widens_no_page(page, live_server, found: World) -> None:
    signed_in(page, found.people[Role.SERVICE_CONTACT], live_server.url)
    page.goto(f"/inspections/{found.inspection.name}/eligible/new/")
    upload(page, f"{'x' * 180}.csv", csv_bytes([row(1)]))
    read_by_a_worker()
    for path in ("", f"{EligibleUpload.objects.get().pk}/", f"{EligibleUpload.objects.get().pk}/take/"):
        page.goto(f"/inspections/{found.inspection.name}/eligible/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
