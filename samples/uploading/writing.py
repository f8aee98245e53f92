"""Writes a workbook of a few sheets of text: all that a template needs, and nothing that could run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from accounts.spreadsheets import cell_safe
from samples.uploading.tables import MOST_ROWS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CHOICES = 255  # characters that Excel takes for a list of choices in place
MADE = datetime(1980, 1, 1, tzinfo=UTC)  # as archives have it that tell no day: the same template is the same bytes

Style = Mapping[str, Any]
PLAIN: Style = {"font_name": "Arial", "font_size": 11, "font_scheme": "none"}  # no theme's font instead
HEADING: Style = {"bold": True}
TEXT: Style = {"num_format": 49}  # Excel's own format for text, by its number
DAY: Style = {"num_format": 14}  # and its short date, in the order of whoever opens it
WRAPPED: Style = {"num_format": 49, "text_wrap": True, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen in a column, by its place. Other values can be typed: they are checked when they arrive."""

    place: int
    options: Sequence[str]

    @property
    def fits(self) -> bool:
        """Whether Excel takes it: it parts options by commas, and a quotation mark ends them all."""
        listed = ",".join(self.options)
        return len(listed) <= LONGEST_CHOICES and listed.count(",") < len(self.options) and '"' not in listed


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` begins with the heading. `kinds` are styles of columns to be filled in."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    kinds: Sequence[Style] = ()
    choices: Sequence[Choice] = field(default_factory=tuple)


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    written = BytesIO()
    options = {
        "in_memory": True,  # no file of its own beside the process
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": dict(PLAIN),
    }
    with Workbook(written, options) as book:
        book.set_properties({"created": MADE})
        for sheet in sheets:
            _fill(book, book.add_worksheet(sheet.name), sheet)
    return written.getvalue()


def _fill(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    heading, wrapped = book.add_format(HEADING), book.add_format(WRAPPED)
    kinds = map(book.add_format, sheet.kinds) if sheet.kinds else [wrapped] * len(sheet.widths)
    for place, (width, kind) in enumerate(zip(sheet.widths, kinds, strict=True)):
        page.set_column(place, place, width, kind)
    for number, row in enumerate(sheet.rows):
        page.write_row(number, 0, map(cell_safe, row), wrapped if number else heading)
    page.freeze_panes(1, 0)
    for choice in filter(lambda choice: choice.fits, sheet.choices):
        listed = {"validate": "list", "source": list(choice.options), "show_error": False}
        page.data_validation(1, choice.place, MOST_ROWS, choice.place, listed)
