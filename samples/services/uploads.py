"""What people do with a file of eligible cases: send it, match its columns, take it, give it up."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from accounts.broker import message_send
from accounts.models import Person
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import SAMPLE
from samples.access import can_upload
from samples.models import EligibleUpload, SampleDraw
from samples.querysets import UploadQuerySet
from samples.rules import LEAVE_OUT, OPEN, UploadState, columns_of
from samples.services.sorting import rows_sort
from samples.uploading import LARGEST
from standards.outline import outline_of
from standards.wording import date_words

READ = "samples.tasks.upload_read"
LONGEST_NAME = 200
TOO_LARGE = (
    f"This file is larger than {LARGEST // 1_000_000} MB. Copy the columns of the template into a new file, with "
    "values only, and upload that."
)


class UploadRefused(Exception):
    """The file cannot be sent, matched or taken like this; the message says why and what to do."""


@transaction.atomic
def upload_add(*, inspection: Inspection, file_name: str, content: bytes, by: Person, at: datetime) -> EligibleUpload:
    """Keeps a file to be read in the background. One that was sent before and is not taken gives way to it."""
    _lock(inspection.pk, by)
    if not content.strip():
        raise UploadRefused("This file is empty. Fill in the template, save it, and upload that.")
    if len(content) > LARGEST:
        raise UploadRefused(TOO_LARGE)
    for former in _locked(inspection.pk).open():
        _close(former, UploadState.WITHDRAWN)
    upload = EligibleUpload.objects.create(
        inspection=inspection,
        file_name=_plain_name(file_name),
        content=content,
        size=len(content),
        by=by,
        at=at,
    )
    _ask(upload.pk)
    return upload


@transaction.atomic
def upload_map(*, upload_id: int, mapping: Mapping[str, str], by: Person, at: datetime) -> EligibleUpload:
    """Says which column each header of the file is, and has it read again. Raises DoesNotExist, UploadRefused."""
    upload = _mine(upload_id, by)
    if upload.state not in (UploadState.MAPPING, UploadState.FAULTY) or upload.content is None:
        raise UploadRefused("The columns of this file cannot be matched any more. Upload it again.")
    edition = upload.inspection.edition
    codes = {column.code for column in columns_of(outline_of(edition), edition.sample["match_on"])} | {LEAVE_OUT}
    if unknown := [header for header in mapping if header not in upload.headers or mapping[header] not in codes]:
        raise UploadRefused(f"“{unknown[0][:60]}” is no column of this file. Open the page again.")
    upload.mapping = dict(mapping)
    upload.state, upload.done, upload.total, upload.tries = UploadState.WAITING, 0, None, 0
    upload.problems, upload.heard_at = [], None
    upload.save(update_fields=["mapping", "state", "done", "total", "tries", "problems", "heard_at"])
    _ask(upload.pk)
    return upload


@transaction.atomic
def upload_take(*, upload_id: int, seen: int, by: Person, at: datetime) -> EligibleUpload:
    """Makes the rows of a file the eligible cases of its inspection, all of them, in place of those taken before.

    `seen` is the upload that the page named as replaced, 0 for none. Raises DoesNotExist, PermissionDenied,
    UploadRefused. Taken twice by the same press, it is taken once.
    """
    upload = _mine(upload_id, by)
    if upload.state == UploadState.TAKEN:
        return upload
    if upload.state != UploadState.READY:
        raise UploadRefused(f"This file cannot be taken: {upload.get_state_display().lower()}.")
    if reason := why_not_taken(upload.inspection_id):
        raise UploadRefused(reason)
    former = _locked(upload.inspection_id).taken().first()
    if seen != (former.pk if former else 0):
        raise UploadRefused("Other cases were taken meanwhile. Look at what differs now, then take this file.")
    if upload.sorted_for != upload.inspection.fieldwork_starts:
        rows_sort(upload)
    if former:
        _close(former, UploadState.REPLACED)
    upload.state, upload.taken_by, upload.taken_at = UploadState.TAKEN, by, at
    upload.save(update_fields=["state", "taken_by", "taken_at", "sorted_for"])
    figures_changed.send(EligibleUpload, inspection_id=upload.inspection_id, topics=frozenset({SAMPLE}))
    return upload


@transaction.atomic
def upload_withdraw(*, upload_id: int, by: Person, at: datetime) -> EligibleUpload:
    """Gives a file up: nothing of it is kept but that it was sent. Given up twice, it is given up once."""
    upload = _mine(upload_id, by)
    if upload.state == UploadState.WITHDRAWN:
        return upload
    if upload.state not in OPEN:
        raise UploadRefused(f"This file cannot be given up: {upload.get_state_display().lower()}.")
    _close(upload, UploadState.WITHDRAWN)
    return upload


def why_not_taken(inspection_id: int) -> str:
    """Why no other cases can be taken, as a sentence; empty while they can."""
    draw = SampleDraw.objects.filter(inspection=inspection_id).order_by("number").values_list("at", flat=True).first()
    if draw is None:
        return ""
    return (
        f"The sample was drawn on {date_words(localdate(draw))} from the cases taken before. They stay as they are, so "
        "that the draw can be replayed. Tell the lead inspector if a case is wrong: it can fall out of the sample."
    )


def _locked(inspection_id: int) -> UploadQuerySet:
    rows: UploadQuerySet = EligibleUpload.objects.filter(inspection=inspection_id)
    return rows.select_for_update(no_key=True).defer("content")


def _lock(inspection_id: int, by: Person) -> None:
    """The inspection's row stands for all its uploads: two files sent at once are sent one after the other."""
    if not can_upload(standing_of(by, inspection_id)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection_id)


def _mine(upload_id: int, by: Person) -> EligibleUpload:
    inspection_id = EligibleUpload.objects.values_list("inspection_id", flat=True).get(pk=upload_id)
    _lock(inspection_id, by)
    found: EligibleUpload = EligibleUpload.objects.select_for_update(no_key=True).get(pk=upload_id)
    found.inspection = Inspection.objects.with_names().get(pk=inspection_id)
    return found


def _close(upload: EligibleUpload, state: UploadState) -> None:
    """Only what is taken or was taken keeps its rows; nothing keeps the file."""
    upload.state, upload.content = state, None
    upload.save(update_fields=["state", "content"])
    if state == UploadState.WITHDRAWN:
        upload.rows.all().delete()


def _ask(upload_id: int) -> None:
    """A hint for a worker. Where it gets lost, the sweeper finds the upload (docs/decisions/0006)."""
    transaction.on_commit(lambda: message_send(READ, upload_id), robust=True)


def _plain_name(name: str) -> str:
    """The name without its folders and without what does not show."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable())
    return shown[-LONGEST_NAME:] or "a file without a name"
