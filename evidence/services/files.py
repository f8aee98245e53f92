"""Files of evidence: kept, and taken on record."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.broker import message_send
from accounts.models import Person
from evidence.access import can_take
from evidence.models import Download, Evidence, EvidenceFile, FileContent
from evidence.rules import FileUnfit, ScanState, file_kind, plain_name
from evidence.services.checks import EvidenceRefused
from inspections.access import standing_of

SCAN = "evidence.tasks.file_scan"


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    content: bytes


class FileNotTaken(Exception):
    """The file cannot be downloaded; the message says why."""


def file_keep(piece: Evidence, sent: SentFile) -> EvidenceFile:
    """Keeps the file of a piece that was just added, in its transaction. Raises EvidenceRefused."""
    try:
        kind = file_kind(sent.content, sent.name)
    except FileUnfit as unfit:
        raise EvidenceRefused(str(unfit), "file") from unfit
    digest = sha256(sent.content).hexdigest()
    same = EvidenceFile.objects.filter(
        sha256=digest,
        evidence__inspection=piece.inspection_id,
        evidence__withdrawn_at=None,
        evidence__from_service=piece.from_service,
    )
    if other := same.select_related("evidence").first():
        raise EvidenceRefused(f"This file is here already: {other.evidence.title}", "file")
    state = ScanState.WAITING if settings.EVIDENCE_SCANNER else ScanState.NOT_CHECKED
    file: EvidenceFile = EvidenceFile.objects.create(
        evidence=piece,
        name=plain_name(sent.name, kind),
        kind=kind,
        size=len(sent.content),
        sha256=digest,
        state=state,
    )
    FileContent.objects.create(file=file, content=sent.content)
    if state is ScanState.WAITING:
        transaction.on_commit(lambda: message_send(SCAN, file.pk), robust=True)
    return file


@transaction.atomic
def file_take(*, file_id: int, by: Person, at: datetime) -> bytes:
    """The file's bytes, and on record that this person took them. Raises PermissionDenied, FileNotTaken."""
    file = EvidenceFile.objects.select_related("evidence").get(pk=file_id)
    if not can_take(standing_of(by, file.evidence.inspection_id), file.evidence):
        raise PermissionDenied
    if reason := why_not_taken(file):
        raise FileNotTaken(reason)
    Download.objects.create(file=file, by=by, at=at)
    return bytes(FileContent.objects.values_list("content", flat=True).get(file=file))


def why_not_taken(file: EvidenceFile) -> str:
    """Why a file cannot be downloaded, as a sentence; empty where it can."""
    if file.state == ScanState.REFUSED:
        return f"The virus scanner refused this file: {file.said}. It is not kept."
    is_unseen = file.state == ScanState.NOT_CHECKED and settings.EVIDENCE_SCANNER  # set up after it came
    if file.state == ScanState.WAITING or is_unseen:
        return "This file waits to be checked for viruses. It can be downloaded once it is."
    return ""
