"""Two versions of a section side by side, with what changed marked: figures apart from words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser

from standards.wording import WORDS

BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "caption", "tr", "dt", "dd", "figcaption", "blockquote"})
HIDDEN = frozenset({"script", "style", "svg", "template"})
PIECES = re.compile(r"\s+|\d[\d,.]*%?|\w+|[^\w\s]")
NUMBERS = frozenset(WORDS)
MOST = 2_000  # words of one paragraph that are compared word by word: what takes longer is marked as a whole
LIVE, PLAIN = "\ue000", "\ue001"  # where a live figure begins and ends: characters that no prose keeps


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with the blank before it."""

    text: str
    is_figure: bool
    blank: str


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
    """`marking`: the live figures of its prose stand between two signs."""

    def __init__(self, *, marking: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.marking = marking
        self.spans: list[bool] = []
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
        elif tag == "span":
            self.spans.append(self.marking and "plumb-figure" in (dict(attrs).get("class") or "").split())
            self.open.append(LIVE if self.spans[-1] else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag in BLOCKS:
            self.close_block()
        elif tag == "plumb-note":
            self.open.append("]")
        elif tag == "span" and self.spans:
            self.open.append(PLAIN if self.spans.pop() else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.open.append(data.replace(LIVE, "").replace(PLAIN, "") if self.marking else data)

    def close_block(self) -> None:
        if text := " ".join("".join(self.open).split()).strip("| "):
            self.blocks.append(text)
        self.open = []


def blocks_of(body: str) -> list[str]:
    """The paragraphs, list items and rows of a body as plain text, in order.

    Cells are parted by bars, and a footnote stands in brackets at its place.
    """
    return _blocks(body, marking=False)


def _blocks(body: str, *, marking: bool) -> list[str]:
    reader = _Reader(marking=marking)
    reader.feed(body)
    reader.close()
    reader.close_block()
    return reader.blocks


def compared(before: str, after: str) -> list[Row]:
    """Two bodies, paragraph beside paragraph."""
    left, right = _blocks(before, marking=True), _blocks(after, marking=True)
    rows: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [_row(text, text) for text in left[a:b]]
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
    left, right = list(_tokens(before)), list(_tokens(after))
    sides: tuple[list[tuple[Token, bool]], list[tuple[Token, bool]]] = ([], [])
    for is_same, a, b, c, d in _stretches([one.text for one in left], [one.text for one in right]):
        sides[0].extend((token, is_same) for token in left[a:b])
        sides[1].extend((token, is_same) for token in right[c:d])
    return Row(tuple(_pieces(sides[0])), tuple(_pieces(sides[1])))


def _stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Which stretches of the two are the same, in order: whether they are, and from where to where on each side."""
    least = min(len(left), len(right))
    first = next((n for n in range(least) if left[n] != right[n]), least)
    last = next((n for n in range(least - first) if left[-1 - n] != right[-1 - n]), least - first)
    a, b, c, d = first, len(left) - last, first, len(right) - last
    yield True, 0, a, 0, c
    if max(b - a, d - c) > MOST:
        yield False, a, b, c, d
    else:
        for what, e, f, g, h in SequenceMatcher(None, left[a:b], right[c:d], autojunk=False).get_opcodes():
            yield what == "equal", a + e, a + f, c + g, c + h
    yield True, b, len(left), d, len(right)


def _tokens(text: str) -> Iterator[Token]:
    """A figure is a number, in figures or in words, and all that a live figure says."""
    is_live, blank = False, ""
    for token in PIECES.findall(text):
        if token in (LIVE, PLAIN):
            is_live = token == LIVE
        elif token.isspace():
            blank += token
        else:
            yield Token(token, is_live or token[0].isdigit() or token.lower() in NUMBERS, blank)
            blank = ""


def _pieces(tokens: Iterable[tuple[Token, bool]]) -> Iterator[Piece]:
    """Neighbours of one mark in one piece; a blank between two marks is of neither."""
    mark, text = Mark.SAME, ""
    for token, is_same in tokens:
        now = Mark.SAME if is_same else Mark.FIGURE if token.is_figure else Mark.WORDS
        if now is mark:
            text += token.blank + token.text
        elif mark is Mark.SAME:
            yield from _piece(mark, text + token.blank)
            text = token.text
        else:
            yield Piece(mark, text)
            text = token.blank + token.text
        mark = now
    yield from _piece(mark, text)


def _piece(mark: Mark, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(mark, text)
