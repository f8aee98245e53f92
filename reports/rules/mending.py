"""Mends of prose: some of its characters give way to others, or to a live figure; all else stays as it was. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.rules.prose import LISTS, Node, Say, said_pieces

Inline = dict[str, Any]


def text_put(text: str) -> Inline:
    return {"type": "text", "text": text}


def figure_put(source: str, form: str) -> Inline:
    return {"type": "figure", "attrs": {"source": source, "form": form}}


def mended(node: Node, *, line: int, span: tuple[int, int], put: Inline, say: Say) -> Node | None:
    """The block with what its line `line` reads within `span` replaced; None where that would part a figure.

    Lines count as in lines_of. Text that is put takes the marks of the first that it replaces; footnotes stay.
    """
    lines = iter(range(line + 1))
    return _in_block(node, lines, _Cut(*span, put, say), line)


class _Cut:
    def __init__(self, start: int, end: int, put: Inline, say: Say) -> None:
        self.start, self.end, self.put, self.say = start, end, put, say

    def content(self, line: Node) -> list[Any] | None:
        """The inline pieces of a line, mended; None where a figure would be parted."""
        before: list[Any] = []
        after: list[Any] = []
        marks: Sequence[Any] | None = None
        for piece, said, at in said_pieces(line, self.say):
            left, right = said[: max(0, self.start - at)], said[max(0, self.end - at) :]
            if at >= self.end or (piece["type"] == "note" and at > self.start):
                after.append(piece)
            elif at + len(said) <= self.start:
                before.append(piece)
            elif piece["type"] == "text":
                marks = piece.get("marks", ()) if marks is None else marks
                before += _text(piece, left)
                after += _text(piece, right)
            elif left or right:
                return None
        return None if marks is None else [*before, self._put(marks), *after]

    def _put(self, marks: Sequence[Any]) -> Inline:
        return {**self.put, "marks": list(marks)} if marks and self.put["type"] == "text" else self.put


def _text(piece: Node, text: str) -> list[Any]:
    return [{**piece, "text": text}] if text else []


def _in_block(node: Node, lines: Iterator[int], cut: _Cut, wanted: int) -> Node | None:
    if node["type"] in LISTS:
        items = []
        is_done = False
        for item in node.get("content", ()):
            found = None if is_done else _in_line(item, lines, cut, wanted)
            is_done = is_done or found is not None
            items.append(found or item)
        return {**node, "content": items} if is_done else None
    return _in_line(node, lines, cut, wanted)


def _in_line(line: Node, lines: Iterator[int], cut: _Cut, wanted: int) -> Node | None:
    """The line, or the footnote in it, that has the number wanted; None for neither."""
    if next(lines, -1) == wanted:
        content = cut.content(line)
        return None if content is None else {**line, "content": content}
    pieces = list(line.get("content", ()))
    for place, piece in enumerate(pieces):
        if piece["type"] == "note" and next(lines, -1) == wanted:
            content = cut.content(piece)
            if content is None:
                return None
            pieces[place] = {**piece, "content": content}
            return {**line, "content": pieces}
    return None
