"""What an upload must not hold, by headings and by values: a table for each, and what is never taken for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import Personal, personal_header, personal_reference, personal_value

BORN_BEFORE = date(2017, 3, 1)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name", Personal.NAME),
        ("Child's name", Personal.NAME),
        ("Child name", Personal.NAME),
        ("Forename", Personal.NAME),
        ("SURNAME", Personal.NAME),
        ("YP Full Name", Personal.NAME),
        ("DoB", Personal.BIRTH),
        ("Date of birth", Personal.BIRTH),
        ("D.O.B.", Personal.BIRTH),
        ("Home address", Personal.ADDRESS),
        ("Postcode", Personal.ADDRESS),
        ("NHS number", Personal.NUMBER),
        ("PNC ID", Personal.NUMBER),
        ("Mobile", Personal.CONTACT),
        ("E-mail", Personal.CONTACT),
        ("Case manager name", None),
        ("Worker e-mail", None),
        ("Team name", None),
        ("Start date", None),
        ("Reference", None),
    ],
)
def test_headings_that_promise_what_must_not_be_sent(header: str, kind: Personal | None) -> None:
    assert personal_header(header) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zebedee Quill", Personal.NAME),
        ("QUILL, Zebedee", Personal.NAME),
        ("O'Quill Z", Personal.NAME),
        ("Quill", Personal.NAME),
        ("12/03/2009", Personal.BIRTH),
        ("ZQ 2009-03-12", Personal.BIRTH),
        ("ZQ-12.03.09", Personal.BIRTH),
        ("FD-2025-03-12", None),
        ("SO14 8AB", Personal.ADDRESS),
        ("2024/0123456X", Personal.NUMBER),
        ("943 476 5919", Personal.NUMBER),
        ("943 476 5918", None),
        ("07700 900123", Personal.CONTACT),
        ("FD-0001", None),
        ("ABC", None),
        ("FD-A", None),
        ("1234567890", None),
        ("YJS/24/00123", None),
        ("c3f1a9", None),
    ],
)
def test_references_that_could_tell_who_a_child_is(text: str, kind: Personal | None) -> None:
    assert personal_reference(text, BORN_BEFORE) == kind


@given(st.text(alphabet="ABCDEFGH", min_size=0, max_size=3), st.integers(min_value=1, max_value=999_999))
def test_letters_a_hyphen_and_a_number_are_never_personal(letters: str, number: int) -> None:
    assert personal_reference(f"{letters}-{number}", BORN_BEFORE) is None


def test_staff_may_be_reached_and_children_may_not() -> None:
    assert personal_value("ann.lee@council.example") is Personal.CONTACT
    assert personal_value("ann.lee@council.example", of_staff=True) is None
    assert personal_value("born 12 March 2009", of_staff=True) is Personal.BIRTH
    assert personal_value("North") is None
