from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import Trigger, TriggerFinding, flips, standard_result, tallies_of, triggers_of
from standards.rules import Figures
from tests.ratings.rules_material import YOUTH, Votes, cases, counted, editions, unhurried, votes


def reasons(judged: Votes, figures: Figures = YOUTH) -> dict[Trigger, str]:
    return {finding.trigger: finding.reason for finding in triggers_of(judged, figures)}


def edition(**changes: int) -> Figures:
    return replace(YOUTH, discretion=replace(YOUTH.discretion, **changes))


@pytest.mark.parametrize(
    ("yes", "near"),
    [
        (44, None),
        (45, "45 per cent is within five points of 50 per cent, where Requires improvement begins."),
        (49, "49 per cent is within five points of 50 per cent, where Requires improvement begins."),
        (50, "50 per cent is exactly where Requires improvement begins."),
        (55, "55 per cent is within five points of 50 per cent, where Requires improvement begins."),
        (56, None),
        (59, None),
        (60, "60 per cent is within five points of 65 per cent, where Good begins."),
        (65, "65 per cent is exactly where Good begins."),
        (70, "70 per cent is within five points of 65 per cent, where Good begins."),
        (71, None),
        (74, None),
        (75, "75 per cent is within five points of 80 per cent, where Outstanding begins."),
        (80, "80 per cent is exactly where Outstanding begins."),
        (85, "85 per cent is within five points of 80 per cent, where Outstanding begins."),
        (86, None),
        (0, None),
        (5, None),  # the lowest band begins at 0, which is no boundary
        (100, None),
    ],
)
def test_points_holds_within_five_points_of_a_boundary(yes: int, near: str | None) -> None:
    assert reasons(counted((yes, 100))).get(Trigger.POINTS) == near


def test_points_is_measured_on_the_rounded_percentage() -> None:
    assert Trigger.POINTS in reasons(counted((89, 200)))  # 44.5, printed as 45
    assert Trigger.POINTS not in reasons(counted((111, 200)))  # 55.5, printed as 56


def test_points_looks_at_the_lowest_key_question_only() -> None:
    assert Trigger.POINTS not in reasons(counted((20, 100), (49, 100)))


def test_points_speaks_of_the_nearest_boundary() -> None:
    narrow = edition(points_from_boundary=20)
    assert reasons(counted((58, 100)), narrow)[Trigger.POINTS] == (
        "58 per cent is within 20 points of 65 per cent, where Good begins."
    )


def test_points_says_one_point_and_small_percentages_in_words() -> None:
    bands = (YOUTH.key_question_bands[0], replace(YOUTH.key_question_bands[1], start=8))
    low = replace(edition(points_from_boundary=1), key_question_bands=bands)
    assert reasons(counted((7, 100)), low)[Trigger.POINTS] == (
        "Seven per cent is within one point of eight per cent, where Requires improvement begins."
    )


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        (
            counted((11, 11), (10, 11), (5, 11)),
            "Any one of six cases judged the other way would raise the rating from Inadequate to Requires improvement.",
        ),
        (cases("ynn", "nny"), "One case judged the other way would raise the rating from Inadequate to Good."),
        (
            counted((7, 9)),
            "Any one of two cases judged the other way would raise the rating from Good to Outstanding.",
        ),
        (
            counted((2, 3)),
            "One case judged the other way would raise the rating from Good to Outstanding."
            " Any one of two cases judged the other way would lower the rating from Good to Inadequate.",
        ),
        (
            cases("yyyyy-", "yyyynn", "-----y"),
            "Any one of two cases judged the other way would raise the rating from Good to Outstanding."
            " Any one of five cases judged the other way would lower the rating"
            " from Good to Inadequate or Requires improvement.",
        ),
        (
            cases("ynn--", "ynyyn"),  # the second case lifts both questions, the third only the lowest
            "Any one of two cases judged the other way would raise the rating"
            " from Inadequate to Requires improvement or Good.",
        ),
        (counted((10, 100)), None),
    ],
)
def test_flip_says_how_many_cases_which_way_and_where_it_leads(judged: Votes, words: str | None) -> None:
    assert reasons(judged).get(Trigger.FLIP) == words


def test_flip_follows_the_number_of_cases_of_the_edition() -> None:
    judged = counted((11, 20), (20, 20))  # 55: one yes lost is 50, two are 45; two won are 65
    assert Trigger.FLIP not in reasons(counted((5, 11)), edition(cases_that_flip=0))
    assert Trigger.FLIP not in reasons(judged)
    assert reasons(judged, edition(cases_that_flip=2))[Trigger.FLIP] == (
        "Two cases judged the other way would raise the rating above Requires improvement."
        " Two cases judged the other way would lower the rating below Requires improvement."
    )


def test_flip_prefers_to_speak_of_single_cases() -> None:
    judged = counted((10, 20), (20, 20))  # 50: one yes lost is 45; three won are 65
    assert reasons(judged, edition(cases_that_flip=2))[Trigger.FLIP] == (
        "Any one of 10 cases judged the other way would lower the rating from Requires improvement to Inadequate."
    )


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        (
            counted((0, 1), (3, 4)),
            "The deciding key question rests on one relevant case; five or fewer make a small sample.",
        ),
        (counted((1, 5)), "The deciding key question rests on five relevant cases; five or fewer make a small sample."),
        (counted((1, 6)), None),
        (counted((0, 6), (3, 4)), None),  # the small one is not the lowest
        (
            counted((2, 8), (1, 4), (6, 6)),
            "Of the two deciding key questions, the smallest rests on four relevant cases;"
            " five or fewer make a small sample.",
        ),
        (counted((2, 8), (4, 16)), None),
    ],
)
def test_small_counts_the_relevant_cases_of_the_lowest_key_question(judged: Votes, words: str | None) -> None:
    assert reasons(judged).get(Trigger.SMALL) == words


def test_small_follows_the_edition() -> None:
    assert Trigger.SMALL in reasons(counted((1, 6)), edition(small_sample=6))
    assert Trigger.SMALL not in reasons(counted((0, 1)), edition(small_sample=0))
    assert reasons(counted((0, 1)), edition(small_sample=1))[Trigger.SMALL] == (
        "The deciding key question rests on one relevant case; one alone makes a small sample."
    )


def test_triggers_come_in_their_own_order_and_each_once() -> None:
    assert [finding.trigger for finding in triggers_of(counted((2, 4)), YOUTH)] == list(Trigger)


@pytest.mark.parametrize("judged", [{}, cases("--", "--")])
def test_a_standard_not_rated_has_no_trigger(judged: Votes) -> None:
    assert triggers_of(judged, YOUTH) == ()


@unhurried
@given(votes(max_cases=10), st.one_of(st.just(YOUTH), editions()))
def test_triggers_agree_with_the_rule_told_another_way(judged: Votes, figures: Figures) -> None:
    one = replace(figures, discretion=replace(figures.discretion, cases_that_flip=1))
    result, expected = standard_result(tallies_of(judged), one), set()
    if result.lowest is not None:
        points = one.discretion.points_from_boundary
        near = range(result.lowest - points, result.lowest + points + 1)
        if any(band.start in near for band in one.key_question_bands[1:]):
            expected.add(Trigger.POINTS)
        if flips(judged, one):
            expected.add(Trigger.FLIP)
        lowest = [t.relevant for t, p in zip(result.tallies, result.percentages, strict=True) if p == result.lowest]
        if min(lowest) <= one.discretion.small_sample:
            expected.add(Trigger.SMALL)
    assert {finding.trigger for finding in triggers_of(judged, one)} == expected


@unhurried
@given(votes(), editions())
def test_reasons_are_sentences(judged: Votes, figures: Figures) -> None:
    for finding in triggers_of(judged, figures):
        assert isinstance(finding, TriggerFinding)
        assert finding.reason[0].isupper() or finding.reason[0].isdigit()
        assert finding.reason.endswith(".")
