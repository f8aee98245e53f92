"""Good files are read as their makers meant them, whatever made them: openpyxl is the judge for workbooks."""

import io
from datetime import date, datetime, time
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from samples.rules import Special, columns_of
from samples.uploading import FileRefused, Table, read_table, template_csv, template_xlsx
from tests.samples.rules_outline import outline_2021
from tests.samples.test_rules_uploads import MATCH_ON
from tests.samples.uploads_material import HEADER, csv_bytes, row, rows, xlsx_bytes, xlsx_of

ACCENTS = "Zoë Brûlé"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv_is_read_in_every_encoding_with_every_separator(encoding: str, separator: str) -> None:
    found = [row(1, case_manager=ACCENTS, area=f"North{separator} and “South”"), row(2)]
    table = read_table(csv_bytes(found, encoding=encoding, separator=separator))
    assert table.headers == list(HEADER)
    assert [number for number, _ in table.rows] == [2, 3]
    assert table.rows[0][1][-1] == ACCENTS
    assert table.rows[0][1][5] == f"North{separator} and “South”"


def test_csv_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read_table(b'\r\nsex,area\r\n\r\nmale,"two\r\nlines"\r\n,\r\nfemale,x\r\n')
    assert (table.heading, table.headers) == (2, ["sex", "area"])
    assert table.rows == [(4, ["male", "two\r\nlines"]), (6, ["female", "x"])]


def test_csv_may_say_its_separator() -> None:
    table = read_table(b"sep=;\ncase_ref;area\nC1;a,b,c\n")
    assert (table.headers, table.rows) == (["case_ref", "area"], [(3, ["C1", "a,b,c"])])


def test_a_workbook_is_read_as_excel_shows_it() -> None:
    rich = CellRichText("No", TextBlock(InlineFont(b=True), "rth"))
    values = ["C1", 7, 7.5, 0.1, True, date(2024, 3, 18), datetime(2024, 3, 18, 9, 30), time(9, 30), rich, None, " x "]  # noqa: DTZ001 - a spreadsheet knows no zone
    table = read_table(xlsx_bytes([[f"c{n}" for n in range(len(values))], values]))
    assert table.rows == [
        (
            2,
            [
                "C1",
                "7",
                "7.5",
                "0.1",
                "yes",
                date(2024, 3, 18),
                date(2024, 3, 18),
                "0.3958333333333333",
                "North",
                "",
                "x",
            ],
        )
    ]


def test_formulas_and_errors_are_no_values() -> None:
    table = read_table(xlsx_bytes([["a", "b", "c"], ["=1+1", "#N/A", "C1"]]))
    assert table.rows == [(2, [Special.FORMULA, Special.ERROR, "C1"])]


def test_the_sheet_of_the_cases_is_read_wherever_it_stands_and_hidden_ones_are_not() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["nothing"])
    hidden = book.create_sheet("Hidden", 0)
    hidden.sheet_state = "hidden"
    other = book.create_sheet("cases")
    other.append(["case_ref"])
    other.append(["C1"])
    assert read_table(_saved(book)).rows == [(2, ["C1"])]
    del book["cases"]
    book["Read me"].append(["x"])
    assert read_table(_saved(book)).headers == ["nothing"]


def test_a_workbook_that_counts_from_1904_gives_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["start_date"])
    book.active.append([date(2024, 3, 18)])
    assert read_table(_saved(book)).rows == [(2, [date(2024, 3, 18)])]


def test_gaps_stay_gaps() -> None:
    book = openpyxl.Workbook()
    book.active["B3"], book.active["D3"] = "case_ref", "area"
    book.active["D5"], book.active["B9"] = "North", "C1"
    table = read_table(_saved(book))
    assert (table.heading, table.headers) == (3, ["", "case_ref", "", "area"])
    assert table.rows == [(5, ["", "", "", "North"]), (9, ["", "C1"])]


def test_names_with_a_prefix_are_read_too() -> None:
    """As some programs other than Excel write them."""
    content, written = xlsx_of(rows(2)), io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if "worksheets" in name:
                text = (
                    text.replace("xmlns=", "xmlns:x=")
                    .replace("</", "</x:")
                    .replace("<", "<x:")
                    .replace("<x:/x:", "</x:")
                )
            new.writestr(name, text)
    assert read_table(written.getvalue()).rows == read_table(content).rows


VALUES = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=20),
    st.integers(min_value=-(10**9), max_value=10**9),
    st.floats(min_value=-1e6, max_value=1e6),
    st.dates(min_value=date(1901, 1, 1), max_value=date(2098, 12, 31)),
    st.booleans(),
    st.none(),
)


@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=6))
def test_what_openpyxl_writes_we_read_as_openpyxl_reads_it(table: list[list[object]]) -> None:
    content = xlsx_bytes([["a", "b", "c", "d", "e", "f"], *table])
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    wanted = [(n, _plain(line)) for n, line in enumerate(sheet.iter_rows(min_row=2), start=2)]
    wanted = [(n, line) for n, line in wanted if any(line)]
    assert _rows(content) == [(n, line) for n, line in wanted]


def _rows(content: bytes) -> list[tuple[int, list[object]]]:
    try:
        found: Table = read_table(content)
    except FileRefused:
        return []
    return [(number, [*values, *[""] * (6 - len(values))]) for number, values in found.rows]


def _plain(line: tuple) -> list[object]:
    found = [_value(cell) for cell in line]
    return [*found, *[""] * (6 - len(found))]


def _value(cell) -> object:
    """What our reader gives for what openpyxl read."""
    if cell.data_type in ("f", "e"):
        return Special.FORMULA if cell.data_type == "f" else Special.ERROR
    value = cell.value
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def test_the_templates_are_read_back_and_filled_in_they_are_cases() -> None:
    columns = columns_of(outline_2021(), MATCH_ON)
    content = template_xlsx(columns, outline_2021())
    for empty in (content, template_csv(columns)):
        with pytest.raises(FileRefused, match="a heading and no cases"):
            read_table(empty)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Cases"].append([row(1)[name] for name in HEADER])
    table = read_table(_saved(book))
    assert table.headers == list(HEADER)
    assert table.rows[0][1][0] == "FD-0001"
    choices = {str(found.sqref): found.formula1 for found in book["Cases"].data_validations.dataValidation}
    assert choices["C2:C10001"] == '"D2,D3,D4"'
    assert '"low,medium,high,very high"' in choices.values()


def test_the_same_template_is_the_same_bytes() -> None:
    columns = columns_of(outline_2021(), MATCH_ON)
    assert template_xlsx(columns, outline_2021()) == template_xlsx(columns, outline_2021())


def _saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
