"""Figures from elsewhere, of surveys, facts and classifications, and days, typed by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import Tally
from reports.rules.lint import (
    Check,
    LiveDates,
    LiveShare,
    LiveSpan,
    LiveValue,
    Named,
    Passage,
    Spot,
    wrong_dates,
    wrong_named,
)
from standards.wording import date_words
from tests.reports.test_rules_forms import FIGURES

BY_HAND, WRONG = Check.FIGURE_BY_HAND, Check.FIGURE_CONTRADICTS
SAFE = "Do you feel safe with your worker?"
HARM = "risk of serious harm high"
CLASSIFIED = r"\bhigh\b"


def value(code: str, words: str, unit: str, now: str, number: str, *others: str) -> LiveValue:
    return LiveValue(f"context:{code}", words, words, unit, Fraction(number), now, tuple(map(Fraction, others)))


NAMED = Named(
    values=(
        value("population-10-to-17", "Population aged 10 to 17", "number", "26,310", "26310"),
        value("population", "Population of all ages", "number", "265,000", "265000"),
        value("caseload-girls", "Share of the caseload who are girls", "per_cent", "15.4 per cent", "15.4", "13"),
        value("vacancies", "Share of posts that are vacant", "per_cent", "nine per cent", "9"),
        value("custody", "Custody", "rate", "six per 100,000", "6"),
        value("spend", "Budget for staff training", "pounds", "£12,500", "12500"),
    ),
    shares=(
        *(
            LiveShare(f"survey:7.{place}", f"{SAFE}: {label}", "survey:7", SAFE, Tally(yes, 20), "said|felt", "", True)
            for place, (label, yes) in enumerate((("Always", 9), ("Often", 6), ("Never", 5)))
        ),
        LiveShare("fact:D2.gender.female", "Gender: female", "gender", "girls", Tally(4, 23), r"were\s+girls", "D2"),
        LiveShare("classified:D2.inspector.harm.high", "Inspector", "high", HARM, Tally(7, 23), CLASSIFIED, "D2"),
        LiveShare("classified:D2.service.harm.high", "Service", "high", HARM, Tally(5, 23), CLASSIFIED, "D2"),
    ),
)


def told(text: str, domain: str = "", *spots: Spot) -> list[tuple[Check, str, str]]:
    found = wrong_named(Passage("context", 0, text, spots), NAMED, domain, FIGURES)
    return [(one.check, one.found, one.source) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The population aged 10 to 17 is 26,310.", [(BY_HAND, "26,310", "context:population-10-to-17")]),
        ("The population aged 10 to 17 is 25,000.", [(WRONG, "25,000", "context:population-10-to-17")]),
        ("The population aged 10 to 17 is about 26,000.", []),
        ("In 2019 the population aged 10 to 17 was 25,000.", []),  # another time
        ("The population aged 10 to 17 fell by 300 to 25,000.", []),  # which is meant?
        (
            "Girls are 15.4 per cent of the caseload, a share that grew.",
            [(BY_HAND, "15.4 per cent", "context:caseload-girls")],
        ),
        ("Girls are 15 per cent of the caseload.", [(BY_HAND, "15 per cent", "context:caseload-girls")]),
        ("Girls are 20 per cent of the caseload.", [(WRONG, "20 per cent", "context:caseload-girls")]),
        ("Girls are 13 per cent of the caseload nationally.", []),
        ("Girls are 20 per cent of the caseload, compared with the region.", []),
        ("Custody stands at eight per 100,000.", [(WRONG, "eight per 100,000", "context:custody")]),
        ("Nine children were in custody.", []),
        ("The budget for training of staff is £12,500.", [(BY_HAND, "£12,500", "context:spend")]),
        ("The budget for training of staff is £13,000.", [(WRONG, "£13,000", "context:spend")]),
        ("The service has 45 staff and 12 volunteers.", []),
        ("One of the largest populations aged 10 to 17 lives here.", []),
    ],
)
def test_a_figure_from_elsewhere_is_compared_where_its_words_are_said(text, found) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "domain", "found"),
    [
        (
            "Of the children, 45 per cent said that they feel safe with their worker.",
            "",
            [(BY_HAND, "45 per cent", "survey:7.0")],
        ),
        ("Of the children, 75 per cent said that they feel safe with their worker.", "", []),  # always, or often
        ("Of the children, 85 per cent said that they feel safe with their worker.", "", [(WRONG, "85 per cent", "")]),
        ("In 85 per cent, the worker made the child feel safe.", "", []),  # no survey is spoken of
        ("Four of the 23 children were girls.", "D2", [(BY_HAND, "Four of the 23 children", "fact:D2.gender.female")]),
        ("Five of the 23 children were girls.", "D2", [(WRONG, "Five of the 23 children", "")]),
        ("Five of the nine children were girls.", "D2", []),  # of others
        ("Four of the 23 children were girls.", "D3", []),
        ("Of 23 girls, four of the 23 children were heard.", "D2", []),
        (
            "Risk of serious harm was high in seven of the 23 cases.",
            "D2",
            [(BY_HAND, "seven of the 23 cases", "classified:D2.inspector.harm.high")],
        ),
        ("Risk of serious harm was high in nine of the 23 cases.", "D2", [(WRONG, "nine of the 23 cases", "")]),
        ("Risk of serious harm was low in nine of the 23 cases.", "D2", []),
    ],
)
def test_a_share_is_compared_where_its_words_are_said(text, domain, found) -> None:
    assert told(text, domain) == found


def test_what_is_live_is_left_alone() -> None:
    text = "The population aged 10 to 17 is 25,000."
    assert told(text, "", Spot(32, 38, "population-10-to-17")) == []
    days = "Fieldwork began on 12 March 2024."
    assert list(wrong_dates(Passage("x", 0, days, (Spot(19, 32, "fieldwork.start"),)), DATES, "")) == []


@given(st.integers(1_000, 900_000).filter(lambda number: number not in range(1900, 2101)))
def test_a_population_is_right_or_wrong_whatever_it_is(number: int) -> None:
    check = BY_HAND if number == 26_310 else WRONG
    assert [one[0] for one in told(f"The population aged 10 to 17 is {number:,}.")] == [check]


def window(code: str, first: date, last: date) -> LiveSpan:
    return LiveSpan(code, first, last, f"date:window.{code}.first", f"date:window.{code}.last", code)


START, END = date(2024, 3, 18), date(2024, 3, 22)
DATES = LiveDates(
    LiveSpan("fieldwork", START, END, "date:fieldwork.start", "date:fieldwork.end"),
    (
        window("D2", date(2023, 3, 20), date(2024, 1, 12)),
        window("D3", date(2023, 5, 1), date(2024, 1, 12)),
    ),
)
D2_FIRST, LAST = "date:window.D2.first", "date:window.D2.last"


@pytest.mark.parametrize(
    ("text", "domain", "found"),
    [
        ("Fieldwork began on 18 March 2024.", "", [(BY_HAND, "18 March 2024", "date:fieldwork.start")]),
        ("Fieldwork began on 11 March 2024.", "", [(WRONG, "11 March 2024", "date:fieldwork.start")]),
        ("Fieldwork ended on 29 March 2024.", "", [(WRONG, "29 March 2024", "date:fieldwork.end")]),
        ("Fieldwork took place on 20 March 2024.", "", []),
        ("Fieldwork took place on 20 April 2024.", "", [(WRONG, "20 April 2024", "")]),
        ("We carried out fieldwork in March 2024.", "", []),
        ("We carried out fieldwork in April 2024.", "", [(WRONG, "April 2024", "")]),
        ("Before fieldwork, on 4 March 2024, the board met.", "", []),
        ("The board met on 4 March 2024.", "", []),
        (
            "We read cases that began between 20 March 2023 and 12 January 2024.",
            "D2",
            [(BY_HAND, "20 March 2023", D2_FIRST), (BY_HAND, "12 January 2024", LAST)],
        ),
        (
            "We read cases that began between 27 March 2023 and 12 January 2024.",
            "D2",
            [(WRONG, "27 March 2023", D2_FIRST)],
        ),
        ("We read cases that began between 27 March 2023 and 12 January 2024.", "", [(WRONG, "27 March 2023", "")]),
        (
            "We read cases that began between 1 May 2023 and 12 January 2024.",
            "",
            [(BY_HAND, "1 May 2023", "date:window.D3.first"), (BY_HAND, "12 January 2024", "date:window.D3.last")],
        ),
        ("In one of the cases the order began on 4 May 2023.", "D2", []),
        ("Fieldwork began on 31 February 2024.", "", [(WRONG, "31 February 2024", "date:fieldwork.start")]),
    ],
)
def test_days_typed_by_hand_are_held_against_the_live_ones(text, domain, found) -> None:
    spoken = wrong_dates(Passage("introduction", 0, text), DATES, domain)
    assert [(one.check, one.found, one.source) for one in spoken] == found


@given(st.dates(date(2023, 1, 1), date(2025, 12, 31)))
def test_a_day_on_which_fieldwork_did_not_begin_is_told(day: date) -> None:
    (one,) = wrong_dates(Passage("x", 0, f"Fieldwork started on {date_words(day)}."), DATES, "")
    assert one.check == (BY_HAND if day in (START, END) else WRONG)
