"""CSV as people send it: in three encodings, with three separators."""

import codecs
import csv
import io
from collections.abc import Iterator

SEPARATORS = (",", ";", "\t")
# Control characters that no text holds; separators of Word and others that some do are not among them.
ODD = frozenset(range(32)) - {9, 10, 13, 12, 11, 28, 29, 30, 31}


class NoText(Exception):
    """The bytes are no text in an encoding that spreadsheets write."""


class BrokenCsv(Exception):
    """After this row the file cannot be read: a quotation mark is out of place, or a cell has no end."""

    def __init__(self, row: int, *, is_too_long: bool) -> None:
        super().__init__(f"row {row}")
        self.row, self.is_too_long = row, is_too_long


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1252, in this order. Raises NoText."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _plain(content, encoding)
    start = content[:400]
    if start[1::2].count(0) > len(start) // 3:
        return _plain(content, "utf-16-le")
    if start[::2].count(0) > len(start) // 3:
        return _plain(content, "utf-16-be")
    try:
        return _plain(content, "utf-8")
    except UnicodeDecodeError:
        return _plain(content, "cp1252")


def _plain(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            raise
        raise NoText from problem
    if not ODD.isdisjoint(map(ord, set(text))) or "\ufffd" in text:
        raise NoText
    return text


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each with its number, as a spreadsheet that opens the file counts. Raises BrokenCsv."""
    first = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    is_named = _names_separator(first)
    separator = first[4] if is_named else separator_of(first)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if not (number == 1 and is_named):
                yield number, cells
    except csv.Error as problem:
        raise BrokenCsv(number, is_too_long="field l" in str(problem)) from problem


def _names_separator(first: str) -> bool:
    """Excel may say in the first line which it is: sep=;"""
    return first.lower().startswith("sep=") and first[4:5] in SEPARATORS and len(first) == 5


def separator_of(first: str) -> str:
    """That which the heading has most of, outside of quotation marks; a comma where it has none."""
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)
