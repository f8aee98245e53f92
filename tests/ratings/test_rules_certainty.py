"""How sure a percentage is: against direct sums of hypergeometric terms, and against scipy where it is there."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.rules import Tally, band_of, certainty_of, interval, percentage, relevant_among, same_band
from standards.rules import Figures
from tests.ratings.rules_material import YOUTH, editions, unhurried

EIGHTY = Fraction(4, 5)


@st.composite
def read_of_eligible(draw: st.DrawFn, most: int = 40) -> tuple[Tally, int]:
    eligible = draw(st.integers(1, most))
    relevant = draw(st.integers(1, eligible))
    return Tally(draw(st.integers(0, relevant)), relevant), eligible


confidences = st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=200)


def chance(found: int, read: int, yes: int, eligible: int) -> Fraction:
    """Of the ways to read so many cases, the share with `found` yes when `yes` of all are."""
    return Fraction(comb(yes, found) * comb(eligible - yes, read - found), comb(eligible, read))


def not_ruled_out(tally: Tally, eligible: int, confidence: Fraction) -> list[int]:
    """Every number of yes among all that neither tail rules out, each tail summed term by term."""
    tail = (1 - confidence) / 2
    found = []
    for yes in range(eligible + 1):
        terms = [chance(y, tally.relevant, yes, eligible) for y in range(tally.relevant + 1)]
        assert sum(terms) == 1
        if sum(terms[: tally.yes + 1]) > tail and sum(terms[tally.yes :]) > tail:
            found.append(yes)
    return found


@pytest.mark.parametrize(
    ("yes", "relevant", "eligible", "expected"),
    [
        (3, 3, 3, (3, 3)),  # all read: nothing is left open
        (0, 2, 2, (0, 0)),
        (0, 1, 10, (0, 8)),  # one no of ten: a chance of one in ten rules out nine yes
        (1, 1, 10, (2, 10)),
        (5, 10, 20, (7, 13)),
        (24, 30, 60, (43, 52)),
    ],
)
def test_the_interval_is_what_neither_tail_rules_out(yes: int, relevant: int, eligible: int, expected: object) -> None:
    assert interval(Tally(yes, relevant), eligible, EIGHTY) == expected


@settings(unhurried, max_examples=200)
@given(read_of_eligible(), confidences)
def test_intervals_equal_a_direct_sum_of_hypergeometric_terms(case: tuple[Tally, int], confidence: Fraction) -> None:
    tally, eligible = case
    left = not_ruled_out(tally, eligible, confidence)
    assert left == list(range(left[0], left[-1] + 1))
    assert interval(tally, eligible, confidence) == (left[0], left[-1])


def test_every_small_interval_equals_a_direct_sum() -> None:
    for eligible in range(1, 11):
        for relevant in range(1, eligible + 1):
            for yes in range(relevant + 1):
                left = not_ruled_out(Tally(yes, relevant), eligible, EIGHTY)
                assert interval(Tally(yes, relevant), eligible, EIGHTY) == (left[0], left[-1])


@settings(unhurried, max_examples=60)
@given(read_of_eligible(200), st.sampled_from([Fraction(4, 5), Fraction(9, 10), Fraction(19, 20)]))
def test_intervals_agree_with_scipy(case: tuple[Tally, int], confidence: Fraction) -> None:
    hypergeom = pytest.importorskip("scipy.stats").hypergeom
    tally, eligible = case
    tail = float((1 - confidence) / 2)
    low, high = interval(tally, eligible, confidence)

    def tails(yes: int) -> tuple[float, float]:
        given = (eligible, yes, tally.relevant)
        return hypergeom.sf(tally.yes - 1, *given), hypergeom.cdf(tally.yes, *given)

    assert min(tails(low)[0], tails(high)[1]) > tail - 1e-9
    assert low == 0 or tails(low - 1)[0] <= tail + 1e-9
    assert high == eligible or tails(high + 1)[1] <= tail + 1e-9


@settings(unhurried, max_examples=100)
@given(read_of_eligible(), st.one_of(st.just(YOUTH), editions()))
def test_the_chance_of_the_same_band_equals_a_direct_sum_over_every_number_of_yes(
    case: tuple[Tally, int], figures: Figures
) -> None:
    tally, eligible = case

    def band(of: Tally) -> str:
        per_cent = percentage(of, figures.rounding)
        assert per_cent is not None
        return band_of(per_cent, figures).rating

    weights = {yes: chance(tally.yes, tally.relevant, yes, eligible) for yes in range(eligible + 1)}
    same = sum(weight for yes, weight in weights.items() if band(Tally(yes, eligible)) == band(tally))
    assert same_band(tally, eligible, figures) == same / sum(weights.values())


@pytest.mark.parametrize(
    ("relevant", "read", "eligible", "expected"),
    [
        (10, 10, 40, 40),  # relevant in every case read: in all of them
        (5, 10, 40, 20),
        (1, 3, 10, 3),  # 3.3
        (1, 2, 5, 3),  # 2.5: half up
        (10, 10, 10, 10),
        (4, 10, 10, 4),  # all read: nothing to estimate
        (4, 10, 7, 4),  # more read than were sent: at least those
        (9, 10, 11, 10),  # one unread case at most
    ],
)
def test_relevant_cases_among_all_are_in_proportion_to_those_read(
    relevant: int, read: int, eligible: int, expected: int
) -> None:
    assert relevant_among(relevant, read=read, eligible=eligible) == expected


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 200))
def test_relevant_cases_are_never_fewer_than_read_nor_more_than_could_be(relevant: int, more: int, unread: int) -> None:
    read = relevant + more
    found = relevant_among(relevant, read=read, eligible=read + unread)
    assert relevant <= found <= relevant + unread


def test_certainty_says_all_that_a_page_tells() -> None:
    found = certainty_of(Tally(5, 10), read=20, eligible=40, confidence=EIGHTY, figures=YOUTH)
    assert found is not None
    assert (found.eligible, found.is_scaled, found.is_all_read) == (20, True, False)
    assert (found.low, found.high, found.low_per_cent, found.high_per_cent) == (7, 13, 35, 65)


@given(st.integers(0, 30), st.integers(1, 30))
def test_all_read_is_sure(yes: int, relevant: int) -> None:
    tally = Tally(min(yes, relevant), relevant)
    found = certainty_of(tally, read=relevant, eligible=relevant, confidence=EIGHTY, figures=YOUTH)
    assert found is not None
    assert (found.is_all_read, found.low, found.high, found.same_band) == (True, tally.yes, tally.yes, 1)


def test_nothing_is_said_where_the_eligible_are_not_known_or_no_case_is_relevant() -> None:
    assert certainty_of(Tally(1, 2), read=2, eligible=None, confidence=EIGHTY, figures=YOUTH) is None
    assert certainty_of(Tally(0, 0), read=2, eligible=9, confidence=EIGHTY, figures=YOUTH) is None
