"""Two versions of a section side by side, with what changed marked: figures apart from words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "caption", "tr", "dt", "dd", "figcaption", "blockquote"})
HIDDEN = frozenset({"script", "style", "svg", "template"})
PIECES = re.compile(r"\s+|\d[\d,.]*%?|\w+|[^\w\s]")


class Mark(StrEnum):
    """How a piece of text stands to the other version."""

    SAME = "same"
    FIGURE = "figure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, list item or row of a table in both versions; one side is empty where it came or went."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.mark is not Mark.SAME for piece in (*self.before, *self.after))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.open: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.close_block()
        elif tag in ("td", "th") and self.open:
            self.open.append(" | ")
        elif tag == "plumb-note":
            self.open.append(" [Note: ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag in BLOCKS:
            self.close_block()
        elif tag == "plumb-note":
            self.open.append("]")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.open.append(data)

    def close_block(self) -> None:
        if text := " ".join("".join(self.open).split()).strip("| "):
            self.blocks.append(text)
        self.open = []


def blocks_of(body: str) -> list[str]:
    """The paragraphs, list items and rows of a body as plain text, in order.

    Cells are parted by bars, and a footnote stands in brackets at its place.
    """
    reader = _Reader()
    reader.feed(body)
    reader.close()
    reader.close_block()
    return reader.blocks


def compared(before: str, after: str) -> list[Row]:
    """Two bodies, paragraph beside paragraph."""
    left, right = blocks_of(before), blocks_of(after)
    rows: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row((Piece(Mark.SAME, text),), (Piece(Mark.SAME, text),)) for text in left[a:b]]
        else:
            rows += _paired(left[a:b], right[c:d])
    return rows


def _paired(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    """Paragraphs that took each other's places, in order; what is left over came or went."""
    for place in range(max(len(left), len(right))):
        before = left[place] if place < len(left) else ""
        after = right[place] if place < len(right) else ""
        yield _row(before, after)


def _row(before: str, after: str) -> Row:
    left, right = PIECES.findall(before), PIECES.findall(after)
    found: tuple[list[Piece], list[Piece]] = ([], [])
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, tokens in ((0, left[a:b]), (1, right[c:d])):
            found[side].extend(_pieces(tokens, is_same=what == "equal"))
    return Row(tuple(found[0]), tuple(found[1]))


def _pieces(tokens: Sequence[str], *, is_same: bool) -> Iterator[Piece]:
    """Neighbours of one mark in one piece."""
    mark, text = Mark.SAME, ""
    for token in tokens:
        now = Mark.SAME if is_same else Mark.FIGURE if token[0].isdigit() else Mark.WORDS
        if token.isspace() and text:
            now = mark
        if text and now is not mark:
            yield Piece(mark, text)
            text = ""
        mark, text = now, text + token
    if text:
        yield Piece(mark, text)
