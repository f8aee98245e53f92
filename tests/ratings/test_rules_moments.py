"""A moment as people write it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import moment_read
from standards.wording import date_words


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-03-18", "2026-03-18"),
        ("2026-3-18", "2026-03-18"),
        ("18 March 2026", "2026-03-18"),
        ("  18  mar 2026 ", "2026-03-18"),
        ("18 March 2026 14:05", "2026-03-18T14:05:00"),
        ("18 March 2026, 14:05", "2026-03-18T14:05:00"),
        ("18 March 2026 at 9:05", "2026-03-18T09:05:00"),
        ("2026-03-18 14:05:30", "2026-03-18T14:05:30"),
        ("2026-03-18T14:05:30.25", "2026-03-18T14:05:30.250000"),
        ("2026-03-18T14:05Z", "2026-03-18T14:05:00+00:00"),
        ("2026-03-18T14:05:30+01:00", "2026-03-18T14:05:30+01:00"),
        ("2026-03-18T14:05-0530", "2026-03-18T14:05:00-05:30"),
    ],
)
def test_moments_are_read_as_people_write_them(words: str, moment: str) -> None:
    read = moment_read(words)
    assert read is not None
    assert read.isoformat() == moment


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "yesterday",
            "18/03/2026",
            "31 February 2026",
            "2026-13-01",
            "18 Marsh 2026",
            "2026-03-18 25:00",
            "14:05",
        ),
        *("2026-03-18T14:05+99:00", "0000-01-01", "2026-03-18\0", "２０２６-03-18"),
    ],
)
def test_what_is_no_moment_is_none(words: str) -> None:
    assert moment_read(words) is None


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_in_iso_is_itself(moment: datetime) -> None:
    assert moment_read(moment.isoformat()) == moment
    if moment.year >= 1000:
        assert moment_read(date_words(moment.date())) == moment.date()


@given(st.text())
def test_no_text_is_too_odd(words: str) -> None:
    assert moment_read(words) is None or isinstance(moment_read(words), date)
