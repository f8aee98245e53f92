"""The JSON of the one door for changes: what a device sends, read; what became of it, written (docs/changes.md).

A body that cannot be read at all is refused as a whole; a change that cannot be read refuses itself.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from casereviews.rules import NOTHING, Change, Outcome, Problem, Progress, Saved, Sheet, Status, odd_patterns
from standards.rules import Relevance

LARGEST_BODY = 1_000_000  # bytes
LONGEST_TARGET = 100
HIGHEST_VERSION = 2**31 - 1
KEYS = frozenset({"id", "target", "seen", "value", "note"})


class Unreadable(Exception):
    """The body cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was sent: each change, or why it cannot be read, in the order sent."""

    changes: tuple[Change | Outcome, ...]
    device: UUID | None = None
    person: int | None = None  # whose page sent them

    @property
    def sound(self) -> list[Change]:
        return [change for change in self.changes if isinstance(change, Change)]


def body_read(body: bytes) -> Read:
    """Raises Unreadable."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("What was sent is not JSON.") from error
    if not isinstance(sent, dict) or not isinstance(sent.get("changes"), list):
        raise Unreadable("What was sent holds no list of changes.")
    device = sent.get("device")
    if device is not None and not is_id(device):
        raise Unreadable("The device has no name that could be read: it is a UUID in small letters.")
    person = sent.get("person")
    if person is not None and (not isinstance(person, int) or isinstance(person, bool)):
        raise Unreadable("Whose page this is cannot be read: it is a number.")
    return Read(tuple(_change(item) for item in sent["changes"]), UUID(device) if device else None, person)


def _change(item: Any) -> Change | Outcome:
    if not isinstance(item, dict):
        return _refused({}, "A change is an object with id, target and seen.")
    if not is_id(item.get("id")):
        return _refused({}, "A change has an id of its own: a UUID in small letters.")
    if problem := _problem(item):
        return _refused(item, problem)
    texts = {key: item[key] or "" for key in ("value", "note") if key in item}
    return Change(item["target"], item["seen"], texts.get("value"), texts.get("note"), item["id"])


def _problem(item: Mapping[str, Any]) -> str:
    target, seen = item.get("target"), item.get("seen")
    if not isinstance(target, str) or not 0 < len(target) <= LONGEST_TARGET or not target.isprintable():
        return "Its target is no address of an answer, such as 2.1.1.a."
    sound = isinstance(seen, int) and not isinstance(seen, bool) and 0 <= seen <= HIGHEST_VERSION
    if not sound and not is_id(seen):
        return "It does not say which version it has seen: a number, or the id of an earlier change."
    if any(not isinstance(item.get(key), str | None) for key in ("value", "note")):
        return "Its value and its note are text, or null."
    if unknown := sorted(str(key)[:40] for key in item.keys() - KEYS):
        return f"It holds what is not known here: {', '.join(unknown)[:200]}."
    return ""


def is_id(value: Any) -> bool:
    """A UUID as the door takes it, in small letters with hyphens."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _refused(item: Mapping[str, Any], sentence: str) -> Outcome:
    target = item.get("target")
    change = Change(target if isinstance(target, str) else "", 0, id=item.get("id", ""))
    return Outcome(change, Status.REFUSED, NOTHING, Problem(sentence))


def result_json(outcome: Outcome, sent_id: str, names: Mapping[int, str]) -> dict[str, Any]:
    """One result as docs/changes.schema.json has it."""
    result = {
        "id": sent_id or None,
        "status": outcome.status.value,
        "version": outcome.version,
        "current": row_json(outcome.current, names),
        "reason": outcome.reason,
    }
    first = outcome.first
    return {**result, "first": first.status.value, "first_at": _local(first.at)} if first else result


def result_untold(result: dict[str, Any]) -> dict[str, Any]:
    """A result for who may not open the review any more: what stands there now is not theirs to read."""
    return {**result, "current": row_json(NOTHING, {})}


def row_json(row: Saved, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "value": row.value,
        "note": row.note,
        "by": names.get(row.by_id or 0, ""),
        "at": _local(row.at),
        "version": row.version,
    }


def receipt_json(sequence: int, at: datetime) -> dict[str, Any]:
    return {"sequence": sequence, "saved_at": _local(at)}


def day_json(day: date, device: UUID, lines: Collection[str], sequence: int) -> dict[str, Any]:
    """The receipt of a day: `lines` as docs/changes.md has them, in any order."""
    return {
        "day": day.isoformat(),
        "device": str(device),
        "count": len(lines),
        "checksum": sha256("".join(sorted(lines)).encode()).hexdigest(),
        "sequence": sequence,
    }


def _local(at: datetime | None) -> str | None:
    """In the time of the inspectorate's clocks, so that its first ten characters are the day of its receipt."""
    return localtime(at).isoformat() if at else None


def progress_json(progress: Mapping[str, Progress]) -> dict[str, list[int]]:
    """[given, required] by page: "" for the facts, then each standard by its number."""
    return {page: [found.done, found.required] for page, found in progress.items()}


ASKED = {Relevance.RELEVANT: "asked", Relevance.WAITING: "waiting"}


def asked_json(sheet: Sheet) -> dict[str, str]:
    """Whether each key question is asked of the case, by its address."""
    return {question.address: ASKED.get(sheet.relevance(question), "not asked") for question in sheet.questions}


def nudge_json(sheet: Sheet) -> list[dict[str, str]]:
    """The key questions whose judgement and prompts point different ways, with the sentence that asks why."""
    return [{"target": odd.target, "text": odd.sentence} for odd in odd_patterns(sheet)]
