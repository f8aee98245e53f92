"""Earlier values of answers, judgements, facts and notes, read from the history that the database keeps."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from casereviews.models import ReceivedChange
from casereviews.rules import NOTHING, Change, Kind, Place, Saved, Status

UNSAVED_NAMES = {
    Status.CONFLICT: "Not saved: somebody else had changed the answer",
    Status.KEPT_ASIDE: "Kept aside: it does not count",
    Status.SAVED: "Saved, and changed again at once",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a row said at some time, or what somebody typed there that was not saved (`version` 0)."""

    row: Saved
    became: str  # in words
    by: str = ""  # who, once names are read


def earlier_saved(review_id: int, place: Place, target: str) -> list[Earlier]:
    """Every version of a row with who and when, newest first."""
    events, note = _row_events(review_id, place, target)
    names = ("version", "value", *([note] if note else []), "by_id", "at", "by__name")
    # A row is also written when it begins or ceases to count: the first of a version is when it was typed.
    rows = events.order_by("version", "pgh_id").distinct("version").values(*names)
    found = [
        Earlier(Saved(r["value"], r.get(note, ""), r["version"], r["by_id"], r["at"]), "Saved", r["by__name"])
        for r in rows
    ]
    return found[::-1]


def earlier_unsaved(review_id: int, target: str) -> list[Earlier]:
    """What was typed at a target and lost a conflict, or was kept aside."""
    rows = ReceivedChange.objects.unsaved_at(review_id, target).select_related("by")
    return [
        Earlier(
            Saved(row.value or "", row.note or "", 0, row.by_id, row.at), UNSAVED_NAMES[Status(row.status)], row.by.name
        )
        for row in rows
    ]


def as_seen(review_id: int, place: Place, target: str, version: int) -> Saved:
    """What the row said at `version`; NOTHING for version 0 or one that never was."""
    if version <= 0:
        return NOTHING
    events, note = _row_events(review_id, place, target)
    names = ("value", note, "version") if note else ("value", "version")
    found = events.filter(version=version).order_by("-pgh_id").values(*names).first()
    return Saved(found["value"], found.get(note, ""), found["version"]) if found else NOTHING


def _row_events(review_id: int, place: Place, target: str) -> tuple[Any, str]:
    """The history of one row, and the name of its column for the note ("" where it has none)."""
    if place.kind is Kind.FACT:
        return _events("FactEvent").filter(review_id=review_id, target=target), ""
    if place.kind is Kind.NOTE:
        return _events("NoteEvent").filter(review_id=review_id, target=target), "note"
    assert place.question is not None
    if place.kind is Kind.JUDGEMENT:
        return _events("JudgementEvent").filter(review_id=review_id, key_question_id=place.question.pk), "reason"
    letter = target.rpartition(".")[2]
    prompt = next(prompt for prompt in place.question.prompts if prompt.letter == letter)
    return _events("AnswerEvent").filter(review_id=review_id, prompt_id=prompt.pk), "note"


def says_more_than_seen(review_id: int, place: Place, change: Change) -> bool:
    """Somebody changed this: a page posts all that it shows, also what they left as it was."""
    seen = as_seen(review_id, place, change.target, change.seen if isinstance(change.seen, int) else 0)
    return change.value not in (None, seen.value) or change.note not in (None, seen.note)


def was_reader(review_id: int, person_id: int) -> bool:
    """The case is theirs to read, or was at some time."""
    return bool(_events("CaseReviewEvent").filter(pgh_obj_id=review_id, reader_id=person_id).exists())


def _events(model: str) -> Any:
    """The history table that pghistory made beside a model."""
    return apps.get_model("casereviews", model)._default_manager
