"""Writing a section together: what becomes of a change to a paragraph, where it stands, and how far the section is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from reports.rules.prose import BadNode, Node, checked, sources_in, text_of

PROSE = "prose"  # among the causes of a version: what people wrote in the section
STEP = 1024.0  # between two paragraphs, at first
NARROWEST = 1e-6
DEEPEST = 4  # list, item, footnote, text
LONGEST = {"text": 20_000, "href": 2_000, "source": 200, "form": 40}
ONE_SITTING = timedelta(minutes=10)


class Became(StrEnum):
    """What became of a change."""

    SAVED = "saved"
    DUPLICATE = "duplicate"  # it arrived before: what became of it then still holds
    CONFLICT = "conflict"  # somebody wrote something else there meanwhile
    REFUSED = "refused"


class Status(StrEnum):
    """How far a section is. Any change of its prose makes it a draft again."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    CLEARED = "cleared"


STATUS_NAMES = {Status.DRAFT: "Draft", Status.REVIEWED: "Reviewed", Status.CLEARED: "Cleared"}
# What a section must be before it can become something else: nothing is cleared that nobody reviewed.
COMES_AFTER: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.REVIEWED, Status.CLEARED}),
    Status.REVIEWED: frozenset({Status.DRAFT}),
    Status.CLEARED: frozenset({Status.REVIEWED}),
}


@dataclass(frozen=True, slots=True)
class ProseChange:
    """One change to one paragraph, as it was sent. `node` None takes it out.

    `seen` is the version that whoever wrote it had before them, or the id of an own earlier change of the paragraph.
    `after` says where it stands, if it `moves`: after that paragraph, or first in its part (None).
    """

    id: UUID
    paragraph: UUID
    part: str
    seen: int | UUID
    node: Any
    after: UUID | None = None
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """A change that arrived, by its id, and what became of it. `seen` and `version`: before it and after."""

    section_id: int
    by_id: int
    paragraph: UUID
    became: Became
    seen: int
    version: int
    reason: str = ""
    at: datetime | None = None

    def is_of(self, section_id: int, by_id: int, paragraph: UUID) -> bool:
        return (self.section_id, self.by_id, self.paragraph) == (section_id, by_id, paragraph)


def written(node: Any) -> Node | None:
    """What was sent as a block, with all that a block holds and nothing else; None where nothing stands in it.

    Raises BadNode.
    """
    if node is None:
        return None
    found = checked(_bare(node, 0))
    return None if _is_empty(found) else found


def _bare(piece: Any, depth: int) -> dict[str, Any]:
    if not isinstance(piece, Mapping) or depth > DEEPEST:
        raise BadNode("no block")
    kept: dict[str, Any] = {"type": piece.get("type")}
    if kept["type"] == "text":
        kept["text"] = _storable(piece.get("text"), "text")
        if marks := piece.get("marks"):
            kept["marks"] = [_mark(mark) for mark in _each(marks)]
    elif kept["type"] == "figure":
        attrs = _attrs(piece)
        kept["attrs"] = {name: _storable(attrs.get(name), name) for name in ("source", "form")}
    elif kept["type"] == "example":
        number = _attrs(piece).get("id")
        if isinstance(number, bool):
            raise BadNode("example")
        kept["attrs"] = {"id": number}
    elif content := piece.get("content"):
        kept["content"] = [_bare(child, depth + 1) for child in _each(content)]
    return kept


def _mark(mark: Any) -> dict[str, Any]:
    if not isinstance(mark, Mapping):
        raise BadNode("mark")
    if mark.get("type") != "link":
        return {"type": mark.get("type")}
    return {"type": "link", "attrs": {"href": _storable(_attrs(mark).get("href"), "href")}}


def _attrs(piece: Mapping[str, Any]) -> Mapping[str, Any]:
    attrs = piece.get("attrs")
    if not isinstance(attrs, Mapping):
        raise BadNode("attrs")
    return attrs


def _each(content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise BadNode("content")
    return content


def _storable(text: Any, name: str) -> str:
    """PostgreSQL holds neither NUL nor half of a surrogate pair."""
    if not isinstance(text, str) or len(text) > LONGEST[name]:
        raise BadNode(name)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
        raise BadNode("character")
    return text


def _is_empty(node: Node) -> bool:
    return node["type"] != "example" and not text_of(node).strip() and not sources_in([node])


def words_in(nodes: Sequence[Node]) -> int:
    """How many words stand in them, a live figure as one."""
    return sum(len(line.split()) for node in nodes for line in _lines(node))


def _lines(node: Node) -> list[str]:
    """The text of a block, line by line, footnotes apart."""
    content, line, more = node.get("content", ()), "", []
    for piece in content:
        if piece["type"] == "text":
            line += piece["text"]
        elif piece["type"] == "figure":
            line += "#"
        else:
            more += _lines(piece)
    return [line, *more]


def becomes(node: Node | None, *, current: Node | None, version: int, seen: int, then: Node | None) -> Became:
    """What becomes of a change to `node` that has seen a version in which `then` stood.

    Nothing is lost where the same stands there already, or where only its place changed since.
    """
    if node == current or seen == version:
        return Became.SAVED
    if seen > version:
        return Became.REFUSED
    return Became.SAVED if seen and then == current else Became.CONFLICT


def rank_between(before: float | None, after: float | None) -> float | None:
    """A place between two paragraphs; None where there is no more room, and all are to be numbered anew."""
    if before is None and after is None:
        return STEP
    if after is None:
        return (before or 0.0) + STEP
    if before is None:
        return after - STEP
    middle = (before + after) / 2
    return middle if after - before > NARROWEST and before < middle < after else None


def can_become(status: Status, now: Status) -> bool:
    return status in COMES_AFTER[now]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph as one of its versions had it."""

    version: int
    by_id: int | None
    at: datetime
    node: Node | None
    rank: float = 0.0


def sittings(drafts: Sequence[Draft]) -> list[Draft]:
    """The last version of each sitting, in order: saving by itself makes a version every few seconds of typing.

    A sitting is one person's, with no ten minutes of rest in it; taking the paragraph out ends one.
    """
    return [one for one, following in pairwise([*drafts, None]) if one and _ends(one, following)]


def _ends(one: Draft, following: Draft | None) -> bool:
    if following is None or one.node is None or following.node is None:
        return True
    return one.by_id != following.by_id or following.at - one.at >= ONE_SITTING
