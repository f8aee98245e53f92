import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import (
    Confirmation,
    DecisionCheck,
    DecisionFinding,
    ReasonCode,
    Refusal,
    Tally,
    check_decision,
    standard_result,
    tallies_of,
    triggers_of,
)
from standards.rules import Figures
from tests.ratings.rules_material import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES,
    YOUTH,
    Votes,
    counted,
    editions,
    unhurried,
    votes,
)

NEAR = counted((11, 11), (10, 11), (5, 11))  # 45: Inadequate, points and flip
FAR = counted((40, 100), (100, 100))  # 40: Inadequate, nothing opens discretion
TIED = counted((2, 4), (2, 4), (3, 4))  # 50 twice: Requires improvement


def check(judged: Votes, rating: str, *set_aside: int, figures: Figures = YOUTH) -> DecisionCheck:
    result = standard_result(tallies_of(judged), figures)
    return check_decision(result, triggers_of(judged, figures), rating=rating, set_aside=set_aside, figures=figures)


def test_reason_codes_have_labels() -> None:
    assert {code.value: code.label for code in ReasonCode} == {
        "cases_read_again": "Cases read again",
        "other_evidence": "Other evidence",
        "narrow_margin": "Narrow margin and quality overall",
        "unrecorded_work": "Unrecorded work likely",
        "other": "Other",
    }


@pytest.mark.parametrize(
    ("judged", "rating", "set_aside"),
    [
        (NEAR, REQUIRES, (3,)),
        (TIED, GOOD, (1, 2)),
        (TIED, GOOD, (2, 1)),
        (TIED, INADEQUATE, (1, 2)),  # down is as open as up
    ],
)
def test_a_decision_of_one_band_with_a_trigger_stands(judged: Votes, rating: str, set_aside: tuple[int, ...]) -> None:
    assert check(judged, rating, *set_aside) == DecisionCheck((), ())


def test_a_decision_without_any_trigger_needs_confirmation() -> None:
    words = "None of the conditions that open discretion holds for this standard."
    assert check(FAR, REQUIRES, 1) == DecisionCheck((), (DecisionFinding(Confirmation.NO_TRIGGER, words),))


@pytest.mark.parametrize(
    ("judged", "rating", "set_aside", "words"),
    [
        (NEAR, GOOD, (3,), "Good is two bands above Inadequate, the rating by the table."),
        (NEAR, OUTSTANDING, (3,), "Outstanding is three bands above Inadequate, the rating by the table."),
        (
            counted((4, 5)),
            REQUIRES,
            (1,),
            "Requires improvement is two bands below Outstanding, the rating by the table.",
        ),
    ],
)
def test_a_decision_of_more_than_one_band_needs_confirmation(
    judged: Votes, rating: str, set_aside: tuple[int, ...], words: str
) -> None:
    finding = DecisionFinding(Confirmation.MORE_THAN_ONE_BAND, words)
    assert check(judged, rating, *set_aside) == DecisionCheck((), (finding,))


def test_a_decision_may_need_both_confirmations() -> None:
    codes = [finding.code for finding in check(FAR, GOOD, 1).confirmations]
    assert codes == [Confirmation.NO_TRIGGER, Confirmation.MORE_THAN_ONE_BAND]


@pytest.mark.parametrize(
    ("judged", "rating", "set_aside", "code", "words"),
    [
        (
            counted((0, 0)),
            GOOD,
            (),
            Refusal.NOT_RATED,
            "This standard has no percentage, so there is no band to set aside.",
        ),
        (
            NEAR,
            "splendid",
            (3,),
            Refusal.UNKNOWN_RATING,
            "A rating is Inadequate, Requires improvement, Good or Outstanding.",
        ),
        (
            NEAR,
            INADEQUATE,
            (3,),
            Refusal.SAME_AS_BAND,
            "Inadequate is the rating by the table already: there is nothing to set aside.",
        ),
        *(
            (
                NEAR,
                REQUIRES,
                wrong,
                Refusal.NOT_ALL_DECIDING,
                "Set aside key question 3: it alone has the lowest percentage.",
            )
            for wrong in [(), (1,), (2, 3), (4,)]
        ),
        *(
            (
                TIED,
                GOOD,
                wrong,
                Refusal.NOT_ALL_DECIDING,
                "Set aside key questions 1 and 2 together: they are tied at the lowest percentage.",
            )
            for wrong in [(1,), (2,), (1, 2, 3)]
        ),
    ],
)
def test_a_decision_is_refused(
    judged: Votes, rating: str, set_aside: tuple[int, ...], code: Refusal, words: str
) -> None:
    assert check(judged, rating, *set_aside) == DecisionCheck((DecisionFinding(code, words),), ())


def test_a_decision_may_be_refused_twice() -> None:
    codes = [finding.code for finding in check(NEAR, INADEQUATE, 1).refusals]
    assert codes == [Refusal.SAME_AS_BAND, Refusal.NOT_ALL_DECIDING]


def test_a_standard_without_cases_cannot_be_decided() -> None:
    result = standard_result([Tally(0, 0)], YOUTH)
    checked = check_decision(result, (), rating=GOOD, set_aside=(1,), figures=YOUTH)
    assert [finding.code for finding in checked.refusals] == [Refusal.NOT_RATED]


@unhurried
@given(votes(), editions(), st.data())
def test_every_other_rating_can_be_given_with_the_right_questions(
    judged: Votes, figures: Figures, data: st.DataObject
) -> None:
    result = standard_result(tallies_of(judged), figures)
    rating = data.draw(st.sampled_from([step.code for step in figures.scale]))
    checked = check(judged, rating, *result.deciding, figures=figures)
    assert (not checked.refusals) == (result.band is not None and rating != result.band)
    if not checked.refusals and result.band is not None:
        far = abs(figures.rank(rating) - figures.rank(result.band)) > 1
        expected = {Confirmation.MORE_THAN_ONE_BAND} if far else set()
        expected |= set() if triggers_of(judged, figures) else {Confirmation.NO_TRIGGER}
        assert {finding.code for finding in checked.confirmations} == expected
