"""Excel workbooks (.xlsx), read as they stream by: nothing is unpacked whole, nothing is run, nothing outside is asked.

No package of the trade stops at a limit, tells formulas from values and is quick (docs/decisions/0016).
"""

import zlib
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from struct import error as struct_error
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from samples.uploading.sheets import SheetReader, StringsReader, date_styles
from samples.uploading.tables import DAMAGED, TOO_MUCH_INSIDE, FileRefused, Meter, Table
from samples.uploading.xml import Xml, attributes

CHUNK = 65_536
MOST_MEMBERS = 1_000
WITH_MACROS = "This workbook holds macros. Save it as an Excel workbook without them (.xlsx), and upload that."
OTHER_OFFICE = (
    "This is a document of another office program. Save it as an Excel workbook (.xlsx) or as CSV, and upload that."
)
NO_WORKBOOK = "This is an archive without a workbook in it. Upload the Excel workbook (.xlsx) or the CSV itself."
WANTED_SHEET = "cases"
BROKEN = (
    BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    struct_error,
)


def workbook_table(content: bytes, meter: Meter) -> Table:
    """The sheet named Cases, else the first that shows."""
    if content.count(b"PK\x01\x02") > MOST_MEMBERS:
        raise FileRefused(TOO_MUCH_INSIDE)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _table(archive, meter)
    except FileRefused:
        raise
    except BROKEN as problem:
        raise FileRefused(DAMAGED) from problem


def _table(archive: ZipFile, meter: Meter) -> Table:
    names = set(archive.namelist())
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused(WITH_MACROS)
    if "mimetype" in names or "content.xml" in names:
        raise FileRefused(OTHER_OFFICE)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise FileRefused(OTHER_OFFICE)
    if "xl/workbook.xml" not in names:
        raise FileRefused(NO_WORKBOOK)
    unpack = _unpacker(archive, meter)
    sheet, counts_from_1904 = _sheet_of(unpack)
    strings = StringsReader(meter).read(unpack("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    styles = date_styles(unpack("xl/styles.xml"), meter) if "xl/styles.xml" in names else frozenset()
    first_day = date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30)
    table = Table()
    SheetReader(table, strings, styles, first_day, meter).read(unpack(sheet))
    return table


Unpack = Callable[[str], Iterator[bytes]]


def _unpacker(archive: ZipFile, meter: Meter) -> Unpack:
    def unpack(name: str) -> Iterator[bytes]:
        """A member in pieces, each counted before the next: what an archive says of sizes is not believed."""
        info = archive.getinfo(name)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 1:
            raise FileRefused(DAMAGED)
        with archive.open(info) as member:
            while piece := member.read(CHUNK):
                meter.bytes_read(len(piece))
                yield piece

    return unpack


def _sheet_of(unpack: Unpack) -> tuple[str, bool]:
    """The member that holds the sheet to read, and whether the workbook counts its days from 1904."""
    sheets: list[dict[str, str]] = []
    settings: dict[str, str] = {}

    def start(name: str, found: dict[str, Any]) -> None:
        if name == "sheet":
            sheets.append(attributes(found))
        elif name == "workbookPr":
            settings.update(attributes(found))

    Xml(start).read(unpack("xl/workbook.xml"))
    shown = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    wanted = next((sheet for sheet in shown if sheet.get("name", "").strip().lower() == WANTED_SHEET), None)
    chosen = wanted or next(iter(shown or sheets))
    targets: dict[str, str] = {}

    def relation(name: str, found: dict[str, Any]) -> None:
        if name == "Relationship":
            told = attributes(found)
            targets[told["Id"]] = told["Target"]

    Xml(relation).read(unpack("xl/_rels/workbook.xml.rels"))
    target = targets[chosen["id"]]
    return (target[1:] if target.startswith("/") else f"xl/{target}"), settings.get("date1904") in ("1", "true")
