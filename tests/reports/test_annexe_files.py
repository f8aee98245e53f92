"""The annexe's files: each column explained, each value as it should be read, nothing that runs."""

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from inspections.models import ContextFigure, Inspection
from reports.annexe.document import dictionary_rows
from reports.annexe.rules import DICTIONARY, SPECS, Kind, Mark, Spec, table_of
from tests.factories import MONDAY
from tests.reports.annexe_material import built, content, csv_tables, document, rows, sheets
from tests.samples.eligible_rows import sampled

pytestmark = pytest.mark.django_db

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "annexe.schema.json").read_text(encoding="utf-8"))
JSON_TYPES = {"text": "string", "number": "integer", "decimal": "number", "per_cent": "integer", "date": "string"}
AUDIENCES = pytest.mark.parametrize("audience", ["public", "inside"])


@pytest.fixture
def found(inspected) -> Inspection:
    """With a sample drawn and a contextual figure whose words begin like formulas."""
    sampled(inspected)
    told = {
        "kind": "population",
        "unit": "number",
        "value": 10,
        "as_at": MONDAY,
        "source": "=1+1",
        "label": "+Population",
    }
    ContextFigure.objects.create(inspection=inspected.inspection, code="population", period="@today", **told)
    built(inspected.inspection)
    return inspected.inspection


# The dictionary -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("spec", [*SPECS, DICTIONARY], ids=lambda spec: spec.code)
def test_every_column_is_explained(spec: Spec) -> None:
    assert spec.title and spec.meaning.endswith(".") and len(spec.title) <= 31
    codes = [column.code for column in spec.columns]
    assert len(set(codes)) == len(codes)
    for column in spec.columns:
        assert column.title and column.source and column.meaning.endswith("."), column.code
        assert column.unit or column.kind in (Kind.TEXT, Kind.DATE) or column.code == "number", column.code


def test_no_two_sheets_have_one_name() -> None:
    titles = [spec.title.lower() for spec in (*SPECS, DICTIONARY)]
    assert len({*titles, "contents"}) == len(titles) + 1


def test_a_row_with_more_cells_than_the_dictionary_has_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="has 4 cells, the dictionary 3 columns"):
        table_of(next(spec for spec in SPECS if spec.code == "phases"), [("Announced", MONDAY, MONDAY, "more")])


@AUDIENCES
def test_every_column_of_every_file_is_in_its_dictionary(found, audience) -> None:
    told = document(found, audience=audience)
    explained = {(row["table"], row["column"]) for row in told["dictionary"]}
    titles = {(row["table"], row["title"]) for row in told["dictionary"]}
    in_csv, in_book = csv_tables(found, audience=audience), sheets(found, audience=audience)
    for table in told["tables"]:
        assert {(table["code"], name) for row in table["rows"] for name in row} - {
            (table["code"], "marks")
        } <= explained
    for name, lines in in_csv.items():
        assert {(name, heading) for heading in lines[0]} <= explained
    by_title = {spec.title: spec.code for spec in (*SPECS, DICTIONARY)}
    for name, lines in in_book.items():
        if name != "Contents":
            assert {(by_title[name], str(heading).removesuffix(" (%)")) for heading in lines[0]} <= titles
    assert (
        {name for name, _ in explained} == in_csv.keys() == {by_title[name] for name in in_book if name != "Contents"}
    )


def test_only_what_is_for_the_team_holds_every_class(found) -> None:
    assert "classes" not in csv_tables(found)
    assert "classes" in csv_tables(found, audience="inside")
    assert "Classes of the sample" not in sheets(found)


# JSON ---------------------------------------------------------------------------------------------------------------
@AUDIENCES
def test_the_document_is_as_its_schema_says(found, audience) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    told = document(found, audience=audience)
    problems = Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(told)
    assert [problem.message for problem in problems] == []
    assert (told["audience"], bool(told["licence"])) == (audience, audience == "public")


def test_the_schema_knows_every_table_and_column_and_no_other() -> None:
    known = {name: table["properties"]["rows"]["items"] for name, table in SCHEMA["$defs"].items() if name != "marks"}
    assert known.keys() == {spec.code for spec in SPECS}
    for spec in SPECS:
        properties = {name: kind["type"][0] for name, kind in known[spec.code]["properties"].items() if name != "marks"}
        assert properties == {column.code: JSON_TYPES[column.kind] for column in spec.columns}
        assert known[spec.code]["required"] == list(properties)


@AUDIENCES
def test_a_value_that_is_lacking_says_why(found, audience) -> None:
    for table in document(found, audience=audience)["tables"]:
        for row in table["rows"]:
            marks = row.get("marks", {})
            lacking = {name for name, value in row.items() if value is None}
            assert lacking == marks.keys(), table["code"]
    shown = json.dumps(document(found)["tables"])
    assert '"c"' in shown and '"c"' not in json.dumps(document(found, audience="inside")["tables"])


# CSV ----------------------------------------------------------------------------------------------------------------
def test_csv_says_the_same_as_the_document(found) -> None:
    lines = csv_tables(found)
    for table in document(found)["tables"]:
        for row, cells in zip(table["rows"], lines[table["code"]][1:], strict=True):
            named = dict(zip(lines[table["code"]][0], cells, strict=True))
            assert named == {name: in_csv(row, name) for name in named}


def in_csv(row: dict[str, Any], name: str) -> str:
    if mark := row.get("marks", {}).get(name):
        return f"[{mark}]"
    value = row[name]
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else str(value)


def test_csv_begins_with_the_mark_that_excel_reads_utf_8_by(found) -> None:
    raw = csv_tables(found)["explanation"]
    assert any("’" in cell for line in raw for cell in line)
    assert content(found, "csv")[:2] == b"PK"
    assert csv_tables(found)["context"][1][1:3] == ["'+Population", "Number"]
    assert csv_tables(found)["context"][1][10] == "'=1+1"


# The workbook -------------------------------------------------------------------------------------------------------
def test_the_workbook_says_the_same_as_the_document(found) -> None:
    book = sheets(found)
    for table in document(found)["tables"]:
        spec = next(one for one in SPECS if one.code == table["code"])
        for row, cells in zip(table["rows"], book[table["title"]][1:], strict=True):
            for column, cell in zip(spec.columns, cells, strict=True):
                assert in_book(cell) == told(row, column.code), (table["code"], column.code)


def in_book(cell: Any) -> Any:
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def told(row: dict[str, Any], name: str) -> Any:
    return f"[{row['marks'][name]}]" if name in row.get("marks", {}) else row[name]


def test_numbers_are_numbers_dates_dates_and_texts_run_nowhere(found) -> None:
    book = load_workbook(BytesIO(content(found, "xlsx")))
    figure = next(book["Contextual facts"].iter_rows(min_row=2))
    assert [cell.data_type for cell in figure[:4]] == ["s", "s", "s", "n"]
    assert (figure[1].value, figure[10].value, figure[8].value) == ("+Population", "=1+1", "@today")
    assert figure[9].value.date() == MONDAY and figure[9].is_date
    assert not any(cell.data_type == "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    for sheet in book:
        assert sheet.freeze_panes == (None if sheet.title == "Contents" else "A2")
        assert max(dimension.width for dimension in sheet.column_dimensions.values()) <= 92


def test_the_contents_lead_to_every_sheet(found) -> None:
    book = load_workbook(BytesIO(content(found, "xlsx")))
    linked = [cell.value for line in book["Contents"].iter_rows() for cell in line if cell.hyperlink]
    assert linked == [name for name in book.sheetnames if name != "Contents"]


def test_what_is_for_the_team_says_so_first(found) -> None:
    assert sheets(found, audience="inside")["Contents"][0][0].startswith(
        "Data annexe for the team: not for publication"
    )
    assert sheets(found)["Contents"][0][0].startswith("Data annexe: ")


def test_the_dictionary_explains_itself(found) -> None:
    assert ("dictionary", "meaning") in {(row[0], row[1]) for row in dictionary_rows(())}
    assert rows(found, "phases")[0]["first"] == date(2026, 1, 19).isoformat()
    assert Mark.HIDDEN.shown == "[c]"
