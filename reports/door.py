"""The JSON of the door for prose: what a page sends, read; what became of it, written (docs/prose.md).

A body that cannot be read at all is refused as a whole; a change that cannot be read refuses itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from reports.models import Paragraph
from reports.rules import Became, ProseChange
from reports.services import Outcome, ProseReceipt

LARGEST_BODY = 1_000_000  # bytes
AT_ONCE = 200  # changes: the section is locked while they are saved
LONGEST_PART = 20
HIGHEST_VERSION = 2**31 - 1
KEYS = frozenset({"id", "paragraph", "part", "seen", "node", "after"})


class TooMany(Exception):
    """More changes than are taken at once."""


class Unreadable(Exception):
    """The body cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A change that cannot be read, under the id it came with if that can be."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: each change, or why it cannot be read, in order; and where its author writes now."""

    changes: tuple[ProseChange | Unread, ...]
    person: int | None = None  # whose page sent them
    says_where: bool = False
    paragraph: UUID | None = None  # where they write
    is_there: bool = False  # False: they left

    @property
    def sound(self) -> list[ProseChange]:
        return [change for change in self.changes if isinstance(change, ProseChange)]


def body_read(body: bytes) -> Sent:
    """Raises Unreadable and TooMany."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("What was sent is not JSON.") from error
    if not isinstance(sent, dict) or not isinstance(sent.get("changes"), list):
        raise Unreadable("What was sent holds no list of changes.")
    if len(sent["changes"]) > AT_ONCE:
        raise TooMany
    person = sent.get("person")
    if person is not None and (not isinstance(person, int) or isinstance(person, bool)):
        raise Unreadable("Whose page this is cannot be read: it is a number.")
    where = sent.get("writing")
    if where not in (None, "") and not is_id(where):
        raise Unreadable("Where somebody writes cannot be read: it is the name of a paragraph, or nothing.")
    changes = tuple(_change(item) for item in sent["changes"])
    return Sent(changes, person, "writing" in sent, UUID(where) if where else None, where is not None)


def _change(item: Any) -> ProseChange | Unread:
    if not isinstance(item, dict):
        return Unread("", "A change is an object with id, paragraph, part, seen and node.")
    if not is_id(item.get("id")):
        return Unread("", "A change has an id of its own: a UUID in small letters.")
    if problem := _problem(item):
        return Unread(item["id"], problem)
    seen, after = item["seen"], item.get("after")
    return ProseChange(
        id=UUID(item["id"]),
        paragraph=UUID(item["paragraph"]),
        part=item["part"],
        seen=UUID(seen) if isinstance(seen, str) else seen,
        node=item["node"],
        after=UUID(after) if after else None,
        moves="after" in item,
    )


def _problem(item: Mapping[str, Any]) -> str:
    """What is wrong with a change, as a sentence; "" where nothing is."""
    seen, part, after = item.get("seen"), item.get("part"), item.get("after")
    is_version = isinstance(seen, int) and not isinstance(seen, bool) and 0 <= seen <= HIGHEST_VERSION
    has_part = isinstance(part, str) and len(part) <= LONGEST_PART and "\0" not in part
    unknown = ", ".join(sorted(str(key)[:40] for key in item.keys() - KEYS))[:200]
    sound = {
        "It names no paragraph: a UUID in small letters.": is_id(item.get("paragraph")),
        "It does not say in which part of the section it stands.": has_part,
        "It does not say which version it has seen: a number, or an earlier change.": is_version or is_id(seen),
        "It holds no words: what stands there, or null.": "node" in item,
        "It does not say after which paragraph it stands: a UUID, or null.": after is None or is_id(after),
        f"It holds what is not known here: {unknown}.": not unknown,
    }
    return next((sentence for sentence, is_so in sound.items() if not is_so), "")


def is_id(value: Any) -> bool:
    """A UUID as the door takes it, in small letters with hyphens."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def answer_json(sent: Sent, receipt: ProseReceipt) -> dict[str, Any]:
    """The answer as docs/prose.schema.json has it, the results in the order sent."""
    applied = iter(receipt.outcomes)
    results = [
        result_json(next(applied)) if isinstance(change, ProseChange) else unread_json(change)
        for change in sent.changes
    ]
    return {"results": results, "receipt": {"saved_at": _local(receipt.at)}}


def result_json(outcome: Outcome) -> dict[str, Any]:
    result = {
        "id": str(outcome.change.id),
        "status": outcome.became.value,
        "version": outcome.version,
        "current": paragraph_json(outcome.current),
        "reason": outcome.reason,
    }
    first = outcome.first
    return {**result, "first": first.became.value, "first_at": _local(first.at)} if first else result


def unread_json(change: Unread) -> dict[str, Any]:
    return {
        "id": change.id or None,
        "status": Became.REFUSED.value,
        "version": 0,
        "current": paragraph_json(None),
        "reason": change.reason,
    }


def paragraph_json(row: Paragraph | None) -> dict[str, Any]:
    """A paragraph as it stands; version 0: there is none."""
    if row is None:
        return {"node": None, "by": "", "at": None, "version": 0}
    by = row.by.name if row.by else ""
    return {"node": row.node, "by": by, "at": _local(row.changed_at), "version": row.version}


def _local(at: datetime | None) -> str | None:
    """In the time of the inspectorate's clocks."""
    return localtime(at).isoformat() if at else None
