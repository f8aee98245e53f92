"""What looks as if it could tell who somebody is; the browser is held to the same examples (pages/test_notes.py)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.rules import Personal, personal_in, personal_words

EXAMPLES = json.loads(Path(__file__).with_name("personal.json").read_text("utf-8"))
MONTHS = ["January", "March", "May", "August", "September", "October", "December"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["text"] for example in EXAMPLES])
def test_personal_in_finds_what_the_examples_hold(example: dict[str, object]) -> None:
    assert [str(found) for found in personal_in(str(example["text"]))] == example["holds"]


def test_every_kind_is_among_the_examples() -> None:
    assert {held for example in EXAMPLES for held in example["holds"]} == {str(kind) for kind in Personal}


@given(st.integers(1, 28), st.sampled_from(MONTHS), st.integers(1990, 2030))
def test_a_date_alone_is_never_personal_and_one_of_birth_always(day: int, month: str, year: int) -> None:
    date = f"{day} {month} {year}"
    assert personal_in(f"Sentenced on {date}, {day}/{3}/{year}.") == []
    assert personal_in(f"born on {date}") == [Personal.DATE_OF_BIRTH]


@given(st.text(max_size=300))
def test_any_text_is_read_without_fail(text: str) -> None:
    assert set(personal_in(text)) <= set(Personal)


def test_a_long_text_is_read_at_once() -> None:
    for unit in ("0", "01 ", "born ", "a", "a.", "1 ", "(0"):
        assert personal_in(unit * (20_000 // len(unit))) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([Personal.PHONE], "holds a phone number. Take it out:"),
        ([Personal.DATE_OF_BIRTH, Personal.POSTCODE], "holds a date of birth and a postcode. Take them out:"),
        (list(Personal), "holds a date of birth, a postcode, a phone number and an e-mail address. Take them out:"),
    ],
)
def test_personal_words_say_what_was_found_and_what_to_do(found: list[Personal], words: str) -> None:
    assert words in personal_words(found) and bool(words) == bool(personal_words(found))
