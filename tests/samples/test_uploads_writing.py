"""What we write for spreadsheets is text that never runs, looks as it should, and tells nothing of when or by whom."""

import io
from datetime import datetime
from zipfile import ZipFile

import openpyxl
import pytest

from samples.uploading.tables import MOST_ROWS
from samples.uploading.writing import DAY, TEXT, Choice, Sheet, workbook_of

RUNNING = ["=1+1", "{=1+1}", "+1", "-1", "@SUM(A1)", "＝1+1", "https://example.org", "mailto:a@b.org", "internal:B!A1"]
PLAIN = ["007", "1e5", "18/03/2024", "true", "  two  ", "Zoë <& “Brûlé”>", "one\ntwo"]


def sheet_of(*rows: list[str], **more) -> Sheet:
    return Sheet("Cases", rows=[["a", "b", "c"], *rows], widths=[24, 12, 110], **more)


def read(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(sheets)))


@pytest.mark.parametrize("text", [*RUNNING, *PLAIN])
def test_every_cell_is_text_and_none_runs_or_leads_anywhere(text: str) -> None:
    cell = read(sheet_of([text, "", ""]))["Cases"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value in (text, f"'{text}")
    assert not cell.value.startswith(("=", "+", "-", "@", "＝"))


def test_columns_are_as_wide_and_of_the_kind_that_was_said_and_the_heading_stays() -> None:
    page = read(sheet_of(kinds=[TEXT, DAY, TEXT]))["Cases"]
    columns = [page.column_dimensions[letter] for letter in "ABC"]
    assert [round(column.width) for column in columns] == [25, 13, 111]  # Excel counts the cell's own margin
    assert [column.number_format for column in columns] == ["@", "mm-dd-yy", "@"]  # the second is “short date”
    assert page.freeze_panes == "A2"
    assert [(cell.font.b, cell.font.name) for cell in page[1]] == [(True, "Arial")] * 3


def test_sheets_that_explain_wrap_their_text() -> None:
    book = read(sheet_of(), Sheet("Explained", rows=[["a"], ["long"]], widths=[24]))
    assert book.sheetnames == ["Cases", "Explained"]
    cell = book["Explained"]["A2"]
    assert (cell.alignment.wrap_text, cell.alignment.vertical, cell.font.b) == (True, "top", False)


def test_a_list_is_offered_and_something_else_may_still_be_typed() -> None:
    (offered,) = read(sheet_of(choices=[Choice(1, ["low", "high"])]))["Cases"].data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"low,high"', f"B2:B{MOST_ROWS + 1}")
    assert (offered.type, offered.showErrorMessage, offered.allowBlank) == ("list", False, True)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["x" * 127, "y" * 127], 1),
        (["x" * 127, "y" * 128], 0),
        (["one", "two, three"], 0),
        (["one", 'the "other"'], 0),
    ],
)
def test_a_list_that_excel_would_not_take_is_left_out(options: list[str], count: int) -> None:
    page = read(sheet_of(choices=[Choice(0, options)]))["Cases"]
    assert page.data_validations.count == count


def test_a_workbook_does_not_tell_when_or_by_whom_it_was_made() -> None:
    content = workbook_of([sheet_of()])
    made = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (made.created, made.modified) == (datetime(1980, 1, 1), datetime(1980, 1, 1))  # noqa: DTZ001 - openpyxl has no zone
    assert (made.creator, made.lastModifiedBy) == (None, None)
    with ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
