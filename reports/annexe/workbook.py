"""An annexe as a workbook: contents, one sheet for each table, the dictionary. Nothing in it runs.

XlsxWriter, as for the template of eligible cases: it writes what is a text as a text, whatever it begins with. An
annexe has a few hundred rows whatever the number of cases, so it is written in memory, with no file of its own.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.annexe.document import Annexe, dictionary_rows
from reports.annexe.rules import DICTIONARY, MARK_NAMES, Cell, Column, Kind, Mark, Table, table_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = datetime(1980, 1, 1, tzinfo=UTC)  # as archives have it that tell no day
PLAIN = {"font_name": "Arial", "font_size": 11, "font_scheme": "none", "valign": "top"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1},
    "marked": {"align": "right"},
    "link": {"font_color": "#1d70b8", "underline": 1},
    Kind.TEXT: {"text_wrap": True, "num_format": "@"},
    Kind.NUMBER: {"num_format": "#,##0"},
    Kind.DECIMAL: {"num_format": "#,##0.####"},
    Kind.PER_CENT: {"num_format": "0"},
    Kind.DATE: {"num_format": "d mmmm yyyy", "align": "left"},
}
NARROW, WIDE, WIDEST = 11, 22, 70  # characters
LONG = 40  # a column whose longest text is longer is as wide as it gets


def workbook_of(annexe: Annexe) -> bytes:
    written = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(PLAIN),
    }
    tables = [*annexe.tables, table_of(DICTIONARY, list(dictionary_rows(annexe.tables)))]
    with Workbook(written, options) as book:
        book.set_properties({"title": annexe.title, "created": MADE})
        formats = {name: book.add_format({**PLAIN, **more}) for name, more in FORMATS.items()}
        _contents(book.add_worksheet("Contents"), annexe, tables, formats)
        for table in tables:
            _sheet(book.add_worksheet(table.spec.title), table, formats)
    return written.getvalue()


def _contents(page: Worksheet, annexe: Annexe, tables: Sequence[Table], formats: dict[str, Format]) -> None:
    page.set_column(0, 0, WIDE + 4)
    page.set_column(1, 1, WIDEST + 20)
    page.write_string(0, 0, annexe.title, formats["title"])
    made = localtime(annexe.made_at)
    page.write_string(1, 0, f"Figures read at {made:%H:%M} on {made.day} {made:%B %Y}. {annexe.licence}".strip())
    for column, words in enumerate(("Sheet", "What it holds")):
        page.write_string(3, column, words, formats["heading"])
    place = 4
    for table in tables:
        page.write_url(place, 0, f"internal:'{table.spec.title}'!A1", formats["link"], table.spec.title)
        page.write_string(place, 1, table.spec.meaning, formats[Kind.TEXT])
        place += 1
    for mark, words in MARK_NAMES.items():
        place += 1
        page.write_string(place, 0, mark.shown)
        page.write_string(place, 1, words, formats[Kind.TEXT])


def _sheet(page: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    for place, column in enumerate(table.spec.columns):
        page.set_column(place, place, _width(column, [row[place] for row in table.rows]))
        page.write_string(0, place, _heading(column), formats["heading"])
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.spec.columns, row, strict=True)):
            _write(page, (number, place), cell, column, formats)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _heading(column: Column) -> str:
    return f"{column.title} (%)" if column.kind is Kind.PER_CENT else column.title


def _width(column: Column, cells: Sequence[Cell]) -> int:
    if column.kind is not Kind.TEXT:
        return WIDE if column.kind is Kind.DATE else NARROW
    longest = max((len(str(cell)) for cell in cells), default=0)
    return WIDEST if longest > LONG else max(NARROW, longest + 2, len(column.title) + 2)


def _write(page: Worksheet, at: tuple[int, int], cell: Cell, column: Column, formats: dict[str, Format]) -> None:
    if isinstance(cell, Mark):
        page.write_string(*at, cell.shown, formats["marked" if column.kind is not Kind.TEXT else Kind.TEXT])
    elif isinstance(cell, date):
        page.write_datetime(*at, cell, formats[Kind.DATE])
    elif isinstance(cell, (int, Decimal)):
        page.write_number(*at, cell, formats[column.kind])
    else:
        page.write_string(*at, cell, formats[Kind.TEXT])
