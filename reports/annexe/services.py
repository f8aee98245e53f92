"""The only writers of annexes: wanted, built, taken (docs/decisions/0021)."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from accounts.models import Person
from inspections.access import standing_of
from reports.annexe.access import can_see_inside
from reports.annexe.archive import archive_of
from reports.annexe.document import Annexe as Made
from reports.annexe.document import document_of
from reports.annexe.filling import tables_of
from reports.annexe.models import FORMATS, Annexe, AnnexeFile, AnnexeTaken
from reports.annexe.querysets import AnnexeQuerySet
from reports.annexe.reading import material_of
from reports.annexe.rules import STEPS, Audience, Table, seconds_to_wait
from reports.annexe.workbook import workbook_of
from reports.release import release_hash
from reports.rules import fingerprint

logger = logging.getLogger(__name__)
LONGEST_REASON = 500
WRITERS = dict(zip(FORMATS, (workbook_of, archive_of, document_of), strict=True))

Tables = Mapping[Audience, tuple[Table, ...]]
Files = list[AnnexeFile]


def annexe_want(*, inspection_id: int, at: datetime) -> bool:
    """Counts a change, within the transaction that makes it; True where a build is to be asked for once it is done."""
    return Annexe.objects.want(inspection_id, at=at)


def annexe_unqueued(*, inspection_id: int) -> None:
    """The message did not go out: the sweeper, or the next change, may queue it at once."""
    Annexe.objects.filter(pk=inspection_id).stale().update(queued_at=None)


def annexe_build(*, inspection_id: int, at: datetime, waited: bool = False) -> float | None:
    """Builds the annexe if it wants it; gives the seconds after which it wants it (again), None where it does not.

    Unless it has `waited`, one built a moment ago is put off, so that a burst of changes costs a few builds. Safe
    twice, late and out of order.
    """
    annexe = Annexe.objects.filter(pk=inspection_id).stale().to_build().first()
    if annexe is None:
        return None
    wait = 0.0 if waited else seconds_to_wait(built_at=annexe.built_at, covered=annexe.covered, at=at)
    if wait:
        return wait
    return _queued_again(annexe, at=at) if _built(annexe, at=at) else None


def _built(annexe: Annexe, *, at: datetime) -> bool:
    """Stores new files, made of figures that were read after `annexe`, so at least as fresh as what it wanted.

    What they are made of may be as it was: then nothing is written anew, unless another release wrote the files. A
    build that fails leaves the last good files, says why, and is tried again by the sweeper.
    """
    try:
        _step(annexe, 1)
        material = material_of(annexe.inspection)
        tables = {audience: tables_of(material, audience) for audience in Audience}
        found = fingerprint(str(annexe.inspection), tables)
        as_it_was = (found, release_hash()) == (annexe.fingerprint, annexe.release)
        files = [] if as_it_was else list(_written(annexe, tables, at=at))
    except Exception as error:  # whatever it is, the page says so and the last good files stay
        logger.exception("The annexe of %s could not be built", annexe.inspection.name)
        mine = Annexe.objects.filter(pk=annexe.pk, built__lt=annexe.wanted)
        mine.update(failed_because=f"{type(error).__name__}: {error}"[:LONGEST_REASON], queued_at=at, step=0)
        return False
    return _stored(annexe, files, found, at=at)


def _written(annexe: Annexe, tables: Tables, *, at: datetime) -> Iterator[AnnexeFile]:
    step = 1
    for audience, found in tables.items():
        made = Made(annexe.inspection, audience, found, at)
        for name, write in WRITERS.items():
            step += 1
            _step(annexe, step)
            content = write(made)
            yield AnnexeFile(annexe=annexe, audience=audience, format=name, content=content, size=len(content))
    _step(annexe, len(STEPS))


def _step(annexe: Annexe, step: int) -> None:
    """Shown to whoever waits; seen at once, because a build is no transaction."""
    Annexe.objects.filter(pk=annexe.pk, built__lt=annexe.wanted).update(step=step)


@transaction.atomic
def _stored(annexe: Annexe, files: Files, found: str, *, at: datetime) -> bool:
    """Notes the build and keeps its files (none: as they were), unless a newer one is there."""
    noted = Annexe.objects.filter(pk=annexe.pk, built__lt=annexe.wanted).update(
        built=annexe.wanted,
        covered=annexe.wanted - F("built"),
        built_at=at,
        changed_at=F("changed_at") if found == annexe.fingerprint else at,
        queued_at=None,
        step=0,
        failed_because="",
        fingerprint=found,
        release=release_hash(),
    )
    if noted and files:
        AnnexeFile.objects.bulk_create(
            files,
            update_conflicts=True,
            unique_fields=["annexe", "audience", "format"],
            update_fields=["content", "size"],
        )
    return bool(noted)


def _queued_again(annexe: Annexe, *, at: datetime) -> float | None:
    """Noted as queued where it changed during its build: whoever saved meanwhile sent no message."""
    again = Annexe.objects.filter(pk=annexe.pk).lost(at)
    if not again.update(queued_at=at):
        return None
    return seconds_to_wait(built_at=at, covered=annexe.wanted - annexe.built, at=at)


@transaction.atomic
def annexes_sweep(*, at: datetime) -> list[int]:
    """Every annexe that wants a build and has none on its way; noted as queued, for whoever sends the messages."""
    ids = _unlocked(Annexe.objects.lost(at))
    Annexe.objects.filter(pk__in=ids).update(queued_at=at)
    return ids


@transaction.atomic
def annexes_follow_the_release() -> None:
    """What another release wrote wants a build, for whoever sweeps next: this one may lay files out otherwise."""
    ids = _unlocked(Annexe.objects.of_another_release())
    Annexe.objects.filter(pk__in=ids).update(wanted=F("wanted") + 1)


def _unlocked(annexes: AnnexeQuerySet) -> list[int]:
    """Locked until the transaction ends, but for those that somebody is changing at this moment."""
    rows = annexes.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def inside_take(*, inspection_id: int, what: str, by: Person, at: datetime) -> None:
    """Puts on record that this person takes what is for the team alone: a file, or every answer.

    Raises PermissionDenied.
    """
    if not can_see_inside(standing_of(by, inspection_id)):
        raise PermissionDenied
    AnnexeTaken.objects.create(inspection_id=inspection_id, what=what, by=by, at=at)
