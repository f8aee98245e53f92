"""Adding evidence, changing and withdrawing it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.versions import row_change
from evidence.access import can_record_evidence, can_send_evidence
from evidence.models import Evidence
from evidence.rules import SENT_BY_SERVICE, EvidenceKind
from evidence.services.checks import (
    EvidenceRefused,
    attended_check,
    inspection_locked,
    not_withdrawn,
    piece_check,
    positions_check,
    row_withdraw,
)
from evidence.services.files import SentFile, file_keep
from evidence.services.telling import evidence_changed
from inspections.models import Inspection

ABOUT = ("title", "positions", "notes")
MET = ("held_on", "attended", "with_whom", "with_words")
FIELDS: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.DOCUMENT: ABOUT,
    EvidenceKind.PRESENTATION: (*ABOUT, *MET),
    EvidenceKind.MEETING: (*ABOUT, *MET),
    EvidenceKind.INTERVIEW: (*ABOUT, *MET),
    EvidenceKind.SURVEY: (*ABOUT, "held_on", "asked", "invited", "completed"),
    EvidenceKind.TEXT_SURVEY: (
        *ABOUT,
        "held_on",
        "consents_asked",
        "consents_given",
        "replies_children",
        "replies_parents",
        "replies_unknown",
        "scores",
    ),
}


@transaction.atomic
def piece_add(
    *,
    inspection: Inspection,
    kind: EvidenceKind,
    told: Mapping[str, Any],
    file: SentFile | None = None,
    by: Person,
    at: datetime,
) -> Evidence:
    """Records a piece; `told` are the FIELDS of its kind. Raises PermissionDenied, EvidenceRefused.

    The same recorded twice by one person is one piece: a form that was sent twice.
    """
    found = inspection_locked(inspection.pk, by, can_record_evidence)
    piece = Evidence(inspection=found, kind=kind, recorded_by=by, recorded_at=at, by=by, **_of_kind(kind, told))
    _check(piece, today=localdate(at))
    same = Evidence.objects.standing().filter(inspection=found, kind=kind, recorded_by=by, **_of_kind(kind, told))
    if file is None and (known := same.first()):
        return known  # type: ignore[no-any-return]
    if kind is EvidenceKind.DOCUMENT and file is None:
        raise EvidenceRefused("Choose a file", "file")
    piece.save(force_insert=True)
    if file is not None:
        file_keep(piece, file)
    evidence_changed(found.pk)
    return piece


@transaction.atomic
def document_send(
    *, inspection: Inspection, kind: EvidenceKind, title: str, notes: str, file: SentFile, by: Person, at: datetime
) -> Evidence:
    """The service's contact sends a document, or the service's presentation. Raises as piece_add."""
    found = inspection_locked(inspection.pk, by, can_send_evidence)
    if kind not in SENT_BY_SERVICE:
        raise EvidenceRefused("Send a document, or your presentation", "kind")
    piece = Evidence(inspection=found, kind=kind, title=title, notes=notes, from_service=True, recorded_by=by)
    piece.recorded_at, piece.by = at, by
    _check(piece, today=localdate(at))
    piece.save(force_insert=True)
    file_keep(piece, file)
    evidence_changed(found.pk)
    return piece


@transaction.atomic
def piece_change(*, piece_id: int, told: Mapping[str, Any], seen: int, by: Person, at: datetime) -> Evidence:
    """Changes what is `told` of a piece. Raises DoesNotExist, PermissionDenied, ChangedMeanwhile, EvidenceRefused."""
    piece = _locked(piece_id, by)
    not_withdrawn(piece)
    values = _of_kind(EvidenceKind(piece.kind), told)
    wanted = Evidence.objects.get(pk=piece_id)
    for name, value in values.items():
        setattr(wanted, name, value)
    wanted.inspection = piece.inspection
    _check(wanted, today=localdate(at), before=piece.attended)
    row_change(piece, seen=seen, by=by, **values)
    _still_fits(piece)
    evidence_changed(piece.inspection_id)
    return piece


@transaction.atomic
def piece_withdraw(*, piece_id: int, because: str, seen: int, by: Person, at: datetime) -> Evidence:
    """Withdraws a piece with a reason: it stays on record, and nothing rests on it any more.

    A service's contact may withdraw what the service sent. Raises as piece_change.
    """
    row = Evidence.objects.only("inspection_id", "from_service").get(pk=piece_id)
    piece = _locked(piece_id, by, from_service=row.from_service)
    row_withdraw(piece, because=because, seen=seen, by=by, at=at)
    evidence_changed(piece.inspection_id)
    return piece


def _locked(piece_id: int, by: Person, *, from_service: bool = False) -> Evidence:
    inspection_id = Evidence.objects.values_list("inspection_id", flat=True).get(pk=piece_id)
    found = inspection_locked(
        inspection_id,
        by,
        lambda standing: can_record_evidence(standing) or (from_service and can_send_evidence(standing)),
    )
    piece: Evidence = Evidence.objects.select_for_update(no_key=True).get(pk=piece_id)
    piece.inspection = found
    return piece


def _of_kind(kind: EvidenceKind, told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in FIELDS[kind] if name in told}


def _check(piece: Evidence, *, today: date, before: list[int] | None = None) -> None:
    positions_check(piece.positions, piece.inspection)
    attended_check(piece.attended, piece.inspection, before or [])
    piece_check(piece, today)


def _still_fits(piece: Evidence) -> None:
    """Fewer cannot have completed a survey than answered one of its questions."""
    if piece.kind != EvidenceKind.SURVEY:
        return
    most = max((question.answered for question in piece.questions.standing()), default=0)
    if (piece.completed or 0) < most:
        raise EvidenceRefused(f"{most} answered one of its questions: so many completed it at least", "completed")
