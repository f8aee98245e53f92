"""Files of eligible cases: sent, read in the background, matched, mended, taken whole or not at all."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from inspections.rules import Role
from inspections.services import inspection_change
from samples.models import EligibleRow, EligibleUpload, SampleDraw
from samples.rules import MOST_TRIES, READER_LOST_AFTER, UploadState
from samples.services import (
    UploadRefused,
    upload_add,
    upload_map,
    upload_read,
    upload_take,
    upload_withdraw,
    uploads_sweep,
)
from samples.services.reading import _Reader
from samples.services.uploads import READ
from samples.tasks import uploads_sweep as uploads_sweep_task
from samples.uploading import read_table
from tests.factories import MONDAY, NOW, World
from tests.samples.uploads_material import BEGAN, HEADER, csv_bytes, read, row, rows, sent, taken, xlsx_bytes, xlsx_of

LATER = NOW + READER_LOST_AFTER


@pytest.mark.parametrize("make", [csv_bytes, xlsx_of], ids=["csv", "xlsx"])
def test_a_file_without_problems_is_ready_and_gone(world: World, make) -> None:
    upload = read(world, make(rows(3)))
    assert (upload.state, upload.refused_because, upload.problems) == (UploadState.READY, "", [])
    assert (upload.content, upload.done, upload.total) == (None, 3, 3)
    found = upload.rows.first()
    assert (found.reference, found.row, found.began, found.aside) == ("FD-0001", 2, BEGAN, "")
    assert (found.domain, found.disposal_type, found.case_manager) == ("D2", "referral_order", "Ann Lee")
    assert found.given["fact.gender"] == "male"
    assert found.given["service.risk_of_serious_harm"] == "medium"
    assert found.given["fact.age_band"] == "15_to_17"


def test_every_problem_is_told_at_once_and_nothing_is_kept(world: World) -> None:
    wrong = [row(1, domain="D9"), row(2, start_date="soon"), row(3, gender="femal")]
    upload = read(world, csv_bytes([*wrong, row(4)]))
    assert upload.state == UploadState.FAULTY
    assert [(found["row"], found["column"]) for found in upload.problems] == [
        (2, "domain"),
        (3, "start_date"),
        (4, "gender"),
    ]
    assert (upload.done, upload.total) == (4, 4)
    assert "Did you mean female?" in upload.problems[2]["mend"]
    assert upload.rows.count() == 0
    assert upload.content is not None


def test_what_is_sound_and_not_eligible_is_kept_aside_with_its_reason(world: World) -> None:
    found = [
        row(1),
        row(2, start_date=f"{MONDAY - timedelta(days=400):%d/%m/%Y}"),
        row(3, person_ref="P-0001", start_date=f"{BEGAN + timedelta(days=9):%d/%m/%Y}"),
        row(4, risk_of_serious_harm="not assessed"),
        row(5, start_date="31/02/2025"),
    ]
    upload = read(world, csv_bytes(found))
    assert upload.state == UploadState.READY, upload.problems
    assert dict(upload.rows.values_list("reference", "aside")) == {
        "FD-0001": "",
        "FD-0002": "out_of_window",
        "FD-0003": "later_disposal",
        "FD-0004": "unknown_classification",
        "FD-0005": "impossible_date",
    }
    assert upload.rows.counts()["D2", "out_of_window"] == 1
    assert "before the window" in upload.rows.get(reference="FD-0002").aside_because


def test_what_may_tell_who_a_child_is_goes_at_once_and_is_told_nowhere(world: World) -> None:
    header = (*HEADER, "Child name", "dob")
    found = [
        row(1, **{"Child name": "Zebedee Quill", "dob": "11/12/2009"}),
        row(2, person_ref="Zebedee Quill"),
        row(3, case_ref="SO14 8AB"),
    ]
    upload = read(world, csv_bytes(found, header=header))
    assert (upload.state, upload.content) == (UploadState.FAULTY, None)
    assert [found["column"] for found in upload.problems] == ["Child name", "dob", "person_ref", "case_ref"]
    told = str(upload.problems)
    assert "Zebedee" not in told and "SO14" not in told and "2009" not in told
    assert "Cases are known by your references alone" in told


def test_unknown_columns_wait_to_be_matched_and_are_read_then(world: World) -> None:
    header = [{"start_date": "When", "area": "Patch"}.get(name, name) for name in HEADER]
    found = [{**row(1), "When": row()["start_date"], "Patch": "North", "Remarks": "None"}]
    upload = read(world, csv_bytes(found, header=[*header, "Remarks"]))
    assert (upload.state, upload.headers[-1]) == (UploadState.MAPPING, "Remarks")
    mapping = {"When": "start_date", "Patch": "area", "Remarks": ""}
    upload_map(upload_id=upload.pk, mapping=mapping, by=world.administrator, at=NOW)
    upload_read(upload_id=upload.pk, at=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.problems) == (UploadState.READY, [])
    assert upload.rows.get().given["fact.area"] == "North"


def test_a_mapping_of_what_is_not_there_is_refused(world: World) -> None:
    upload = read(world, csv_bytes(rows(1), header=[*HEADER, "Remarks"]))
    with pytest.raises(UploadRefused, match="no column of this file"):
        upload_map(upload_id=upload.pk, mapping={"Nothing": "area"}, by=world.administrator, at=NOW)
    with pytest.raises(UploadRefused, match="no column of this file"):
        upload_map(upload_id=upload.pk, mapping={"Remarks": "salary"}, by=world.administrator, at=NOW)
    ready = read(world, csv_bytes(rows(1)))
    with pytest.raises(UploadRefused, match="cannot be matched any more"):
        upload_map(upload_id=ready.pk, mapping={}, by=world.administrator, at=NOW)


def test_taking_is_whole_and_replaces_what_was_taken(world: World) -> None:
    first = taken(world, rows(3))
    assert EligibleRow.objects.of_inspection(world.inspection.pk).count() == 3
    second = taken(world, rows(2))
    first.refresh_from_db()
    assert (first.state, second.state) == (UploadState.REPLACED, UploadState.TAKEN)
    assert (second.taken_by, second.taken_at) == (world.administrator, NOW)
    assert EligibleRow.objects.of_inspection(world.inspection.pk).eligible().count() == 2
    assert upload_take(upload_id=second.pk, seen=0, by=world.administrator, at=LATER).taken_at == NOW


def test_taking_is_refused_where_another_was_taken_meanwhile(world: World) -> None:
    upload = read(world, csv_bytes(rows(2)))
    EligibleUpload.objects.filter(pk=upload.pk).update(state=UploadState.TAKEN, taken_by=world.lead, taken_at=NOW)
    second = read(world, csv_bytes(rows(3)))
    with pytest.raises(UploadRefused, match="Other cases were taken meanwhile"):
        upload_take(upload_id=second.pk, seen=0, by=world.administrator, at=NOW)


def test_nothing_is_taken_once_there_is_a_draw(world: World) -> None:
    upload = read(world, csv_bytes(rows(2)))
    draw = {"seed": "s", "algorithm": "1", "inputs_hash": "h", "inputs": {}, "result": {}}
    SampleDraw.objects.create(inspection=world.inspection, number=1, by=world.lead, at=NOW, **draw)
    with pytest.raises(UploadRefused, match="The sample was drawn on 16 March 2026"):
        upload_take(upload_id=upload.pk, seen=0, by=world.administrator, at=NOW)


def test_what_needs_mending_cannot_be_taken(world: World) -> None:
    upload = read(world, csv_bytes([row(1, domain="")]))
    with pytest.raises(UploadRefused, match="to be put right"):
        upload_take(upload_id=upload.pk, seen=0, by=world.administrator, at=NOW)


def test_rows_are_sorted_anew_where_the_monday_was_moved_before_they_are_taken(world: World) -> None:
    upload = read(world, csv_bytes(rows(2)))
    world.inspection.fieldwork_starts = MONDAY + timedelta(days=364)
    inspection_change(by=world.administrator, inspection=world.inspection)
    upload = upload_take(upload_id=upload.pk, seen=0, by=world.administrator, at=NOW)
    assert set(upload.rows.values_list("aside", flat=True)) == {"out_of_window"}
    assert upload.sorted_for == world.inspection.fieldwork_starts


def test_a_file_given_up_leaves_nothing_but_that_it_was_sent(world: World) -> None:
    upload = read(world, csv_bytes(rows(2)))
    for _ in range(2):
        upload = upload_withdraw(upload_id=upload.pk, by=world.administrator, at=NOW)
    assert (upload.state, upload.content, upload.rows.count()) == (UploadState.WITHDRAWN, None, 0)
    done = taken(world, rows(1))
    with pytest.raises(UploadRefused, match="cannot be given up"):
        upload_withdraw(upload_id=done.pk, by=world.administrator, at=NOW)


def test_a_new_file_takes_the_place_of_one_that_waits(world: World) -> None:
    first, second = sent(world, csv_bytes(rows(1))), sent(world, csv_bytes(rows(2)))
    first.refresh_from_db()
    assert (first.state, first.content) == (UploadState.WITHDRAWN, None)
    assert second.state == UploadState.WAITING
    assert upload_read(upload_id=first.pk, at=NOW) is False


@pytest.mark.parametrize("content", [b"", b" \n ", b"x" * 5_000_001], ids=["nothing", "blank", "too large"])
def test_an_empty_or_a_large_file_is_refused_before_it_is_kept(world: World, content: bytes) -> None:
    with pytest.raises(UploadRefused):
        sent(world, content)
    assert not EligibleUpload.objects.exists()


def test_the_lead_and_others_cannot_upload_for_the_service(world: World) -> None:
    for role in (Role.LEAD, Role.INSPECTOR, Role.STAND_IN):
        with pytest.raises(PermissionDenied):
            upload_add(inspection=world.inspection, file_name="a", content=b"a", by=world.people[role], at=NOW)


def test_the_name_of_a_file_is_kept_without_its_folders(world: World) -> None:
    assert sent(world, b"a", "C:\\Users\\x\\cases\x00.csv").file_name == "cases.csv"


def test_a_worker_is_asked_after_the_commit_and_again_by_the_sweeper(
    world: World, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr("samples.services.uploads.message_send", lambda *told: asked.append(told))
    monkeypatch.setattr("samples.tasks.message_send", lambda *told: asked.append(told))
    with django_capture_on_commit_callbacks(execute=True):
        upload = sent(world, csv_bytes(rows(1)))
        assert asked == []
    uploads_sweep_task()
    assert asked == [("samples.tasks.upload_read", upload.pk)] * 2


def test_an_upload_whose_worker_died_is_read_by_another(world: World) -> None:
    upload = sent(world, csv_bytes(rows(1)))
    EligibleUpload.objects.filter(pk=upload.pk).update(state=UploadState.READING, tries=1, heard_at=NOW)
    assert upload_read(upload_id=upload.pk, at=NOW) is False
    assert uploads_sweep(at=NOW) == []
    assert uploads_sweep(at=LATER) == [upload.pk]
    assert upload_read(upload_id=upload.pk, at=LATER)
    upload.refresh_from_db()
    assert (upload.state, upload.tries) == (UploadState.READY, 2)


def test_a_file_at_which_worker_after_worker_dies_is_refused(world: World) -> None:
    upload = sent(world, csv_bytes(rows(1)))
    EligibleUpload.objects.filter(pk=upload.pk).update(state=UploadState.READING, tries=MOST_TRIES, heard_at=NOW)
    assert upload_read(upload_id=upload.pk, at=LATER)
    upload.refresh_from_db()
    assert (upload.state, upload.content) == (UploadState.REFUSED, None)
    assert "tried several times" in upload.refused_because


def test_what_goes_wrong_with_us_is_said_and_nobody_waits(world: World, monkeypatch) -> None:
    upload = sent(world, csv_bytes(rows(1)))
    monkeypatch.setattr("samples.services.reading.match_columns", lambda *_: 1 / 0)
    assert upload_read(upload_id=upload.pk, at=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.content) == (UploadState.REFUSED, None)
    assert "a fault of ours" in upload.refused_because


def test_a_slow_worker_changes_nothing_once_the_file_is_given_up(world: World, monkeypatch) -> None:
    upload = sent(world, csv_bytes(rows(1)))

    def gives_up(content: bytes):
        upload_withdraw(upload_id=upload.pk, by=world.administrator, at=NOW)
        return read_table(content)

    monkeypatch.setattr("samples.services.reading.read_table", gives_up)
    assert upload_read(upload_id=upload.pk, at=NOW) is False
    upload.refresh_from_db()
    assert (upload.state, upload.rows.count()) == (UploadState.WITHDRAWN, 0)


def test_progress_is_written_every_few_hundred_rows(world: World, monkeypatch) -> None:
    told: list[object] = []
    say = _Reader.say
    monkeypatch.setattr(_Reader, "say", lambda self, **fields: (told.append(fields.get("done")), say(self, **fields)))
    read(world, csv_bytes(rows(1_200)))
    assert [done for done in told if done is not None] == [0, 500, 1_000, 1_200]


def test_a_heading_of_nothing_known_is_refused(world: World) -> None:
    upload = read(world, xlsx_bytes([("Zebedee Quill", "x"), ("a", "b")]))
    assert (upload.state, upload.headers) == (UploadState.REFUSED, [])
    assert "Copy the heading of the template" in upload.refused_because


def test_whoever_sends_a_file_knows_the_worker_by_name() -> None:
    """In a process that imports no task by itself, as the web's."""
    asks = "import django; django.setup(); from celery import current_app; print(current_app.tasks[%r].name)"
    told = subprocess.run([sys.executable, "-c", asks % READ], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == READ


def test_the_command_reads_what_nobody_reads(world: World, capsys) -> None:
    upload = sent(world, csv_bytes(rows(1)))
    for line in ("One file read.", "No files read."):
        call_command("uploads_read")
        assert capsys.readouterr().out.strip() == line
    upload.refresh_from_db()
    assert upload.state == UploadState.READY
