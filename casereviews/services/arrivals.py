"""Puts on record what arrived at a review, so that each change counts once and nothing that was typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.compiled import CompiledInsert
from accounts.models import Person
from casereviews.access import can_answer
from casereviews.history import says_more_than_seen, was_reader
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import NOTHING, Arrived, Change, Outcome, Sheet, Status, place_of
from inspections.rules import Standing

UNSAVED = frozenset({Status.CONFLICT, Status.KEPT_ASIDE, Status.REFUSED})
KEPT = "It is kept aside under your name, where the reader and the lead inspector see it."
LONGEST_REASON = 500
LONGEST_TARGET = 100
RECEIVED = CompiledInsert(
    "casereviews.ReceivedChange",
    [
        "id",
        "review",
        "target",
        "status",
        "seen",
        "version",
        "value",
        "note",
        "reason",
        "by",
        "device",
        "sequence",
        "at",
    ],
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent changes, from which device if it has a name, and when they arrived."""

    person: Person
    at: datetime
    device: UUID | None = None


def why_kept_aside(review: CaseReview, standing: Standing) -> str:
    """Why what this person sends cannot be saved in the review any more; "" where it can.

    Raises PermissionDenied for somebody who never read the case.
    """
    if not can_answer(standing, review):
        if not was_reader(review.pk, standing.person_id):
            raise PermissionDenied
        return f"This case is no longer yours to read. {KEPT}"
    if review.is_closed:
        return f"The review was submitted before this arrived. {KEPT}"
    return ""


def arrivals_of(changes: Sequence[Change]) -> dict[str, Arrived]:
    """What became of those of the changes, and of those that they follow, that arrived before: one query, or none."""
    ids = {change.id for change in changes if change.id}
    return ReceivedChange.objects.arrived(ids | {change.seen for change in changes if isinstance(change.seen, str)})


def arrivals_record(review: CaseReview, sheet: Sheet, outcomes: Sequence[Outcome], sender: Sender) -> int:
    """Puts on record what a device sent, and what a page sent and could not be saved. Returns how many.

    `sheet` is as it stands after the changes.
    """
    rows = [
        _row(review, sheet, outcome, sender)
        for outcome in outcomes
        if outcome.status is not Status.DUPLICATE and (outcome.change.id or _holds_words(review, sheet, outcome))
    ]
    RECEIVED.write(rows)  # of one id sent to two reviews at the same moment, the first
    return len(rows)


def _holds_words(review: CaseReview, sheet: Sheet, outcome: Outcome) -> bool:
    """A page posts all that it shows: only what somebody typed, and what is not saved, is worth keeping."""
    place = place_of(sheet, outcome.change.target)
    return outcome.status in UNSAVED and place is not None and says_more_than_seen(review.pk, place, outcome.change)


def _is_followed(sheet: Sheet, outcome: Outcome) -> bool:
    """Another change of the same batch came after it, so the history of the row, written once, does not hold it."""
    place = place_of(sheet, outcome.change.target)
    if outcome.status is not Status.SAVED or place is None:
        return False
    return sheet.rows.of(place.kind).get(outcome.change.target, NOTHING).version > outcome.version


def _row(review: CaseReview, sheet: Sheet, outcome: Outcome, sender: Sender) -> dict[str, Any]:
    change, keep = outcome.change, outcome.status in UNSAVED or _is_followed(sheet, outcome)
    return {
        "id": change.id or uuid4(),
        "review_id": review.pk,
        "target": change.target[:LONGEST_TARGET],
        "status": outcome.status.value,
        "seen": change.seen if isinstance(change.seen, int) else 0,
        "version": outcome.version,
        "value": _kept(change.value) if keep else None,
        "note": _kept(change.note) if keep else None,
        "reason": outcome.reason[:LONGEST_REASON],
        "by_id": sender.person.pk,
        "device": sender.device,
        "sequence": review.sequence,
        "at": sender.at,
    }


def _kept(text: str | None) -> str | None:
    """As much of a text as a note could hold, without what the database cannot."""
    if text is None:
        return None
    return text[: settings.NOTE_MAX_LENGTH].replace("\0", "\ufffd").encode("utf-8", "replace").decode()
