"""Counts of answers, percentages, and the numbers of the text survey."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.rules import (
    LABELS,
    Asked,
    EvidenceKind,
    PersonKind,
    Scale,
    Theme,
    answers_problem,
    labels_on,
    lacks_evidence,
    people_in_order,
    shares_of,
    standard_at,
    survey_problem,
    texts_problem,
    whole_per_cent,
)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(10, 16, 63), (21, 24, 88), (1, 2, 50), (1, 3, 33), (0, 5, 0), (5, 5, 100), (0, 0, None)],
)
def test_whole_per_cent_is_half_up(part: int, whole: int, shown: int | None) -> None:
    assert whole_per_cent(part, whole) == shown


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_whole_per_cent_is_the_nearest_and_up_where_two_are(part: int, whole: int) -> None:
    shown, exact = whole_per_cent(part, whole), Fraction(100 * part, whole)
    assert shown is not None
    assert Fraction(-1, 2) < shown - exact <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("scale", "labels", "counts", "answered", "field"),
    [
        (Scale.YES_NO, ("Yes", "No"), (10, 6), 16, None),
        (Scale.YES_NO, ("Yes", "No"), (10, 5), 16, None),
        (Scale.YES_NO, ("Yes", "No"), (10, 7), 16, "counts"),
        (Scale.YES_NO, ("Yes", "No"), (10, 7), 17, "answered"),
        (Scale.YES_NO, ("Yes", "No"), (10,), 16, "counts"),
        (Scale.YES_NO, ("Yes", "No"), (-1, 6), 16, "counts"),
        (Scale.ONE_TO_TEN, LABELS[Scale.ONE_TO_TEN], (0,) * 9 + (16,), 16, None),
        (Scale.LABELS, ("Often",), (3,), 3, "labels"),
        (Scale.LABELS, ("Often", "Often"), (3, 1), 4, "labels"),
        (Scale.LABELS, tuple(map(str, range(13))), (0,) * 13, 0, "labels"),
        (Scale.PER_CENT, ("Yes", "No"), (63, 37), 16, None),
        (Scale.PER_CENT, ("Yes", "No"), (63, 38), 16, None),  # rounding may add a half to each
        (Scale.PER_CENT, ("Yes", "No"), (64, 38), 16, "counts"),
    ],
)
def test_answers_add_up_to_no_more_than_answered(scale, labels, counts, answered, field) -> None:
    problem = answers_problem(scale, labels, counts, answered=answered, completed=16)
    assert (problem.field if problem else None) == field


@given(st.lists(st.integers(0, 50), min_size=2, max_size=10), st.integers(0, 600), st.integers(0, 600))
def test_counts_that_pass_never_exceed_who_completed(counts: list[int], answered: int, completed: int) -> None:
    labels = [str(n) for n in range(len(counts))]
    if answers_problem(Scale.LABELS, labels, counts, answered=answered, completed=completed) is None:
        assert sum(counts) <= answered <= completed
        shares = shares_of(Scale.LABELS, labels, counts, answered=answered)
        assert sum(share.per_cent or 0 for share in shares) <= 100 + len(counts) / 2


def test_labels_are_those_of_the_scale_or_its_own() -> None:
    assert labels_on(Scale.YES_NO, ["Maybe"]) == ("Yes", "No")
    assert labels_on(Scale.LABELS, [" Often ", "", "Never"]) == ("Often", "Never")


def test_shares_are_of_those_who_answered_and_given_percentages_stay() -> None:
    counted = shares_of(Scale.YES_NO, ("Yes", "No"), (10, 5), answered=16)
    assert [(share.count, share.per_cent) for share in counted] == [(10, 63), (5, 31)]
    given = shares_of(Scale.PER_CENT, ("Yes", "No"), (63, 37), answered=16)
    assert [(share.count, share.per_cent) for share in given] == [(None, 63), (None, 37)]


@pytest.mark.parametrize(("invited", "completed", "fits"), [(None, 5, True), (5, 5, True), (4, 5, False)])
def test_who_completed_a_survey_was_invited(invited: int | None, completed: int, fits: bool) -> None:
    assert (survey_problem(invited=invited, completed=completed) is None) is fits


SCORES = (0, 0, 0, 0, 1, 0, 1, 2, 2, 4)


@pytest.mark.parametrize(
    ("asked", "given", "replies", "scores", "field"),
    [
        (30, 20, 10, SCORES, None),
        (20, 20, 20, SCORES, None),
        (19, 20, 10, SCORES, "consents_given"),
        (30, 9, 10, SCORES, "replies_children"),
        (30, 20, 9, SCORES, "score_1"),
        (30, 20, 10, SCORES[:9], "score_1"),
    ],
)
def test_texts_are_sent_with_consent_and_scored_in_replies(asked, given, replies, scores, field) -> None:
    problem = texts_problem(asked=asked, given=given, replies=replies, scores=scores)
    assert (problem.field if problem else None) == field


@pytest.mark.parametrize(
    ("position", "standard"), [("1.1", "1.1"), ("1.1.2", "1.1"), ("diversity", "diversity"), ("4.1.3", "4.1")]
)
def test_a_position_belongs_to_its_standard(position: str, standard: str) -> None:
    assert standard_at(position) == standard


def test_people_are_named_once_in_the_order_of_reports() -> None:
    met = people_in_order([["police", "board_chair"], ["managers", "board_chair"], []])
    assert met == (PersonKind.BOARD_CHAIR, PersonKind.MANAGERS, PersonKind.POLICE)


@pytest.mark.parametrize(
    ("proposed", "evidenced", "lacks"),
    [(True, (), True), (True, ("1.1",), False), (False, (), False), (True, ("1.2",), True)],
)
def test_a_proposal_lacks_evidence_where_none_is_tagged_to_its_standard(proposed, evidenced, lacks) -> None:
    assert lacks_evidence("1.1", proposed=proposed, evidenced=evidenced) is lacks


def test_every_code_is_a_word_that_an_address_can_hold() -> None:
    for code in (*EvidenceKind, *Theme, *Asked, *PersonKind, *Scale):
        assert code.value.replace("_", "").isalpha()
