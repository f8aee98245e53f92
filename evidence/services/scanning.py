"""Has files looked at by the virus scanner that EVIDENCE_SCANNER names (docs/running.md).

A callable takes the bytes and returns what it found, "" for nothing. A command gets them on its standard input and ends
with 0 for nothing found, 1 for something, which it names; anything else is no answer, and it is asked again.
"""

import logging
import shlex
import subprocess
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from evidence.models import Evidence, EvidenceFile, FileContent
from evidence.rules import ScanState
from evidence.services.telling import evidence_changed

logger = logging.getLogger(__name__)
WITHIN = 60  # seconds that a scanner has, of the 120 of a task
NO_ANSWER = "The virus scanner gave no answer; it is asked again."


class ScannerSilent(Exception):
    """It did not answer, or not in words that we know."""


def scanner_ask(content: bytes) -> str:
    """What the scanner found; empty for nothing. Raises ScannerSilent."""
    named: str = settings.EVIDENCE_SCANNER
    module, separator, function = named.partition(":")
    if separator and " " not in named and "/" not in named:
        return _asked_callable(import_string(f"{module}.{function}"), content)
    try:
        done = subprocess.run(shlex.split(named), input=content, capture_output=True, timeout=WITHIN)
    except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
        raise ScannerSilent(str(problem)) from problem
    said = " ".join((done.stdout or done.stderr).decode(errors="replace").split())
    if done.returncode not in (0, 1):
        raise ScannerSilent(f"exit code {done.returncode}: {said[:300]}")
    return (said or "it gave no reason") if done.returncode == 1 else ""


def _asked_callable(scan: Callable[[bytes], str], content: bytes) -> str:
    try:
        return str(scan(content) or "")
    except Exception as problem:  # whatever it is, the file waits
        raise ScannerSilent(str(problem)) from problem


def file_scan(*, file_id: int, at: datetime) -> bool:
    """Has one file looked at if no other worker does; says whether there was an answer. Safe twice and late."""
    if not settings.EVIDENCE_SCANNER or (tries := _claim(file_id, at)) is None:
        return False
    mine = EvidenceFile.objects.filter(pk=file_id, state=ScanState.WAITING, tries=tries)
    content = FileContent.objects.values_list("content", flat=True).get(file_id=file_id)
    try:
        found = "".join(character for character in scanner_ask(bytes(content)) if character.isprintable())[:300]
    except ScannerSilent as problem:
        logger.warning("The virus scanner gave no answer on file %s: %s", file_id, problem)
        mine.update(said=NO_ANSWER)
        return False
    with transaction.atomic():
        state = ScanState.REFUSED if found else ScanState.CLEAN
        if mine.update(state=state, said=found, scanned_at=at) and found:
            FileContent.objects.filter(file_id=file_id).delete()
            evidence_changed(Evidence.objects.values_list("inspection_id", flat=True).get(file=file_id))
    return True


@transaction.atomic
def _claim(file_id: int, at: datetime) -> int | None:
    """The number of this try; None where there is nothing to do."""
    rows = EvidenceFile.objects.to_scan(at).select_for_update(no_key=True, skip_locked=True)
    tries: int | None = rows.filter(pk=file_id).values_list("tries", flat=True).first()
    if tries is None:
        return None
    EvidenceFile.objects.filter(pk=file_id).update(tries=F("tries") + 1, tried_at=at, state=ScanState.WAITING)
    return tries + 1


def files_sweep(*, at: datetime) -> list[int]:
    """The files to ask a worker for. Without a scanner none waits: they are not checked, and their pages say so."""
    if not settings.EVIDENCE_SCANNER:
        EvidenceFile.objects.filter(state=ScanState.WAITING).update(state=ScanState.NOT_CHECKED, said="")
        return []
    return list(EvidenceFile.objects.to_scan(at).order_by("pk").values_list("pk", flat=True)[:50])
