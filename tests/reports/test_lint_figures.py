"""Figures typed by hand: found, matched with the live ones, and told where the cases say otherwise."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import Tally
from reports.rules import Form, tally_words
from reports.rules.lint import (
    Check,
    LiveFigure,
    Mention,
    Passage,
    Spot,
    mentions_in,
    phrases_in,
    typed_figures,
    wrong_band_words,
)
from tests.reports.test_rules_forms import FIGURES, TALLIES

ASSESSING = LiveFigure("2.1.1", "2.1, key question 1", "2.1", Tally(9, 23))
SAFETY = LiveFigure(
    "2.1.2",
    "2.1, key question 2",
    "2.1",
    Tally(17, 19),
    (Tally(12, 18),),
    "Does assessing focus on the child’s safety?",
)
ELSEWHERE = LiveFigure("3.1.1", "3.1, key question 1", "3.1", Tally(5, 23))
LIVE = (ASSESSING, SAFETY, ELSEWHERE)


def about(text: str, *spots: Spot) -> Passage:
    return Passage("standard:2.1", 0, text, spots, "2.1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 45 per cent of cases", {"per_cent": 45}),
        ("Nine per cent", {"per_cent": 9}),
        ("at 45% now", {"per_cent": 45}),
        ("45 percent", {"per_cent": 45}),
        ("45.5 per cent", {"per_cent": Fraction(91, 2), "decimals": 1}),
        ("45.0%", {"per_cent": Fraction(45), "decimals": 1}),
        ("nine of the 23 cases", {"yes": 9, "relevant": 23}),
        ("14 out of 19 relevant cases", {"yes": 14, "relevant": 19}),
        ("None of the 23 cases", {"yes": 0, "relevant": 23}),
        ("all but two", {"no": 2}),
        ("all but two of the 23 cases", {"no": 2, "relevant": 23}),
        ("all 23 cases", {"no": 0, "relevant": 23}),
        ("in every case", {"no": 0}),
        ("1,250 of the 2,000 cases", {"yes": 1250, "relevant": 2000}),
        ("\u017fix per cent", {"per_cent": 6}),  # letters as scanned text has them
        ("all but f\u0131ve", {"no": 5}),
    ],
)
def test_a_figure_is_read_back(text: str, found: dict[str, int]) -> None:
    (mention,) = mentions_in(text)
    assert mention == Mention(mention.start, mention.end, **found)


@pytest.mark.parametrize(
    "text",
    [
        "nine days",
        "in March 2024",
        "two of them",
        "one in five",
        "12 weeks of 2023",
        "",
        f"{'1' * 5000} per cent",
        "1234567890%",
    ],
)
def test_a_number_of_something_else_is_no_figure_of_cases(text: str) -> None:
    assert mentions_in(text) == []


@given(TALLIES, st.sampled_from([Form.PER_CENT, Form.OUT_OF, Form.ALL_BUT, Form.IN_CASES]))
def test_what_we_write_is_typed_by_hand_when_somebody_copies_it(tally: Tally, form: Form) -> None:
    words = tally_words(tally, form, FIGURES)
    live = [replace(ASSESSING, tally=tally)]
    if tally.relevant == 1 or words == "both cases" or "no case" in words:
        return
    (finding,) = typed_figures(about(f"So it was {words}."), live, FIGURES)
    assert (finding.check, finding.address) == (Check.FIGURE_BY_HAND, "2.1.1")
    assert words.removeprefix("in ") in finding.found or finding.found in words


def test_a_typed_figure_that_matches_is_to_be_made_live() -> None:
    (finding,) = typed_figures(about("Assessing was good enough in nine of the 23 cases."), LIVE, FIGURES)
    assert (finding.check, finding.found, finding.address) == (Check.FIGURE_BY_HAND, "nine of the 23 cases", "2.1.1")


@pytest.mark.parametrize(
    ("text", "address", "mend"),
    [
        ("that safety had been assessed well enough in 20 per cent", "2.1.2", "89 per cent"),  # of which it speaks
        ("in 12 of the 18 cases", "2.1.2", "17 of the 19 cases"),  # as it was before
        ("in eight of the 23 cases", "2.1.1", "nine of the 23 cases"),  # as many cases
        ("in 40 per cent of cases", "2.1.1", "39 per cent"),  # near
    ],
)
def test_a_typed_figure_that_contradicts_is_told_with_the_right_one(text: str, address: str, mend: str) -> None:
    (finding,) = typed_figures(about(f"It was so {text}."), LIVE, FIGURES)
    assert (finding.check, finding.address, finding.mend) == (Check.FIGURE_CONTRADICTS, address, mend)


def test_a_figure_of_something_else_is_left_alone() -> None:
    assert list(typed_figures(about("Of the staff, 63 per cent had been trained."), LIVE, FIGURES)) == []


@pytest.mark.parametrize(
    ("typed", "check"),
    [
        ("39.1", Check.FIGURE_BY_HAND),  # 9 of 23 are 39.13 per cent
        ("39.13", Check.FIGURE_BY_HAND),
        ("39.0", Check.FIGURE_CONTRADICTS),
        ("39.5", Check.FIGURE_CONTRADICTS),  # near, and not so
        ("63.2", None),
    ],
)
def test_a_percentage_with_decimals_is_not_the_whole_one(typed: str, check: Check | None) -> None:
    told = list(typed_figures(about(f"In {typed} per cent it was so."), LIVE, FIGURES))
    assert [one.check for one in told] == ([check] if check else [])


KEPT_SAFE = "Does assessment sufficiently analyse how to keep the child safe?"
OTHERS_SAFE = "Does assessment sufficiently analyse how to keep other people safe?"
COURT, OUT = "Court disposals", "Out-of-court disposals"
EVERYWHERE = (
    LiveFigure("2.1.2", "2.1, key question 2", "2.1", Tally(13, 20), text=KEPT_SAFE, about=COURT),
    LiveFigure("2.1.3", "2.1, key question 3", "2.1", Tally(17, 20), text=OTHERS_SAFE, about=COURT),
    LiveFigure("3.1.2", "3.1, key question 2", "3.1", Tally(6, 10), text=KEPT_SAFE, about=OUT),
    LiveFigure(
        "3.9.1", "3.9, key question 1", "3.9", Tally(1, 10), text="Was the work of the case well led?", about=OUT
    ),
)
BY_HAND, WRONG = Check.FIGURE_BY_HAND, Check.FIGURE_CONTRADICTS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How to keep the child safe was analysed in 65 per cent of assessments.", [(BY_HAND, "2.1.2", "")]),
        ("How to keep the child safe was analysed in 70 per cent of assessments.", [(WRONG, "", "")]),
        (
            "Of out-of-court disposals, 70 per cent of assessments analysed how to keep the child safe.",
            [(WRONG, "3.1.2", "60 per cent")],
        ),
        (
            "For court disposals, assessments analysed how to keep the child safe in 70 per cent.",
            [(WRONG, "2.1.2", "65 per cent")],
        ),
        (
            "Assessment analysed how to keep other people safe in nine of the 20 cases.",
            [(WRONG, "2.1.3", "17 of the 20 cases")],
        ),
        ("In our previous inspection, 70 per cent of assessments analysed how to keep the child safe.", []),
        ("Assessment was good enough in 65 per cent.", []),  # names none
        ("Of the staff, 65 per cent like their work.", []),
        ("Of children, 65.4 per cent said that assessment analysed how to keep the child safe.", [(WRONG, "", "")]),
        ("Of children, 95.4 per cent said that assessment analysed how to keep the child safe.", []),
    ],
)
@pytest.mark.parametrize("subject", ["", "1.1"])
def test_where_no_standard_is_told_the_sentence_must_name_the_question(text, found, subject) -> None:
    told = typed_figures(Passage("foreword", 0, text, (), subject), EVERYWHERE, FIGURES)
    assert [(one.check, one.address, one.mend) for one in told] == found


def test_band_words_of_a_foreword_are_those_of_the_question_that_it_names() -> None:
    text = "A large majority of court disposals had an assessment that analysed how to keep the child safe."
    (one,) = wrong_band_words(Passage("foreword", 0, text), {one.address: one for one in EVERYWHERE}, FIGURES)
    assert (one.mend, one.address) == ("reasonable majority", "2.1.2")


def test_what_is_live_is_left_alone() -> None:
    text = "So it was in nine of the 23 cases."
    spot = Spot(text.index("nine"), text.index("."), "2.1.1")
    assert list(typed_figures(about(text, spot), LIVE, FIGURES)) == []


def test_words_of_a_band_are_held_against_the_figure_of_their_sentence() -> None:
    text = "A large majority of assessments were good (39 per cent). A minority were not."
    spot = Spot(text.index("39"), text.index(")"), "2.1.1")
    by_address = {one.address: one for one in LIVE}
    (finding,) = wrong_band_words(about(text, spot), by_address, FIGURES)
    assert (finding.found, finding.mend, finding.check) == ("large majority", "minority", Check.BAND_WORDS)
    assert [phrase.rating for phrase in phrases_in(text, FIGURES.key_question_bands)] == ["outstanding", "inadequate"]


def test_words_of_the_right_band_are_right() -> None:
    text = "A large majority (89 per cent) were safe."
    spot = Spot(text.index("89"), text.index(")"), "2.1.2")
    assert list(wrong_band_words(about(text, spot), {"2.1.2": SAFETY}, FIGURES)) == []
