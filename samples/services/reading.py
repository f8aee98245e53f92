"""Reads a file of eligible cases in the background: claimed, read, checked, stored.

The row says where it stands. A worker that dies leaves it `reading`; after a while without a word another takes it.
What a worker writes says which try it is, so one that was only slow changes nothing any more.
"""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import Error, connection, transaction
from django.db.models import F

from inspections.models import Inspection
from samples.models import EligibleUpload
from samples.rules import MOST_TRIES, Checking, ReadCase, SetAside, UploadState, columns_of, match_columns
from samples.services.sorting import asides_of
from samples.uploading import FileRefused, Table, read_table
from standards.outline import outline_of

logger = logging.getLogger(__name__)
ROWS_PER_WORD = 500  # between two words of how far it is
SEVERAL_DIED = (
    "This file could not be read, though it was tried several times. Copy the rows into a new, empty workbook with "
    "values only, and upload that."
)
OUR_FAULT = "This file could not be read, and that is a fault of ours. Tell the administrator when you sent it."
NO_COLUMN_KNOWN = (
    "No column of this file is known, or its first row is no heading. Copy the heading of the template into the first "
    "row, and upload it again."
)
COPIED = "COPY samples_eligiblerow (upload_id, row, reference, person_ref, domain, disposal_type, disposal_local_name, "
COPIED += "began, case_manager, given, aside, aside_because) FROM STDIN"


class _Superseded(Exception):
    """Somebody gave the file up, or another worker reads it by now."""


@dataclass
class _Reader:
    """One try at one upload."""

    upload: EligibleUpload
    at: datetime
    started: float

    def now(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.started)

    def say(self, **fields: object) -> None:
        """Writes what became of it, if it is still ours."""
        mine = EligibleUpload.objects.filter(pk=self.upload.pk, state=UploadState.READING, tries=self.upload.tries)
        if not mine.update(heard_at=self.now(), **fields):
            raise _Superseded

    def refuse(self, sentence: str) -> None:
        self.say(state=UploadState.REFUSED, content=None, refused_because=sentence[:300])


def upload_read(*, upload_id: int, at: datetime) -> bool:
    """Reads one upload if nobody else does; says whether it came to an end. Safe twice, late and out of order."""
    upload = _claim(upload_id, at=at)
    if upload is None:
        return False
    reader = _Reader(upload, at, monotonic())
    try:
        if upload.tries > MOST_TRIES:
            reader.refuse(SEVERAL_DIED)
        else:
            _read(reader)
    except _Superseded:
        return False
    except FileRefused as refusal:
        return _refused(reader, str(refusal))
    except Error:
        raise  # the database: the row stays as it is, and is read again
    except Exception:  # whatever it is, nobody waits for ever
        logger.exception("Upload %s could not be read", upload_id)
        return _refused(reader, OUR_FAULT)
    return True


def _refused(reader: _Reader, sentence: str) -> bool:
    try:
        reader.refuse(sentence)
    except _Superseded:
        return False
    return True


@transaction.atomic
def _claim(upload_id: int, *, at: datetime) -> EligibleUpload | None:
    rows = EligibleUpload.objects.to_read(at).select_for_update(no_key=True, skip_locked=True)
    if not rows.filter(pk=upload_id).values_list("pk").order_by().first():
        return None
    EligibleUpload.objects.filter(pk=upload_id).update(
        state=UploadState.READING, tries=F("tries") + 1, heard_at=at, done=0, total=None
    )
    upload: EligibleUpload = EligibleUpload.objects.get(pk=upload_id)
    upload.inspection = Inspection.objects.with_names().get(pk=upload.inspection_id)
    return upload


def _read(reader: _Reader) -> None:
    upload = reader.upload
    assert upload.content is not None, "the database keeps it until it is read"
    table = read_table(bytes(upload.content))
    edition = upload.inspection.edition
    outline, match_on = outline_of(edition), edition.sample["match_on"]
    matched = match_columns(table.headers, columns_of(outline, match_on), upload.mapping)
    if matched.is_no_heading:
        raise FileRefused(NO_COLUMN_KNOWN)
    reader.say(headers=table.headers, total=len(table.rows))
    if matched.unknown and not matched.personal:
        reader.say(state=UploadState.MAPPING, headers=table.headers)
        return
    checking = Checking(outline, matched, match_on, upload.inspection.fieldwork_starts)
    _check(checking, table, reader.say)
    if checking.problems:
        _faulty(reader, checking, len(table.rows))
    else:
        _ready(reader, checking.cases)


def _check(checking: Checking, table: Table, say: Callable[..., None]) -> None:
    checking.headings(table.heading, table.headers)
    for done, (number, values) in enumerate(table.rows):
        if done % ROWS_PER_WORD == 0:
            say(done=done)
        checking.row(number, values)
    checking.rows_end()


def _faulty(reader: _Reader, checking: Checking, rows: int) -> None:
    """What holds something personal goes at once; any other file may have its columns matched anew."""
    gone = {"content": None} if checking.is_personal else {}
    problems = [asdict(problem) for problem in checking.problems]
    reader.say(state=UploadState.FAULTY, done=rows, problems=problems, **gone)


@transaction.atomic
def _ready(reader: _Reader, cases: list[ReadCase]) -> None:
    upload = reader.upload
    reader.say(state=UploadState.READY, content=None, done=len(cases), sorted_for=upload.inspection.fieldwork_starts)
    upload.rows.all().delete()
    rows_copy(upload.pk, cases, asides_of(upload, [read.case for read in cases]))


def rows_copy(upload_id: int, cases: Iterable[ReadCase], asides: dict[str, SetAside]) -> None:
    """Stores rows by COPY: ten thousand at once."""
    with connection.cursor() as cursor, cursor.copy(COPIED) as copy:
        for read in cases:
            case, aside = read.case, asides.get(read.case.reference)
            copy.write_row(
                (
                    upload_id,
                    read.row,
                    case.reference,
                    case.person_ref,
                    case.domain,
                    case.disposal_type,
                    read.local_name,
                    case.began,
                    case.case_manager,
                    json.dumps(read.given),
                    aside.why.value if aside else "",
                    aside.sentence[:300] if aside else "",
                )
            )


def uploads_sweep(*, at: datetime) -> list[int]:
    """Every upload that nobody reads, for whoever sends the messages."""
    return list(EligibleUpload.objects.to_read(at).order_by("pk").values_list("pk", flat=True))
