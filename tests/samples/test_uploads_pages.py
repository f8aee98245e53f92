"""Pages of eligible cases: sending a file, what is wrong with it, matching, taking, and what others see."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inspections.rules import Role
from samples.models import EligibleUpload, SampleDraw
from samples.rules import UploadState
from samples.services import upload_read
from tests.factories import NOW, World
from tests.samples.uploads_material import HEADER, csv_bytes, read, row, rows, sent, taken


@pytest.fixture
def contact(world: World, sign_in):
    return sign_in(world.people[Role.SERVICE_CONTACT])


def at(page: str, world: World, *more: object) -> str:
    return reverse(page, args=[world.inspection.name, *more])


def file_of(content: bytes, name: str = "cases.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_contact_sends_a_file_and_takes_what_is_in_it(world: World, contact) -> None:
    assert "No cases are taken yet" in contact.get(at("eligible", world)).content.decode()
    response = contact.post(at("eligible_new", world), {"file": file_of(csv_bytes(rows(3)))})
    upload = EligibleUpload.objects.get()
    assert response["Location"] == at("eligible_upload", world, upload.pk)
    assert "will be read in a moment" in contact.get(response["Location"]).content.decode()
    upload_read(upload_id=upload.pk, at=NOW)
    page = contact.get(response["Location"]).content.decode()
    assert "The file has no problems" in page and "FD-0003" in page and "Referral order" in page
    confirm = contact.get(at("eligible_take", world, upload.pk))
    assert "Take three cases?" in confirm.content.decode()
    done = contact.post(at("eligible_take", world, upload.pk), {"seen": confirm.context["form"]["seen"].value()})
    assert done["Location"] == at("eligible", world)
    assert "taken by service_contact of testley-2026" in contact.get(done["Location"]).content.decode()
    assert "3 cases by domain" in contact.get(done["Location"]).content.decode()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Choose a file"),
        ({"file": file_of(b"")}, "This file is empty: fill in the template"),
        ({"file": file_of(b"  \n")}, "This file is empty. Fill in the template"),
        ({"file": file_of(b"x" * 5_000_001)}, "This file is larger than 5 MB"),
    ],
    ids=["none", "empty", "blank", "large"],
)
def test_a_file_that_cannot_be_sent_is_told_in_the_error_summary(world: World, contact, files, sentence) -> None:
    page = contact.post(at("eligible_new", world), files).content.decode()
    assert "There is a problem" in page and sentence in page
    assert not EligibleUpload.objects.exists()


def test_a_body_beyond_the_limit_is_told_in_words(world: World, contact) -> None:
    response = contact.post(at("eligible_new", world), {"file": file_of(b"x" * 5_200_000)})
    assert response.status_code == 413
    assert "It was larger than 5 MB" in response.content.decode()


def test_problems_stand_by_row_and_column_and_can_be_downloaded(world: World, contact) -> None:
    upload = read(world, csv_bytes([row(n, gender="x", case_manager="=cmd()") for n in range(1, 61)]))
    page = contact.get(at("eligible_upload", world, upload.pk))
    assert "120 problems to put right" in page.content.decode()
    assert len(page.context["page"].object_list) == 50
    told = contact.get(at("eligible_problems", world, upload.pk))
    lines = told.content.decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("Row,Column,Problem,What to do", 121)
    assert told["Content-Disposition"] == 'attachment; filename="testley-2026-problems.csv"'


def test_a_heading_that_is_a_formula_is_no_formula_in_the_download(world: World, contact) -> None:
    header = [*HEADER, "=1+1", "nhs number"]
    upload = read(world, csv_bytes(rows(1), header=header))
    assert "'=1+1" in contact.get(at("eligible_problems", world, upload.pk)).content.decode()


def test_a_refused_file_says_what_to_do(world: World, contact) -> None:
    upload = read(world, b"%PDF-1.7", "cases.xlsx")
    page = contact.get(at("eligible_upload", world, upload.pk)).content.decode()
    assert "This is a PDF, whatever its name says." in page and "Upload another file" in page


def test_columns_are_matched_on_a_page_of_their_own(world: World, contact) -> None:
    header = ["When" if name == "start_date" else name for name in HEADER]
    found = [{**row(1), "When": row()["start_date"], "Remarks": ""}]
    upload = read(world, csv_bytes(found, header=[*header, "Remarks"]))
    at_columns = at("eligible_columns", world, upload.pk)
    assert contact.get(at("eligible_upload", world, upload.pk))["Location"] == at_columns
    page = contact.get(at_columns).content.decode()
    assert "“When” is" in page and "“Remarks” is" in page and "“case_ref”" in page
    assert "Needed: “Start date”. Where your file has no such column, add it there" in page
    missing = contact.post(at_columns, {"column-0": "start_date", "column-1": ""}).content.decode()
    assert "Choose what “Remarks” is, or leave it out" in missing
    twice = contact.post(at_columns, {"column-0": "start_date", "column-1": "start_date"}).content.decode()
    assert "“When” is that column already" in twice
    contact.post(at_columns, {"column-0": "start_date", "column-1": "leave-out"})
    upload_read(upload_id=upload.pk, at=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.problems) == (UploadState.READY, [])


def test_a_file_to_be_mended_can_have_its_columns_matched_differently(world: World, contact) -> None:
    upload = read(world, csv_bytes([row(1, area="x" * 301)]))
    assert "Match the columns differently" in contact.get(at("eligible_upload", world, upload.pk)).content.decode()
    page = contact.get(at("eligible_columns", world, upload.pk))
    fields = page.context["form"].fields
    told = {name: field.initial for name, field in fields.items()}
    assert told["column-0"] == "case_ref" and len(told) == len(HEADER)
    contact.post(at("eligible_columns", world, upload.pk), told | {"column-5": "leave-out"})
    upload_read(upload_id=upload.pk, at=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.rows.get().given.get("fact.area")) == (UploadState.READY, None)


def test_what_differs_is_shown_before_anything_is_replaced(world: World, contact) -> None:
    taken(world, [row(1), row(2), row(3)])
    upload = read(world, csv_bytes([row(1), row(2, gender="female", case_manager=""), row(4)]), "second.csv")
    page = contact.get(at("eligible_upload", world, upload.pk))
    difference = page.context["difference"]
    assert (difference.new, difference.gone, difference.same) == (("FD-0004",), ("FD-0003",), 1)
    assert page.context["changed"] == [
        {
            "reference": "FD-0002",
            "fields": [
                {"name": "Case manager", "before": "Ann Lee", "now": "Not given"},
                {"name": "Gender", "before": "Male", "now": "Female"},
            ],
        }
    ]
    assert "They replace all cases of cases.csv" in contact.get(at("eligible_take", world, upload.pk)).content.decode()


def test_taking_what_was_taken_over_meanwhile_is_told(world: World, contact) -> None:
    former = taken(world, rows(1))
    upload = read(world, csv_bytes(rows(2)))
    page = contact.post(at("eligible_take", world, upload.pk), {"seen": 0}).content.decode()
    assert "Other cases were taken meanwhile" in page and "There is a problem" in page
    assert contact.post(at("eligible_take", world, upload.pk), {"seen": former.pk}).status_code == 302


def test_giving_up_asks_first(world: World, contact) -> None:
    upload = read(world, csv_bytes(rows(1)))
    assert "Give this file up?" in contact.get(at("eligible_give_up", world, upload.pk)).content.decode()
    contact.post(at("eligible_give_up", world, upload.pk))
    upload.refresh_from_db()
    assert upload.state == UploadState.WITHDRAWN
    assert "Nothing of it is kept" in contact.get(at("eligible_upload", world, upload.pk)).content.decode()


def test_once_there_is_a_draw_the_pages_say_so_and_offer_nothing(world: World, contact) -> None:
    upload = read(world, csv_bytes(rows(1)))
    draw = {"seed": "s", "algorithm": "1", "inputs_hash": "h", "inputs": {}, "result": {}}
    SampleDraw.objects.create(inspection=world.inspection, number=1, by=world.lead, at=NOW, **draw)
    for page in (at("eligible", world), at("eligible_upload", world, upload.pk)):
        shown = contact.get(page).content.decode()
        assert "The sample was drawn on 16 March 2026" in shown
        assert at("eligible_take", world, upload.pk) not in shown and at("eligible_new", world) not in shown


def test_progress_is_polled_until_the_file_is_read(world: World, contact) -> None:
    upload = sent(world, csv_bytes(rows(2)))
    EligibleUpload.objects.filter(pk=upload.pk).update(state=UploadState.READING, done=1, total=2, heard_at=NOW)
    page = contact.get(at("eligible_upload", world, upload.pk)).content.decode()
    assert "1 of 2 rows read" in page and "Look again" in page and "htmx" in page
    poll = contact.get(at("eligible_progress", world, upload.pk))
    assert "1 of 2 rows read" in poll.content.decode() and "HX-Refresh" not in poll
    EligibleUpload.objects.filter(pk=upload.pk).update(state=UploadState.READY, content=None)
    assert contact.get(at("eligible_progress", world, upload.pk))["HX-Refresh"] == "true"


def test_the_lead_reads_and_uploads_nothing(world: World, sign_in) -> None:
    lead = sign_in(world.lead)
    taken(world, rows(2))
    upload = read(world, csv_bytes(rows(3)))
    shown = lead.get(at("eligible", world)).content.decode()
    assert "2 cases by domain" in shown and at("eligible_new", world) not in shown
    page = lead.get(at("eligible_upload", world, upload.pk)).content.decode()
    assert "First rows" in page and at("eligible_take", world, upload.pk) not in page
    assert at("eligible", world) in lead.get(reverse("inspection", args=[world.inspection.name])).content.decode()


def test_my_work_of_a_contact_leads_to_the_cases_and_says_how_they_stand(world: World, contact) -> None:
    page = contact.get(reverse("home")).content.decode()
    assert at("eligible", world) in page and "To send" in page
    read(world, csv_bytes([row(1, domain="D9")]))
    assert "To be put right" in contact.get(reverse("home")).content.decode()


def test_the_template_comes_as_csv_and_as_a_workbook_that_explains_itself(world: World, contact) -> None:
    text = contact.get(at("eligible_template_csv", world)).content.decode("utf-8-sig")
    assert text.strip().split(",") == list(HEADER)
    content = contact.get(at("eligible_template_xlsx", world)).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book["Cases"][1]] == list(HEADER)
    explained = {line[0].value: line[3].value for line in book["What each column may hold"].iter_rows(min_row=2)}
    assert explained.keys() == set(HEADER)
    assert "low, medium, high, very high" in explained["risk_of_serious_harm"]
    assert "referral order" in explained["disposal_type"]


@pytest.mark.parametrize("count", [3, 60])
def test_pages_take_as_few_queries_for_many_rows_as_for_few(
    world: World, contact, django_assert_num_queries, count: int
) -> None:
    taken(world, [row(n, start_date="31/02/2025") for n in range(1, count + 1)])
    upload = read(world, csv_bytes([row(n, gender="female") for n in range(1, count + 1)]))
    contact.get(at("eligible", world))
    with django_assert_num_queries(9):
        contact.get(at("eligible", world))
    with django_assert_num_queries(11):
        contact.get(at("eligible_upload", world, upload.pk))
