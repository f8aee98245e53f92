"""Clashes of people, the order of phases, shares and their counts, figures as shown, services from a file."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules import (
    COLUMNS,
    MOST_ROWS,
    STARTERS,
    CellProblem,
    Clash,
    Engagement,
    Phase,
    PhaseDates,
    Unit,
    bar_lengths,
    clashes_of,
    figure_shown,
    month_read,
    number_shown,
    phase_after,
    phase_dates,
    phases_out_of_order,
    services_read,
    share_differs,
    share_from_counts,
    why_no_figure,
)

MONDAY = date(2024, 3, 18)
FRIDAY = MONDAY + timedelta(days=4)


def busy(person: int, inspection: int, first: date, last: date, phase: Phase = Phase.FIELDWORK) -> Engagement:
    return Engagement(person, first, last, inspection, phase)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (busy(1, 2, FRIDAY, FRIDAY), [(FRIDAY, FRIDAY)]),  # the last day
        (busy(1, 2, MONDAY - timedelta(days=9), MONDAY), [(MONDAY, MONDAY)]),  # the first
        (busy(1, 2, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=1)), []),  # the day after
        (busy(1, 1, MONDAY, FRIDAY, Phase.PANEL), []),  # the same inspection
        (busy(2, 2, MONDAY, FRIDAY), []),  # somebody else
        (busy(1, 2, MONDAY, FRIDAY, Phase.PANEL), [(MONDAY, FRIDAY)]),  # another phase of another inspection
    ],
)
def test_clashes_are_days_on_which_somebody_is_wanted_twice(other: Engagement, expected: list) -> None:
    found = clashes_of([busy(1, 1, MONDAY, FRIDAY), other, other])
    assert [(clash.first, clash.last) for clash in found] == expected


engagements = st.builds(
    lambda person, inspection, start, length, phase: busy(
        person, inspection, MONDAY + timedelta(days=start), MONDAY + timedelta(days=start + length), phase
    ),
    st.integers(1, 3), st.integers(1, 3), st.integers(0, 12), st.integers(0, 5),
    st.sampled_from([Phase.FIELDWORK, Phase.PANEL]),
)  # fmt: skip


@given(st.lists(engagements, max_size=12))
def test_clashes_equal_brute_force_over_all_pairs(given_engagements: list[Engagement]) -> None:
    expected = {
        frozenset((a, b))
        for a, b in combinations(set(given_engagements), 2)
        if a.person == b.person and a.inspection != b.inspection and a.first <= b.last and b.first <= a.last
    }
    found = clashes_of(given_engagements)
    assert {frozenset((clash.one, clash.other)) for clash in found} == expected
    assert len(found) == len(expected)
    assert all(clash.first <= clash.last and isinstance(clash, Clash) for clash in found)


def test_phases_out_of_order_begin_or_end_too_early() -> None:
    planned = {one.phase: one for one in phase_dates(fieldwork_starts=MONDAY, weeks=1)}
    assert phases_out_of_order(planned.values()) == []
    planned[Phase.PANEL] = PhaseDates(Phase.PANEL, FRIDAY, FRIDAY)  # before quality assurance
    assert phases_out_of_order(planned.values()) == [(Phase.PANEL, Phase.QUALITY_ASSURANCE)]
    assurance = planned[Phase.QUALITY_ASSURANCE]
    planned[Phase.PANEL] = PhaseDates(Phase.PANEL, assurance.first, assurance.last)
    assert phases_out_of_order(planned.values()) == []
    planned[Phase.PANEL] = PhaseDates(Phase.PANEL, assurance.first, assurance.last - timedelta(days=1))
    assert phases_out_of_order(planned.values()) == [(Phase.PANEL, Phase.QUALITY_ASSURANCE)]


@given(st.permutations(list(phase_dates(fieldwork_starts=MONDAY, weeks=2))))
def test_phases_as_worked_out_are_in_order_however_they_are_listed(dates: list[PhaseDates]) -> None:
    assert phases_out_of_order(dates) == []


def test_the_phase_after_is_the_next_until_it_is_published() -> None:
    assert [phase_after(phase) for phase in Phase] == [*list(Phase)[1:], None]


@pytest.mark.parametrize(
    ("unit", "value", "counts", "expected"),
    [
        (Unit.PER_CENT, "36.4", ("12", "33"), None),
        (Unit.PER_CENT, "36", ("12", "33"), None),
        (Unit.PER_CENT, "36.3", ("12", "33"), Decimal("36.4")),
        (Unit.PER_CENT, "63", ("10", "16"), None),  # 62.5 rounds half up
        (Unit.PER_CENT, "62", ("10", "16"), Decimal(63)),
        (Unit.RATE, "148", ("37", "25000"), None),
        (Unit.RATE, "149", ("37", "25000"), Decimal(148)),
        (Unit.NUMBER, "5", ("1", "2"), None),  # counts prove nothing of a number
        (Unit.PER_CENT, "5", ("1", None), None),
        (Unit.PER_CENT, "5", (None, None), None),
    ],
)
def test_a_share_agrees_with_its_counts_or_says_what_they_make(unit, value, counts, expected) -> None:
    numerator, denominator = (None if count is None else Decimal(count) for count in counts)
    assert share_differs(unit=unit, value=Decimal(value), numerator=numerator, denominator=denominator) == expected


@given(st.sampled_from([Unit.PER_CENT, Unit.RATE]), st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_what_counts_make_agrees_with_them_to_half_a_place(unit, numerator, denominator, places) -> None:
    told = {"unit": unit, "numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    made = share_from_counts(value=Decimal(1).scaleb(-places), **told)
    assert share_differs(value=made, **told) is None
    exact = Decimal(numerator) * (100 if unit is Unit.PER_CENT else 100_000) / denominator
    assert abs(made - exact) <= Decimal("0.5").scaleb(-places) + Decimal("1e-9")


def test_figures_are_shown_without_zeros_that_say_nothing() -> None:
    shown = [figure_shown(Decimal(value), unit) for value, unit in (
        ("45.3000", Unit.PER_CENT), ("1200.0000", Unit.POUNDS), ("215", Unit.NUMBER), ("-3.5", Unit.PER_CENT),
        ("100", Unit.RATE),
    )]  # fmt: skip
    assert shown == ["45.3%", "£1,200", "215", "−3.5%", "100"]
    assert number_shown(Decimal("1234567.50")) == "1,234,567.5"


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        (Unit.PER_CENT, "-0.1", "A share lies"), (Unit.PER_CENT, "0", ""), (Unit.PER_CENT, "100", ""),
        (Unit.PER_CENT, "100.1", "A share lies"), (Unit.NUMBER, "-1", "There cannot be fewer than none"),
        (Unit.RATE, "-1", "There cannot be fewer than none"), (Unit.RATE, "100001", ""), (Unit.POUNDS, "-1", ""),
    ],
)  # fmt: skip
def test_a_figure_is_one_that_its_unit_can_have(unit: Unit, value: str, expected: str) -> None:
    found = why_no_figure(Decimal(value), unit)
    assert found.startswith(expected) and bool(found) == bool(expected)


def test_bars_compare_what_can_be_compared() -> None:
    assert bar_lengths(Decimal(6), Decimal(9)) == ("66.7%", "100.0%")
    assert bar_lengths(Decimal(9), Decimal(0)) == ("100.0%", "0.0%")
    assert bar_lengths(Decimal(9), None) is None
    assert bar_lengths(Decimal(0), Decimal(0)) is None
    assert bar_lengths(Decimal(-1), Decimal(2)) is None


def test_usual_figures_have_names_of_their_own() -> None:
    assert len({starter.code for starter in STARTERS}) == len({starter.label for starter in STARTERS}) == len(STARTERS)


@pytest.mark.parametrize("told", ["March 2023", "march 2023", "15 March 2023", "Mar 2023", "3/2023", "03/2023",
                                  "15/03/2023", "2023-03", "2023-03-15"])  # fmt: skip
def test_months_are_read_as_people_write_them(told: str) -> None:
    assert month_read(told) == date(2023, 3, 1)


@pytest.mark.parametrize("told", ["", "2023", "13/2023", "March", "March 23", "0/2023", "March 1812", "٣/2023"])
def test_what_is_no_month_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="is no month"):
        month_read(told)


def test_services_are_read_with_contacts_and_earlier_inspections() -> None:
    text = (
        "place;region;Authorities;contact name;contact_email;inspected_in;rating;score\r\n"
        "Wells;South West;Mendip; ;;March 2019;Good;20/36\r\n"
        ";;;;;;;\r\n"
        "WELLS;;;Dora Penn;dora@wells.example;;;\r\n"
        "Barnsley;yorkshire;Barnsley;;;;;\r\n"
    )
    entries, problems = services_read(text)
    assert problems == []
    wells, barnsley = entries
    assert (wells.place, wells.rows, wells.told) == (
        "Wells",
        [2, 4],
        {"region": "south_west", "authorities": ["Mendip"]},
    )
    assert wells.contacts == [{"name": "Dora Penn", "email": "dora@wells.example"}]
    assert wells.earlier == [{"inspected_in": date(2019, 3, 1), "rating": "Good", "score": 20}]
    assert barnsley.told["region"] == "yorkshire"


def test_every_problem_is_told_by_row_and_column_at_once() -> None:
    text = (
        "place,region,short_name,contact_email,score,rating\n"
        "Wells,Narnia,Wells YJS,dora,99,Good\n"
        ",London,,,,\n"
        "Wells,,Wells YOT,,,\n"
        f"{'x' * 121},,,,,\n"
        'Line,,"Two\nlines",,,\n'
    )
    _, problems = services_read(text)
    assert [(one.row, one.column) for one in problems] == [
        (2, "region"), (2, "contact_name"), (2, "contact_email"), (2, "inspected_in"), (2, "score"),
        (3, "place"), (4, "short_name"), (5, "place"), (6, "short_name"),
    ]  # fmt: skip
    assert all(one.mend.endswith(".") for one in problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (1, "place")),
        ("name\nWells\n", (1, "place")),
        ("place,colour\nWells,blue\n", (1, "colour")),
        ("place,place\nWells,Wells\n", (1, "place")),
        ("place\n", (2, "")),
        ("place,rating\nWells,,Good\n", (2, "")),
        ("place\n" + "Wells\n" * (MOST_ROWS + 1), (MOST_ROWS + 2, "")),
        ('place\n"Wells\n', (1, "")),
        ("place,,\nWells,,Somerset\n", (2, "")),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_says_so_once(text: str, expected: tuple[int, str]) -> None:
    entries, problems = services_read(text)
    assert entries == []
    assert [(one.row, one.column) for one in problems] == [expected]


def test_columns_that_a_spreadsheet_left_behind_are_passed_over() -> None:
    entries, problems = services_read("place,,region,\nWells,,London,\n")
    assert problems == [] and entries[0].told == {"region": "london"}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_sentences(text: str) -> None:
    entries, problems = services_read(f"{','.join(COLUMNS)}\n{text}")
    assert all(isinstance(one, CellProblem) and one.mend for one in problems)
    assert entries or problems
