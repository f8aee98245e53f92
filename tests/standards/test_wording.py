from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.wording import MONTHS, date_words, joined, number_words, per_cent, plural, sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (8, "eight"),
        (9, "nine"),
        (10, "10"),
        (36, "36"),
        (999, "999"),
        (1000, "1,000"),
        (1234567, "1,234,567"),
        (-1, "-1"),
    ],
)
def test_number_words_are_words_to_nine(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no cases"), (1, "one case"), (2, "two cases"), (9, "nine cases"), (12, "12 cases")]
)
def test_plural_counts(number: int, words: str) -> None:
    assert plural(number, "case", "cases") == words


def test_plural_takes_any_two_forms() -> None:
    assert plural(1, "child was", "children were") == "one child was"
    assert plural(21, "child was", "children were") == "21 children were"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero per cent"), (9, "nine per cent"), (10, "10 per cent"), (100, "100 per cent")]
)
def test_per_cent_is_written_out(number: int, words: str) -> None:
    assert per_cent(number) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["police"], "police"),
        (["police", "health"], "police and health"),
        (["police", "health", "education"], "police, health and education"),
        (["a", "b", "c", "d"], "a, b, c and d"),
    ],
)
def test_joined_lists(items: list[str], words: str) -> None:
    assert joined(items) == words


def test_joined_with_another_last_word() -> None:
    assert joined(("low", "medium", "high"), last="or") == "low, medium or high"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 3, 18), "18 March 2024"),
        (date(2020, 9, 1), "1 September 2020"),
        (date(2022, 12, 31), "31 December 2022"),
    ],
)
def test_date_words(day: date, words: str) -> None:
    assert date_words(day) == words


@settings(deadline=None)
@given(st.dates())
def test_date_words_hold_the_whole_date(day: date) -> None:
    number, month, year = date_words(day).split()
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [("any one of six", "Any one of six"), ("to RoSH", "To RoSH"), ("45 per cent", "45 per cent"), ("", "")],
)
def test_sentence_enlarges_the_first_letter_only(text: str, expected: str) -> None:
    assert sentence(text) == expected
