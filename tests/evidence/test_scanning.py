"""The hook for a virus scanner: a real command, a callable, none; answers, silence, and what may be downloaded."""

import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from evidence.models import Download, EvidenceFile, FileContent
from evidence.reading import evidence_for
from evidence.rules import ScanState
from evidence.services import FileNotTaken, file_scan, file_take, files_sweep, why_not_taken
from evidence.tasks import files_sweep as files_sweep_task
from inspections.rules import Role
from tests.evidence.material import PDF, delete_now, file_of, sent
from tests.factories import NOW, World

LATER = NOW + timedelta(minutes=5)
SCANNER = """
import sys
content = sys.stdin.buffer.read()
if b"EICAR" in content:
    print("stream: Eicar-Test-Signature FOUND")
    sys.exit(1)
if b"BROKEN" in content:
    print("no database", file=sys.stderr)
    sys.exit(2)
"""


@pytest.fixture
def command(tmp_path: Path, settings) -> str:
    program = tmp_path / "scanner.py"
    program.write_text(SCANNER)
    settings.EVIDENCE_SCANNER = f"{sys.executable} {program}"
    return settings.EVIDENCE_SCANNER


def scan_in_python(content: bytes) -> str:
    if b"BROKEN" in content:
        raise RuntimeError("no database")
    return "Eicar" if b"EICAR" in content else ""


@pytest.fixture(params=["command", "callable"])
def scanner(request, settings) -> None:
    if request.param == "command":
        request.getfixturevalue("command")
    else:
        settings.EVIDENCE_SCANNER = "tests.evidence.test_scanning:scan_in_python"


def test_a_file_waits_until_the_scanner_found_nothing(world: World, scanner: None) -> None:
    piece = sent(world)
    file = file_of(piece)
    assert file.state == ScanState.WAITING
    with pytest.raises(FileNotTaken, match="waits to be checked"):
        file_take(file_id=file.pk, by=world.lead, at=NOW)
    assert file_scan(file_id=file.pk, at=NOW) is True
    file.refresh_from_db()
    assert (file.state, file.said, file.scanned_at) == (ScanState.CLEAN, "", NOW)
    assert file_take(file_id=file.pk, by=world.lead, at=NOW) == PDF
    assert file_scan(file_id=file.pk, at=LATER) is False, "it is checked once"


def test_what_the_scanner_refuses_is_not_kept_and_nothing_rests_on_it(world: World, scanner: None) -> None:
    piece = sent(world, PDF + b"EICAR")
    file = file_of(piece)
    assert file_scan(file_id=file.pk, at=NOW) is True
    file.refresh_from_db()
    assert file.state == ScanState.REFUSED and "Eicar" in file.said
    assert not FileContent.objects.exists()
    with pytest.raises(FileNotTaken, match=r"refused this file: .*Eicar"):
        file_take(file_id=file.pk, by=world.lead, at=NOW)
    assert evidence_for(world.inspection).good == ()
    assert not Download.objects.exists()


def test_a_scanner_that_gives_no_answer_is_asked_again(world: World, scanner: None) -> None:
    file = file_of(sent(world, PDF + b"BROKEN"))
    assert file_scan(file_id=file.pk, at=NOW) is False
    file.refresh_from_db()
    assert (file.state, file.tries) == (ScanState.WAITING, 1) and "asked again" in file.said
    assert files_sweep(at=NOW) == [], "a worker may be at it still"
    assert files_sweep(at=LATER) == [file.pk]


@pytest.mark.parametrize("named", ["/no/such/scanner --stdin", "'unclosed"])
def test_a_command_that_cannot_run_is_no_answer(world: World, settings, named: str) -> None:
    settings.EVIDENCE_SCANNER = named
    file = file_of(sent(world))
    assert file_scan(file_id=file.pk, at=NOW) is False
    assert EvidenceFile.objects.get().state == ScanState.WAITING


def test_a_late_answer_of_a_lost_worker_changes_nothing(world: World, command: str, monkeypatch) -> None:
    """The first try hangs; another worker takes over and refuses; then the first comes back with "nothing found"."""
    from evidence.services import scanning  # noqa: PLC0415

    file, asked = file_of(sent(world, PDF + b"EICAR")), scanning.scanner_ask

    def hangs(content: bytes) -> str:
        monkeypatch.setattr(scanning, "scanner_ask", asked)
        assert file_scan(file_id=file.pk, at=LATER) is True
        return ""

    monkeypatch.setattr(scanning, "scanner_ask", hangs)
    file_scan(file_id=file.pk, at=NOW)
    file.refresh_from_db()
    assert file.state == ScanState.REFUSED


def test_without_a_scanner_files_are_not_checked_and_can_be_taken(world: World, settings) -> None:
    settings.EVIDENCE_SCANNER = ""
    file = file_of(sent(world))
    assert file.state == ScanState.NOT_CHECKED
    assert file_scan(file_id=file.pk, at=NOW) is False
    assert file_take(file_id=file.pk, by=world.lead, at=NOW) == PDF


def test_the_sweep_follows_the_setting(world: World, settings) -> None:
    settings.EVIDENCE_SCANNER = ""
    file = file_of(sent(world))
    settings.EVIDENCE_SCANNER = "tests.evidence.test_scanning:scan_in_python"
    assert "waits to be checked" in why_not_taken(file), "a scanner that was set up later looks at what is there"
    assert files_sweep(at=NOW) == [file.pk]
    EvidenceFile.objects.update(state=ScanState.WAITING)
    settings.EVIDENCE_SCANNER = ""
    assert files_sweep(at=NOW) == []
    assert EvidenceFile.objects.get().state == ScanState.NOT_CHECKED, "nothing waits for a scanner that is no more"


def test_the_task_of_beat_has_what_waits_scanned(world: World, command: str, settings) -> None:
    from celery import current_app  # noqa: PLC0415

    sent(world)
    eager, current_app.conf.task_always_eager = current_app.conf.task_always_eager, True
    try:
        files_sweep_task()
    finally:
        current_app.conf.task_always_eager = eager
    assert EvidenceFile.objects.get().state == ScanState.CLEAN


def test_evidence_scan_says_what_it_did(world: World, command: str, settings) -> None:
    sent(world)
    said = StringIO()
    call_command("evidence_scan", stdout=said)
    assert said.getvalue() == "One file checked.\n"
    sent(world, PDF + b"BROKEN")
    with pytest.raises(CommandError, match="gave no answer on 1"):
        call_command("evidence_scan")
    settings.EVIDENCE_SCANNER = ""
    with pytest.raises(CommandError, match="No virus scanner is set up"):
        call_command("evidence_scan")


def test_each_download_is_on_record_and_stays_there(world: World) -> None:
    file, contact = file_of(sent(world)), world.people[Role.SERVICE_CONTACT]
    for person in (world.lead, contact):
        file_take(file_id=file.pk, by=person, at=NOW)
    assert list(Download.objects.values_list("by", "at")) == [(contact.pk, NOW), (world.lead.pk, NOW)]
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Download.objects.update(at=LATER)
    with pytest.raises(IntegrityError):
        delete_now(Download.objects.all())


def test_the_bytes_of_a_file_never_change_and_stay_unless_refused(world: World) -> None:
    sent(world)
    with pytest.raises(Exception, match=r"(?i)cannot update"), transaction.atomic():
        FileContent.objects.update(content=b"another")
    with pytest.raises(IntegrityError):
        delete_now(FileContent.objects.all())
