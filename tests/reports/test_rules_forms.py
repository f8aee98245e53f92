"""Figures in prose: every form says what is so, whatever becomes of the sample."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import Tally, percentage
from reports.rules import Form, Noun, band_words, fits, forms_for, tally_words
from standards.wording import WORDS
from tests.ratings.rules_material import YOUTH

PHRASES = ("Minority", "Too few", "Reasonable majority", "Large majority")  # as the editions print them
FIGURES = replace(
    YOUTH,
    key_question_bands=tuple(
        replace(band, phrase=phrase) for band, phrase in zip(YOUTH.key_question_bands, PHRASES, strict=True)
    ),
)
TALLIES = st.integers(1, 130).flatmap(lambda relevant: st.builds(Tally, st.integers(0, relevant), st.just(relevant)))
NUMBERS = {word: number for number, word in enumerate(WORDS)} | {"none": 0}


@pytest.mark.parametrize(
    ("yes", "relevant", "form", "words"),
    [
        (9, 20, Form.PER_CENT, "45 per cent"),
        (1, 1, Form.PER_CENT, "100 per cent"),
        (9, 23, Form.OF_THE, "nine of the 23 cases"),
        (23, 23, Form.OF_THE, "all 23 cases"),
        (2, 2, Form.OF_THE, "both cases"),
        (0, 23, Form.OF_THE, "none of the 23 cases"),
        (1, 1, Form.OF_THE, "the one case"),
        (0, 1, Form.OF_THE, "not the one case"),
        (14, 19, Form.OUT_OF, "14 out of 19 relevant cases"),
        (1, 1, Form.OUT_OF, "one out of one relevant case"),
        (21, 23, Form.ALL_BUT, "all but two of the 23 cases"),
        (23, 23, Form.ALL_BUT, "all 23 cases"),
        (2, 23, Form.ALL_BUT, "two of the 23 cases"),
        (23, 23, Form.IN_CASES, "in every case"),
        (9, 23, Form.IN_CASES, "in nine of the 23 cases"),
        (0, 23, Form.IN_CASES, "in no case"),
        (9, 23, Form.YES, "nine"),
        (9, 23, Form.NO, "14"),
        (0, 23, Form.YES, "none"),
        (23, 23, Form.NO, "none"),
        (21, 24, Form.BAND_WORDS, "a large majority"),
        (16, 24, Form.BAND_WORDS, "a reasonable majority"),
        (1, 2, Form.BAND_WORDS, "too few"),
        (1, 3, Form.BAND_WORDS, "a minority"),
    ],
)
def test_a_figure_reads_as_house_style_has_it(yes: int, relevant: int, form: Form, words: str) -> None:
    assert tally_words(Tally(yes, relevant), form, FIGURES) == words


def test_another_noun_may_be_counted() -> None:
    orders = Noun("referral order", "referral orders")
    assert tally_words(Tally(3, 5), Form.OF_THE, FIGURES, orders) == "three of the five referral orders"


def test_where_nothing_is_relevant_there_is_nothing_to_say() -> None:
    nothing = Tally(0, 0)
    assert {tally_words(nothing, form, FIGURES) for form in Form} == {""}
    assert forms_for(nothing, FIGURES) == []


@given(TALLIES, st.sampled_from([Form.OF_THE, Form.OUT_OF, Form.ALL_BUT, Form.IN_CASES]))
def test_whatever_the_form_the_words_hold_the_figure_and_no_other(tally: Tally, form: Form) -> None:
    assert (tally.yes, tally.relevant) in said(tally_words(tally, form, FIGURES), tally.relevant)


def said(words: str, relevant: int) -> list[tuple[int, int]]:
    """Every (yes, relevant) that the words may mean, read back by other means."""
    if "every case" in words or "both" in words or re.match("(in )?all (?!but)", words):
        return [(relevant, relevant)]
    if "the one case" in words or words == "in no case":
        return [(0 if re.search(r"\bno", words) else 1, 1), (0, relevant if "no case" in words else 1)]
    found = re.findall(r"\d[\d,]*|" + "|".join(sorted(NUMBERS, key=len, reverse=True)), words)
    first, second = (int(part.replace(",", "")) if part[0].isdigit() else NUMBERS[part] for part in found)
    return [(second - first if "all but" in words else first, second)]


@given(TALLIES)
def test_what_a_picker_offers_fits(tally: Tally) -> None:
    offered = dict(forms_for(tally, FIGURES))
    assert offered[Form.PER_CENT].split()[0] in {str(percentage(tally, FIGURES.rounding)), *WORDS}
    assert (Form.ALL_BUT in offered) == fits(tally, Form.ALL_BUT) == (0 < tally.relevant - tally.yes < tally.yes)


def test_an_edition_without_words_for_its_bands_says_none() -> None:
    assert band_words(90, ()) == ""
