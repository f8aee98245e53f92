"""What live figures are, and their forms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import ALL_FORM_NAMES, Form, Noun, PlainForm, Share, Told
from reports.rules.sayings import OF_REPLIES, told_date, told_name, told_number, told_per_cent
from tests.reports.test_rules_forms import FIGURES, TALLIES


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        (9, {"words": "nine", "figures": "9", "counted": "nine meetings"}),
        (1, {"words": "one", "figures": "1", "counted": "one meeting"}),
        (1250, {"words": "1,250", "figures": "1,250", "counted": "1,250 meetings"}),
        (0, {"words": "no", "figures": "0", "counted": "no meetings"}),
    ],
)
def test_a_number_in_words_in_figures_and_with_what_is_counted(number, forms):
    assert dict(told_number(number, Noun("meeting", "meetings")).forms()) == forms
    assert "counted" not in dict(told_number(number).forms())


def test_a_score_of_nought_is_a_number():
    assert dict(told_number(0).forms()) == {"words": "0", "figures": "0"}
    assert told_number(9).say("words") == "nine"


def test_names_dates_and_percentages():
    assert dict(told_name("Good").forms()) == {"name": "Good", "quoted": "‘Good’"}
    assert told_name("").forms() == []
    assert dict(told_date(date(2024, 3, 18)).forms()) == {"date": "18 March 2024", "month": "March 2024"}
    assert dict(told_per_cent(9).forms()) == {"value": "nine per cent"}


@given(TALLIES, st.sampled_from([*Form, *PlainForm, "else"]))
def test_a_share_says_what_it_offers_and_nothing_else(tally, form):
    share = Share(tally, FIGURES, offered=OF_REPLIES)
    assert bool(share.say(form)) == (form in OF_REPLIES)
    assert {known for known, _ in share.forms()} <= set(OF_REPLIES)
    assert all(share.say(known) == words for known, words in share.forms())


def test_every_form_has_a_name():
    assert ALL_FORM_NAMES.keys() == {*Form, *PlainForm}
    assert Told([(PlainForm.VALUE, "")]).forms() == []
