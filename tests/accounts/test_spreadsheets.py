"""What is handed out for spreadsheets: no text runs as a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.spreadsheets import RUNS, cell_safe, csv_of


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("North", "North"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (-7, "-7"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_kept_from_it(value: object, shown: str) -> None:
    assert cell_safe(value) == shown


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), max_size=4)
)
def test_no_cell_of_a_csv_begins_like_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_of(rows).decode("utf-8-sig"), newline="")))
    assert [[cell_safe(value) for value in row] for row in rows] == [row or [""] for row in read]
    assert not any(cell.startswith(RUNS) for row in read for cell in row)
