"""The parts of a workbook that hold its cells: strings, styles (which numbers are days), and a sheet."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from samples.rules import Special, Value
from samples.uploading.tables import (
    CELL_TOO_LONG,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ELEMENTS,
    TOO_MANY_COLUMNS,
    TOO_MUCH_INSIDE,
    FileRefused,
    Meter,
    Table,
)
from samples.uploading.xml import parser_new

DIGITS = "0123456789"
DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})  # formats that Excel knows by number
NO_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # texts, colours and conditions of a format
LAST_DAY = 73_050  # of 2099, counted from 1900


class StringsReader:
    """Texts that cells point to. What is said of how to pronounce them is no part of them."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.found: list[str] = []
        self.texts: list[str] = []
        self.is_open = self.is_phonetic = False

    def read(self, pieces: Iterator[bytes]) -> list[str]:
        _parse(pieces, self.meter, self.start, self.end, self.data)
        return self.found

    def start(self, name: str, _: dict[str, Any]) -> None:
        if name == "t":
            self.is_open = not self.is_phonetic
        elif name == "si":
            self.texts = []
        elif name == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self.is_open = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "si":
            text = "".join(self.texts)
            if len(text) > LONGEST_CELL:
                raise FileRefused(CELL_TOO_LONG)
            self.found.append(text)

    def data(self, text: str) -> None:
        if self.is_open:
            self.texts.append(text)


def date_styles(pieces: Iterator[bytes], meter: Meter) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a day."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    where = {"cells": False}

    def start(name: str, found: dict[str, Any]) -> None:
        if name == "numFmt":
            formats[found["numFmtId"]] = found["formatCode"]
        elif name == "cellXfs":
            where["cells"] = True
        elif name == "xf" and where["cells"]:
            styles.append(found.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            where["cells"] = False

    _parse(pieces, meter, start, end, None)
    days = {code for code in set(styles) if (is_day(formats[code]) if code in formats else _is_known(code))}
    return frozenset(number for number, code in enumerate(styles) if code in days)


def _is_known(code: str) -> bool:
    return code.isdecimal() and len(code) < 4 and int(code) in DAYS


def is_day(code: str) -> bool:
    """Whether a format shows a day: a y or a d outside of texts and colours. One with hours alone does not."""
    bare = NO_LETTERS.sub("", code[:400].lower()).replace("general", "").replace("red", "")
    return "y" in bare or "d" in bare


class SheetReader:
    """Reads one sheet into a table, cell by cell."""

    def __init__(self, table: Table, strings: list[str], styles: frozenset[int], first_day: date, meter: Meter) -> None:
        self.table, self.strings, self.first_day, self.meter = table, strings, first_day, meter
        self.day_styles = frozenset(map(str, styles))
        self.places: dict[str, int] = {}
        self.number = 0
        self.row: list[Value] = []
        self.place = -1
        self.kind = self.style = ""
        self.texts: list[str] = []
        self.is_open = self.is_formula = self.has_value = False

    def read(self, pieces: Iterator[bytes]) -> None:
        _parse(pieces, self.meter, self.start, self.end, self.data)

    def start(self, name: str, found: dict[str, Any]) -> None:
        if name == "c":
            self._cell(found)
        elif name in ("v", "t"):
            self.is_open = True
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            told = found.get("r")
            self.number = int(told) if told else self.number + 1
            self.row, self.place = [], -1

    def _cell(self, found: dict[str, Any]) -> None:
        told = found.get("r")
        if told:
            letters = told.rstrip(DIGITS)
            place = self.places.get(letters)
            self.place = self._place(letters) if place is None else place
        else:
            self.place += 1
        self.kind, self.style = found.get("t", "n"), found.get("s", "")
        self.is_formula = False
        if self.texts:
            self.texts = []

    def _place(self, letters: str) -> int:
        if not 1 <= len(letters) <= 3 or not (letters.isascii() and letters.isalpha()):
            raise ValueError(letters)
        place = 0
        for letter in letters.upper():
            place = place * 26 + ord(letter) - 64
        self.places[letters] = place - 1
        return place - 1

    def data(self, text: str) -> None:
        if self.is_open:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.is_open = False
        elif name == "c":
            if self.texts or self.is_formula:
                self._add(Special.FORMULA if self.is_formula else self._value("".join(self.texts)))
        elif name == "row" and self.row:
            self.table.add(self.number, self.row, self.meter)

    def _add(self, value: Value) -> None:
        row, place = self.row, self.place
        if value == "":
            return
        if place >= MOST_COLUMNS:
            raise FileRefused(TOO_MANY_COLUMNS)
        while len(row) < place:
            row.append("")
        if len(row) == place:
            row.append(value)
        else:
            row[place] = value

    def _value(self, text: str) -> Value:
        kind = self.kind
        if kind == "s":
            return self.strings[int(text)].strip()
        if kind == "n":
            return self._number(text)
        if kind == "e":
            return Special.ERROR
        if kind == "b":
            return "yes" if text == "1" else "no"
        if kind == "d":
            return text[:10]
        if len(text) > LONGEST_CELL:
            raise FileRefused(CELL_TOO_LONG)
        return text.strip()

    def _number(self, text: str) -> Value:
        """A day where the cell shows one, else the number as it is written, whole ones without a point."""
        if self.style in self.day_styles:
            number = float(text)
            if 1 <= number < LAST_DAY:
                return self.first_day + timedelta(days=int(number))
        if text.isdecimal():
            return text
        if len(text) > 40:
            raise ValueError(text[:40])
        number = float(text)
        return str(int(number) if number.is_integer() and abs(number) < 1e15 else number)


def _parse(
    pieces: Iterator[bytes],
    meter: Meter,
    start: Callable[[str, dict[str, Any]], None],
    end: Callable[[str], None],
    data: Callable[[str], None] | None,
) -> None:
    """Elements by their names alone; a prefix, where a workbook has one, is that of its first element."""
    parser = parser_new()

    def counted(name: str, found: dict[str, Any]) -> None:
        meter.elements += 1
        if meter.elements > MOST_ELEMENTS:
            raise FileRefused(TOO_MUCH_INSIDE)
        start(name, found)

    def first(name: str, found: dict[str, Any]) -> None:
        if ":" in name:
            parser.StartElementHandler = lambda name, found: counted(name.rpartition(":")[2], found)
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler = counted

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = first, end, data
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
