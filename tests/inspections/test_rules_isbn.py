"""ISBNs as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules import isbn_read

SHAPE, TOGETHER = "An ISBN has 13 digits", "do not go together"


@pytest.mark.parametrize(
    ("told", "isbn"),
    [
        ("978-0-306-40615-7", "978-0-306-40615-7"),
        ("9780306406157", "9780306406157"),
        ("ISBN 978 0 306 40615 7", "978-0-306-40615-7"),
        ("isbn: 978–0–306–40615–7", "978-0-306-40615-7"),
        ("ISBN-13: 978-0-306-40615-7", "978-0-306-40615-7"),
        ("979-10-90636-07-1", "979-10-90636-07-1"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_an_isbn_is_taken_as_it_is_typed(told, isbn):
    assert isbn_read(told) == isbn


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("978-0-306-40615-8", TOGETHER),
        ("978-0-306-40651-7", TOGETHER),  # two digits the wrong way round
        ("0-306-40615-2", SHAPE),  # of ten digits
        ("977-0-306-40615-7", SHAPE),
        ("978-0-306-40615-77", SHAPE),
        ("978-0-306-4061٥-7", SHAPE),
        ("none yet", SHAPE),
    ],
)
def test_what_is_no_isbn_is_told(told, says):
    with pytest.raises(ValueError, match=says):
        isbn_read(told)


@given(st.from_regex(r"97[89][0-9]{9}", fullmatch=True), st.integers(0, 11), st.integers(1, 9))
def test_one_digit_makes_an_isbn_and_any_other_breaks_it(twelve, place, more):
    whole = [twelve + last for last in "0123456789" if _is_isbn(twelve + last)]
    assert len(whole) == 1
    wrong = str((int(whole[0][place]) + more) % 10)
    assert not _is_isbn(whole[0][:place] + wrong + whole[0][place + 1 :])


def _is_isbn(told: str) -> bool:
    try:
        return isbn_read(told) == told
    except ValueError:
        return False
