"""Who is behind, against an even pace over the working days of fieldwork."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.rules import is_behind, share_due
from tests.factories import MONDAY


@pytest.mark.parametrize(
    ("day", "weeks", "share"),
    [
        (date(2026, 3, 15), 1, Fraction(0)),  # the Sunday before
        (date(2026, 3, 16), 1, Fraction(1, 5)),  # the Monday, at its end
        (date(2026, 3, 18), 1, Fraction(3, 5)),
        (date(2026, 3, 20), 1, Fraction(1)),
        (date(2026, 3, 21), 1, Fraction(1)),
        (date(2026, 5, 1), 1, Fraction(1)),
        (date(2026, 3, 20), 2, Fraction(1, 2)),
        (date(2026, 3, 22), 2, Fraction(1, 2)),  # nothing is due on a weekend
        (date(2026, 3, 23), 2, Fraction(3, 5)),
        (date(2026, 3, 27), 2, Fraction(1)),
        (date(2026, 3, 20), 0, Fraction(1)),  # never no time at all
    ],
)
def test_share_due_counts_working_days(day: date, weeks: int, share: Fraction) -> None:
    assert share_due(starts=MONDAY, weeks=weeks, today=day) == share


@given(st.integers(-400, 400), st.integers(1, 6))
def test_share_due_never_falls_and_stays_between_none_and_all(days: int, weeks: int) -> None:
    day = MONDAY + timedelta(days=days)
    now = share_due(starts=MONDAY, weeks=weeks, today=day)
    assert 0 <= now <= share_due(starts=MONDAY, weeks=weeks, today=day + timedelta(days=1)) <= 1


@pytest.mark.parametrize(
    ("given_", "required", "share", "behind"),
    [(59, 100, "3/5", True), (60, 100, "3/5", False), (0, 100, "0", False), (99, 100, "1", True), (0, 0, "1", False)],
)
def test_is_behind_less_than_an_even_pace(given_: int, required: int, share: str, behind: bool) -> None:
    assert is_behind(given=given_, required=required, share=Fraction(share)) is behind
