"""CSV as services send it: in three encodings, with three separators."""

import codecs
import csv
import io
from collections.abc import Iterator

from samples.rules import Value
from samples.uploading.tables import (
    CELL_TOO_LONG,
    LONGEST_CELL,
    MOST_COLUMNS,
    TOO_MANY_COLUMNS,
    FileRefused,
    Meter,
    Table,
)

SEPARATORS = (",", ";", "\t")
NO_TEXT = (
    "The characters of this file cannot be read. Open it in Excel, save it as “CSV UTF-8” or as an Excel workbook "
    "(.xlsx), and upload that."
)
# Separators of Word and control characters that no text holds.
ODD = frozenset(range(32)) - {9, 10, 13, 12, 11, 28, 29, 30, 31}


def csv_table(content: bytes, meter: Meter) -> Table:
    meter.bytes_read(len(content))
    text = text_of(content)
    table = Table()
    first = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    separator = first[4:5] if _names_separator(first) else separator_of(first)
    for number, values in _records(text, separator):
        if number == 1 and _names_separator(first):
            continue
        if len(values) > MOST_COLUMNS and any(values[MOST_COLUMNS:]):
            raise FileRefused(TOO_MANY_COLUMNS)
        found: list[Value] = [value.strip() for value in values[:MOST_COLUMNS]]
        if any(len(value) > LONGEST_CELL for value in values):
            raise FileRefused(CELL_TOO_LONG)
        table.add(number, found, meter)
    return table


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each with its number, as a spreadsheet that opens the file counts."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, values in enumerate(rows, start=1):
            yield number, values
    except csv.Error as problem:
        if "field limit" in str(problem) or "field larger" in str(problem):
            raise FileRefused(CELL_TOO_LONG) from problem
        raise FileRefused(
            f"After row {number} a quotation mark opens or closes a cell where none should. Put it right, or save the "
            "file as an Excel workbook (.xlsx), and upload that."
        ) from problem


def _names_separator(first: str) -> bool:
    """Excel may say in the first line which it is: sep=;"""
    return first.lower().startswith("sep=") and first[4:5] in SEPARATORS and len(first) == 5


def separator_of(first: str) -> str:
    """That which the heading has most of, outside of quotation marks; a comma where it has none."""
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1252, in this order. Raises FileRefused for what is no text."""
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
        raise FileRefused(NO_TEXT) from problem
    if not ODD.isdisjoint(map(ord, set(text))) or "\ufffd" in text:
        raise FileRefused(NO_TEXT)
    return text
