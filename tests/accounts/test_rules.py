"""What a name may be made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules import is_one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Marsh", True),
        ("", True),
        ("Siân O’Neill-Łukasz", True),
        ("a space that does not break", True),
        ("می‌خواهم", True),  # a joiner that Persian needs
        ("two\nlines", False),
        ("two\r\nlines", False),
        ("a\ttab", False),
        ("nothing\0", False),
        ("next\x85line", False),
        ("a\u2028line", False),
        ("a\u2029paragraph", False),
        ("half a \ud800 character", False),
        ("Ada \u202ehsraM", False),
        ("\u2066Ada", False),
    ],
)
def test_is_one_line_refuses_what_breaks_a_line_or_does_not_show(text: str, expected: bool) -> None:
    assert is_one_line(text) is expected


@given(st.text())
def test_what_is_one_line_is_not_split_into_several(text: str) -> None:
    assert not is_one_line(text) or len(text.splitlines()) <= 1
