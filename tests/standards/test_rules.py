from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.rules import (
    Band,
    Condition,
    Discretion,
    Figures,
    RatedBy,
    Rating,
    Relevance,
    Rounding,
    relevance_of,
)

RELEVANT, NOT_RELEVANT, WAITING = Relevance.RELEVANT, Relevance.NOT_RELEVANT, Relevance.WAITING

ALWAYS = Condition("always")
SAFETY = Condition("safety_factors", target="fact.has_safety_factors", allowed=frozenset({"yes"}))
HARM = Condition("harm_factors", target="inspector.risk_of_serious_harm", excluded=frozenset({"low"}))
CAUTION = Condition("conditional_caution", disposal_types=frozenset({"youth_conditional_caution"}))

FIGURES = Figures(
    scale=(Rating("weak", "Weak", 0), Rating("sound", "Sound", 2), Rating("strong", "Strong", 5)),
    rounding=Rounding.HALF_UP,
    key_question_bands=(Band(0, "weak"), Band(60, "sound"), Band(90, "strong")),
    overall_bands=(Band(0, "weak"), Band(10, "sound"), Band(20, "strong")),
    discretion=Discretion(points_from_boundary=5, cases_that_flip=1, small_sample=5),
)


@pytest.mark.parametrize(
    ("condition", "given_values", "disposal_type", "expected"),
    [
        (ALWAYS, {}, "referral_order", RELEVANT),
        (SAFETY, {}, "referral_order", WAITING),
        (SAFETY, {"fact.has_safety_factors": ""}, "referral_order", WAITING),
        (SAFETY, {"fact.has_safety_factors": "yes"}, "referral_order", RELEVANT),
        (SAFETY, {"fact.has_safety_factors": "no"}, "referral_order", NOT_RELEVANT),
        (SAFETY, {"fact.safety_changed": "yes"}, "referral_order", WAITING),  # another fact decides nothing
        (HARM, {}, "referral_order", WAITING),
        (
            HARM,
            {"service.risk_of_serious_harm": "high"},
            "referral_order",
            WAITING,
        ),  # the inspector's, not the service's
        (HARM, {"service.risk_of_serious_harm": "high", "inspector.risk_of_serious_harm": "low"}, "", NOT_RELEVANT),
        (HARM, {"inspector.risk_of_serious_harm": "low"}, "referral_order", NOT_RELEVANT),
        (HARM, {"inspector.risk_of_serious_harm": "medium"}, "referral_order", RELEVANT),
        (HARM, {"inspector.risk_of_serious_harm": "very_high"}, "referral_order", RELEVANT),
        (CAUTION, {}, "youth_conditional_caution", RELEVANT),
        (CAUTION, {}, "community_resolution", NOT_RELEVANT),  # never waiting: a case always has its disposal
    ],
)
def test_relevance_follows_the_edition_rule(
    condition: Condition, given_values: dict[str, str], disposal_type: str, expected: Relevance
) -> None:
    assert relevance_of(condition, given=given_values, disposal_type=disposal_type) is expected


@settings(deadline=None)
@given(st.sampled_from([SAFETY, HARM]), st.dictionaries(st.text(), st.text()), st.text())
def test_relevance_waits_exactly_until_the_deciding_value_is_given(
    condition: Condition, other: dict[str, str], value: str
) -> None:
    given_values = {**other, condition.target: value}
    found = relevance_of(condition, given=given_values, disposal_type="referral_order")
    assert (found is WAITING) == (not value)


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_relevance_of_every_case_asks_for_nothing(given_values: dict[str, str]) -> None:
    assert relevance_of(ALWAYS, given=given_values, disposal_type="") is RELEVANT


def test_figures_know_names_points_and_places_of_ratings() -> None:
    assert FIGURES.names == {"weak": "Weak", "sound": "Sound", "strong": "Strong"}
    assert FIGURES.points == {"weak": 0, "sound": 2, "strong": 5}
    assert [FIGURES.rank(code) for code in ("weak", "sound", "strong")] == [0, 1, 2]
    with pytest.raises(ValueError, match="splendid"):
        FIGURES.rank("splendid")


def test_figures_are_values() -> None:
    assert replace(FIGURES) == FIGURES
    assert replace(FIGURES, scale=FIGURES.scale[:2]).names == {"weak": "Weak", "sound": "Sound"}
    with pytest.raises(FrozenInstanceError):
        FIGURES.scale = ()  # type: ignore[misc]


def test_codes_of_an_edition_are_as_its_files_write_them() -> None:
    assert [code.value for code in Rounding] == ["half_up"]
    assert [code.value for code in RatedBy] == ["key_questions", "judgement"]
    assert [code.value for code in Relevance] == ["relevant", "not_relevant", "waiting"]
