"""Columns, cells, rows and differences of an upload: a table and a property for each rule."""

from datetime import date, timedelta
from functools import cache
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import (
    MOST_PROBLEMS,
    Checking,
    Column,
    Matched,
    Personal,
    Special,
    UploadState,
    columns_of,
    date_read,
    difference_of,
    in_words,
    level_read,
    match_columns,
    option_names,
    option_read,
    reader_is_lost,
)
from samples.rules.uploads import BEING_READ, OPEN, READER_LOST_AFTER
from standards.structure import Outline
from standards.wording import MONTHS
from tests.factories import MONDAY, NOW
from tests.samples.rules_outline import outline_2021
from tests.samples.uploads_material import HEADER, row

MATCH_ON = ("gender", "disposal_type", "risk_of_serious_harm", "safety_and_wellbeing")


@cache
def outline() -> Outline:
    return outline_2021()


@cache
def columns() -> tuple[Column, ...]:
    return columns_of(outline(), MATCH_ON)


def matched(*headers: str, **mapping: str) -> Matched:
    return match_columns(headers, columns(), mapping)


def codes(found: Matched) -> dict[int, str]:
    return {place: column.code for place, column in found.columns.items()}


# Columns -----------------------------------------------------------------------------------------------------------
def test_columns_are_those_of_the_template_and_of_the_edition() -> None:
    assert tuple(column.code for column in columns() if column.in_template) == HEADER
    required = {column.code for column in columns() if column.required}
    assert required == {"case_ref", "person_ref", "domain", "start_date", *MATCH_ON}
    by_code = {column.code: column for column in columns()}
    assert by_code["gender"].target == "fact.gender"
    assert by_code["risk_of_serious_harm"].target == "service.risk_of_serious_harm"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("case_ref", "case_ref"),
        ("Case Ref", "case_ref"),
        ("CASE-REF", "case_ref"),
        ("Our reference", "case_ref"),
        ("Child ID", "person_ref"),
        ("Date of sentence", "start_date"),
        ("Sentence Date", "start_date"),
        ("Type of disposal", "disposal_type"),
        ("Sex", "gender"),
        ("Ethnic group", "ethnicity"),
        ("RoSH", "risk_of_serious_harm"),
        ("Risk of Serious Harm level", "risk_of_serious_harm"),
        ("Safety & Wellbeing", "safety_and_wellbeing"),
        ("Key worker", "case_manager"),
        ("Case manager name", "case_manager"),
        ("Age when the disposal began", "age_band"),
        ("Team", "area"),
    ],
)
def test_columns_are_known_by_their_names_and_by_what_services_call_them(header: str, code: str) -> None:
    assert codes(matched(header)) == {0: code}


def test_a_column_by_its_own_name_goes_before_one_that_is_also_called_so() -> None:
    found = matched("Reference", "case_ref", "Team", "Locality")
    assert (codes(found), found.unknown) == ({1: "case_ref", 2: "area"}, ("Reference", "Locality"))


def test_what_somebody_said_of_a_column_goes_first() -> None:
    found = match_columns(["Reference", "When", "Notes"], columns(), {"Reference": "person_ref", "Notes": ""})
    assert codes(found) == {0: "person_ref"}
    assert (found.unknown, found.left_out) == (("When",), (2,))


def test_missing_doubled_and_personal_columns_are_told() -> None:
    found = matched("case_ref", "Gender", "gender", "First name", "DOB", "Post code")
    assert [column.code for column in found.missing] == [
        *("person_ref", "domain", "disposal_type", "start_date", "risk_of_serious_harm", "safety_and_wellbeing")
    ]
    assert [(header, column.code) for header, column in found.doubled] == [("gender", "gender")]
    assert found.personal == ((3, Personal.NAME), (4, Personal.BIRTH), (5, Personal.ADDRESS))
    assert found.unknown == ()


@given(st.permutations(HEADER), st.randoms())
def test_no_order_and_no_capitals_hide_a_column(headers: list[str], chance) -> None:
    written = [
        "".join(chance.choice((c.upper(), c)) for c in header).replace("_", chance.choice("_ -")) for header in headers
    ]
    found = match_columns(written, columns(), {})
    assert list(codes(found).values()) == headers
    assert (found.unknown, found.missing, found.personal) == ((), (), ())


# Cells ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18/03/2024", date(2024, 3, 18)),
        ("18.3.24", date(2024, 3, 18)),
        ("18-03-2024", date(2024, 3, 18)),
        ("2024-03-18", date(2024, 3, 18)),
        ("2024-03-18T00:00:00", date(2024, 3, 18)),
        ("18/03/2024 00:00", date(2024, 3, 18)),
        ("18 March 2024", date(2024, 3, 18)),
        ("Monday, 18th March 2024", date(2024, 3, 18)),
        ("18-Mar-24", date(2024, 3, 18)),
        ("March 18, 2024", date(2024, 3, 18)),
        ("45369", date(2024, 3, 18)),
        ("05/04/2024", date(2024, 4, 5)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_as_people_and_spreadsheets_write_them(text: str, day: date) -> None:
    assert date_read(text).day == day


@pytest.mark.parametrize("text", ["31/02/2024", "29/02/2023", "0/03/2024", "31 April 2024"])
def test_a_day_that_never_was_is_no_fault_of_writing(text: str) -> None:
    assert (date_read(text).day, date_read(text).fault) == (None, None)


@pytest.mark.parametrize("text", ["soon", "n/k", "03/18/2024", "18/03", "1/1/1", "18 Mrach 2024", "99999", "12345678"])
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    fault = date_read(text).fault
    assert fault
    assert "18/03/2024" in fault.mend
    assert text not in fault.problem


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_way_of_writing(day: date) -> None:
    month = MONTHS[day.month - 1]
    serial = str((day - date(1899, 12, 30)).days)
    ways = [f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day} {month} {day.year}", f"{day:%d.%m.%y}", serial]
    assert {date_read(way).day for way in [*ways, f"{day.day}-{month[:3]}-{day:%y}"]} == {day}
    assert date_read(day).day == day


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    found = date_read(text)
    assert found.day is None or found.fault is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15_to_17", "15_to_17"),
        ("15 to 17", "15_to_17"),
        ("15-to-17", "15_to_17"),
        ("14", "10_to_14"),
        ("18", "18_and_over"),
        ("44", "18_and_over"),
        ("9", None),
        ("young", None),
    ],
)
def test_options_are_known_by_code_by_words_and_by_a_number_within(text: str, code: str | None) -> None:
    assert option_read(text, option_names(("10_to_14", "15_to_17", "18_and_over"))) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("High", "high"),
        ("very high", "very_high"),
        ("HIGH RISK", "high"),
        ("not assessed", ""),
        ("N/A", ""),
        ("hgih", None),
    ],
)
def test_a_classification_that_the_service_does_not_know_is_none(text: str, code: str | None) -> None:
    assert level_read(text, option_names(("low", "medium", "high", "very_high"))) == code


@given(st.sampled_from([c for c in columns() if c.options]), st.data())
def test_every_option_is_known_however_it_is_written(column: Column, data) -> None:
    option = data.draw(st.sampled_from(column.options))
    names = option_names(column.options)
    for written in (option, option.upper(), in_words(option), in_words(option).title(), f" {option} "):
        assert option_read(written, names) == option


# Rows ----------------------------------------------------------------------------------------------------------------
def checked(*found: dict[str, object], header: tuple[str, ...] = HEADER, **mapping: str) -> Checking:
    checking = Checking(outline(), match_columns(header, columns(), mapping), MATCH_ON, MONDAY)
    checking.headings(1, header)
    for number, one in enumerate(found, start=2):
        checking.row(number, [one.get(name, "") for name in header])
    checking.rows_end()
    return checking


def test_a_case_manager_is_one_person_however_their_name_is_written() -> None:
    found = checked(row(1, case_manager="Mo Smith"), row(2, case_manager="MO SMITH"), row(3, case_manager=""))
    assert [read.case.case_manager for read in found.cases] == ["Mo Smith", "Mo Smith", ""]


@pytest.mark.parametrize(
    ("given", "column", "problem", "mend"),
    [
        ({"case_ref": ""}, "case_ref", "Case reference is missing.", "Fill this cell in"),
        ({"person_ref": ""}, "person_ref", "Person reference is missing.", "Fill this cell in"),
        ({"start_date": ""}, "start_date", "Start date is missing.", "Fill this cell in"),
        ({"start_date": "soon"}, "start_date", "This is not a date.", "Write the date as 18/03/2024"),
        ({"start_date": "03/18/2024"}, "start_date", "month first", "Write the day first"),
        ({"start_date": "01/02/2010"}, "start_date", "as dates of birth do", "never one of birth"),
        ({"case_ref": "F" * 41}, "case_ref", "longer than 40 characters", "Shorten it"),
        ({"case_manager": "A" * 121}, "case_manager", "longer than 120 characters", "Shorten it"),
        ({"area": "N" * 301}, "area", "longer than 300 characters", "Shorten it"),
        ({"case_ref": "F\n1"}, "case_ref", "line break", "on one line"),
        ({"case_ref": "Zebedee Quill"}, "case_ref", "names of children", "keep the key yourselves"),
        ({"area": "SO14 8AB"}, "area", "addresses or postcodes", "Take it out"),
        ({"domain": "D1"}, "domain", "not a domain of this inspection", "D2"),
        (
            {"disposal_type": "referal order"},
            "disposal_type",
            "not a disposal type of D2",
            "Did you mean referral order?",
        ),
        (
            {"disposal_type": "youth caution"},
            "disposal_type",
            "not a disposal type of D2",
            "Write one of: referral order",
        ),
        ({"gender": "femal"}, "gender", "not one of the answers to “Gender”", "Did you mean female?"),
        ({"risk_of_serious_harm": "hgih"}, "risk_of_serious_harm", "not one of the answers to", "Did you mean high?"),
        ({"area": Special.FORMULA}, "area", "holds a formula", "as values only"),
        ({"start_date": Special.FORMULA}, "start_date", "holds a formula", "as values only"),
        ({"area": Special.ERROR}, "area", "an error of the spreadsheet", "Write the value"),
        ({"case_manager": "=HYPERLINK(1)"}, "case_manager", "begins like a formula", "Take the “=”"),
        ({"case_ref": "@SUM"}, "case_ref", "begins like a formula", "Take the “@”"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_with_a_cell_stands_with_its_mend(given, column: str, problem: str, mend: str) -> None:
    checking = checked(row(1, **given))
    assert [(found.row, found.column) for found in checking.problems] == [(2, column)]
    assert problem in checking.problems[0].problem
    assert mend in checking.problems[0].mend
    assert checking.cases == []


@pytest.mark.parametrize(
    "given",
    [
        {"domain": "2"},
        {"domain": "court disposals"},
        {"domain": "D3", "disposal_type": "Youth conditional caution"},
        {"domain": "D4", "disposal_type": "resettlement"},
        {"start_date": date(2025, 9, 1)},
        {"start_date": "31/02/2025"},
        {"risk_of_serious_harm": "not assessed", "gender": ""},
        {"case_manager": "", "area": ""},
        {"age_band": "15"},
    ],
    ids=str,
)
def test_what_is_sound_becomes_a_case(given) -> None:
    checking = checked(row(1, **given))
    assert (checking.problems, len(checking.cases)) == ([], 1)


def test_a_reference_may_stand_once_whatever_its_capitals() -> None:
    checking = checked(row(1, case_ref="fd-1"), row(2, case_ref="FD-1"), row(3, case_ref="FD-2"))
    assert [(found.row, found.problem) for found in checking.problems] == [(3, "Row 2 has this reference too.")]


def test_a_column_left_out_may_not_hold_what_must_not_be_sent_and_that_is_said_once() -> None:
    found = [{**row(n), "Remarks": f"born {n} March 2009"} for n in (1, 2, 3)]
    checking = checked(*found, header=(*HEADER, "Remarks"), Remarks="")
    assert [(one.row, one.column) for one in checking.problems] == [(2, "column O")]
    assert checking.is_personal
    assert not checked({**row(1), "Remarks": "moved"}, header=(*HEADER, "Remarks"), Remarks="").problems


def test_values_without_a_heading_are_told_once() -> None:
    checking = checked({**row(1), "": "x"}, {**row(2), "": "y"}, header=(*HEADER, ""))
    assert [(found.row, found.column, found.problem) for found in checking.problems] == [
        (2, "column O", "This column has values and no heading.")
    ]


def test_so_many_problems_are_kept_and_the_others_are_counted() -> None:
    many = [row(n, gender="x", area=Special.ERROR) for n in range(MOST_PROBLEMS // 2 + 3)]
    checking = checked(*many)
    assert len(checking.problems) == MOST_PROBLEMS + 1
    assert checking.problems[-1].problem == "There are six more problems below this row."


CELLS = st.one_of(
    st.text(max_size=12), st.dates(), st.sampled_from(list(Special)), st.sampled_from(["D2", "low", "14"])
)


@given(st.lists(st.lists(CELLS, max_size=16), max_size=6), st.permutations((*HEADER, "dob", "Remarks", "")))
def test_every_row_becomes_a_case_or_has_a_problem_and_none_holds_a_value(found, header) -> None:
    checking = Checking(outline(), match_columns(header, columns(), {"Remarks": ""}), MATCH_ON, MONDAY)
    for number, values in enumerate(found, start=2):
        checking.row(number, values)
    wrong = {problem.row for problem in checking.problems}
    right = {read.row for read in checking.cases}
    assert wrong | right == set(range(2, len(found) + 2))
    assert not wrong & right
    for problem in checking.problems:
        assert problem.problem.endswith(".")
        assert problem.mend


@given(st.text(alphabet=ascii_letters + " '", min_size=8, max_size=30), st.sampled_from(HEADER[:5]))
def test_no_problem_repeats_what_stands_in_a_cell(text: str, column: str) -> None:
    told = " ".join(f"{found.problem} {found.mend}" for found in checked(row(1, **{column: f"Zq{text}"})).problems)
    assert f"Zq{text}" not in told


# Differences ---------------------------------------------------------------------------------------------------------
def test_what_differs_is_new_gone_or_changed_by_reference() -> None:
    before = {"A": {"gender": "male", "area": "North"}, "B": {"gender": "male"}, "C": {}}
    now = {"A": {"gender": "male", "area": "South"}, "C": {}, "D": {}}
    found = difference_of(before, now)
    assert (found.new, found.gone, found.same, found.is_none) == (("D",), ("B",), 1, False)
    assert [(one.reference, one.fields) for one in found.changed] == [("A", (("area", "North", "South"),))]


SENT = st.dictionaries(
    st.text(alphabet=digits, min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["gender", "area"]), st.sampled_from(["", "x", "y"])),
    max_size=12,
)


@given(SENT, SENT)
def test_every_case_is_new_gone_changed_or_the_same_once(before, now) -> None:
    found = difference_of(before, now)
    assert len(found.new) + len(found.gone) + len(found.changed) + found.same == len(before.keys() | now.keys())
    assert difference_of(now, before).new == found.gone
    assert difference_of(now, now).is_none
    said = {field: value for one in found.changed for field, _, value in one.fields}
    assert all(value in ("", "x", "y") for value in said.values())


def test_a_reader_is_lost_after_a_while_without_a_word() -> None:
    assert reader_is_lost(None, at=NOW)
    assert reader_is_lost(NOW - READER_LOST_AFTER, at=NOW)
    assert not reader_is_lost(NOW - READER_LOST_AFTER + timedelta(seconds=1), at=NOW)
    assert BEING_READ < OPEN < set(UploadState)
