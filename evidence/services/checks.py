"""What every service of evidence begins with, and why something cannot be saved."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models

from accounts.models import Person
from accounts.versions import row_change
from evidence.models import Evidence
from evidence.rules import HELD, PERSON_NAMES, EvidenceKind, Problem, Theme, survey_problem, texts_problem
from inspections.access import standing_of
from inspections.models import Inspection
from inspections.rules import Role, Standing
from standards.outline import outline_of

May = Callable[[Standing], bool]
LONGEST_REASON = 300


class EvidenceRefused(Exception):
    """It cannot be saved like this; the message says why. `field` is what to mend, empty where none is."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def inspection_locked(inspection_id: int, by: Person, may: May) -> Inspection:
    """The inspection's row stands for all its evidence. Raises PermissionDenied, DoesNotExist."""
    if not may(standing_of(by, inspection_id)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection_id)
    found: Inspection = Inspection.objects.with_names().get(pk=inspection_id)
    return found


def positions_check(positions: Iterable[str], inspection: Inspection, field: str = "positions") -> None:
    outline = outline_of(inspection.edition)
    known = {*outline.standards, *outline.questions, *Theme}
    if unknown := [position for position in positions if position not in known]:
        raise EvidenceRefused(f"{unknown[0][:20]} is no standard or key question of this edition", field)


def attended_check(attended: Iterable[int], inspection: Inspection, before: Iterable[int] = ()) -> None:
    """Who was there is of the team, or was when it was written down."""
    team = inspection.team.exclude(role=Role.SERVICE_CONTACT).values_list("person_id", flat=True)
    if set(attended) - set(team) - set(before):
        raise EvidenceRefused("Choose people of the team of this inspection", "attended")


def piece_check(piece: Evidence, today: date) -> None:
    """Why a piece cannot be like this, each at its field. Raises EvidenceRefused."""
    kind = EvidenceKind(piece.kind)
    words_check(piece.title, "title", "Give it a title, so that others know what it is", 200)
    words_check(piece.notes, "notes", "", settings.NOTE_MAX_LENGTH)
    if kind in HELD and piece.held_on is None:
        raise EvidenceRefused("Enter the day, month and year on which it was", "held_on")
    if piece.held_on and piece.held_on > today:
        raise EvidenceRefused("This day is still to come: record it once it was", "held_on")
    if kind in HELD and not piece.with_whom:
        raise EvidenceRefused("Choose whom it was with", "with_whom")
    if set(piece.with_whom) - set(PERSON_NAMES):
        raise EvidenceRefused("Choose kinds of person from the list", "with_whom")
    if kind is EvidenceKind.SURVEY:
        problem_told(survey_problem(invited=piece.invited, completed=piece.completed or 0))
    if kind is EvidenceKind.TEXT_SURVEY:
        asked, given = piece.consents_asked or 0, piece.consents_given or 0
        problem_told(texts_problem(asked=asked, given=given, replies=piece.replies, scores=piece.scores))


def problem_told(problem: Problem | None) -> None:
    if problem:
        raise EvidenceRefused(problem.sentence, problem.field)


def words_check(words: str, field: str, required: str, longest: int) -> None:
    """`required` is the sentence where there are none; empty where there may be none."""
    if required and not words.strip():
        raise EvidenceRefused(required, field)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in words):
        raise EvidenceRefused("This holds a character that cannot be saved: remove it", field)
    if len(words) > longest:
        raise EvidenceRefused(f"Shorten it to {longest:,} characters: these are {len(words):,}", field)


def row_withdraw(row: models.Model, *, because: str, seen: int, by: Person, at: datetime) -> None:
    """Withdraws a row that is locked; one that is withdrawn already stays as it is. Raises EvidenceRefused."""
    if row.withdrawn_at:  # type: ignore[attr-defined]
        return
    words_check(because, "because", "Say why it is withdrawn", LONGEST_REASON)
    told: Mapping[str, Any] = {"withdrawn_because": because, "withdrawn_by": by, "withdrawn_at": at}
    row_change(row, seen=seen, by=by, **told)


def not_withdrawn(row: Any) -> None:
    if row.withdrawn_at:
        raise EvidenceRefused("This was withdrawn meanwhile: it stays on record as it is")
