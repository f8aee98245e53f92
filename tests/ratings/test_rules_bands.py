from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import StandardResult, Tally, band_of, boundaries, percentage, standard_result, tallies_of
from standards.rules import Figures, Rounding
from tests.ratings.rules_material import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES,
    YOUTH,
    Votes,
    cases,
    editions,
    unhurried,
    votes,
)

ALL_COUNTS = [(yes, relevant) for relevant in range(1, 126) for yes in range(relevant + 1)]

drawn_tallies = st.lists(
    st.integers(0, 125).flatmap(lambda relevant: st.builds(Tally, st.integers(0, relevant), st.just(relevant))),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(("yes", "relevant"), [(-1, 3), (4, 3), (1, 0), (0, -1), (-2, -1)])
def test_tally_refuses_counts_that_cannot_be(yes: int, relevant: int) -> None:
    with pytest.raises(ValueError, match="yes lies between 0 and relevant"):
        Tally(yes, relevant)


def test_tally_share_stays_exact() -> None:
    assert Tally(11, 17).share == Fraction(11, 17)
    assert Tally(0, 3).share == 0
    assert Tally(0, 0).share is None


@pytest.mark.parametrize(
    ("yes", "relevant", "expected"),
    [
        (21, 24, 88),  # 87.5, printed as 88
        (10, 16, 63),  # 62.5, printed as 63; round() would make it 62
        (5, 8, 63),
        (1, 8, 13),  # 12.5
        (1, 200, 1),  # 0.5, the least that is not 0
        (1, 201, 0),
        (199, 200, 100),  # 99.5
        (198, 200, 99),
        (11, 17, 65),  # 64.7
        (20, 31, 65),  # 64.516
        (35, 44, 80),  # 79.545
        (1, 2, 50),
        (0, 1, 0),
        (1, 1, 100),
        (0, 0, None),
    ],
)
def test_percentage_rounds_half_up(yes: int, relevant: int, expected: int | None) -> None:
    assert percentage(Tally(yes, relevant), Rounding.HALF_UP) == expected


def test_percentage_agrees_with_decimal_for_every_count_to_125() -> None:
    for yes, relevant in ALL_COUNTS:
        expected = (Decimal(100 * yes) / relevant).quantize(Decimal(1), ROUND_HALF_UP)
        assert (yes, relevant, percentage(Tally(yes, relevant), Rounding.HALF_UP)) == (yes, relevant, int(expected))


@pytest.mark.parametrize(
    ("per_cent", "rating"),
    [
        (0, INADEQUATE),
        (49, INADEQUATE),
        (50, REQUIRES),
        (51, REQUIRES),
        (64, REQUIRES),
        (65, GOOD),
        (66, GOOD),
        (79, GOOD),
        (80, OUTSTANDING),
        (81, OUTSTANDING),
        (100, OUTSTANDING),
    ],
)
def test_band_of_boundaries(per_cent: int, rating: str) -> None:
    assert band_of(per_cent, YOUTH).rating == rating


def test_band_of_refuses_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="lies below the lowest band"):
        band_of(-1, YOUTH)


def test_boundaries_leave_out_the_lowest_band() -> None:
    assert boundaries(YOUTH) == (50, 65, 80)


@unhurried
@given(editions())
def test_boundaries_are_where_the_band_changes(figures: Figures) -> None:
    changes = [n for n in range(1, 101) if band_of(n, figures) != band_of(n - 1, figures)]
    assert boundaries(figures) == tuple(changes)


@pytest.mark.parametrize(
    ("yes", "relevant", "rating"),
    [
        (11, 17, GOOD),  # 64.7 is printed as 65: rounded first, banded second
        (20, 31, GOOD),  # 64.516
        (31, 48, GOOD),  # 64.58
        (129, 200, GOOD),  # 64.5 exactly
        (128, 200, REQUIRES),
        (35, 44, OUTSTANDING),  # 79.545
        (159, 200, OUTSTANDING),  # 79.5 exactly
        (158, 200, GOOD),
        (1, 2, REQUIRES),
        (99, 200, REQUIRES),  # 49.5 exactly
        (98, 200, INADEQUATE),
    ],
)
def test_standard_is_rounded_first_and_banded_second(yes: int, relevant: int, rating: str) -> None:
    assert standard_result([Tally(yes, relevant)], YOUTH).band == rating


def test_standard_band_of_every_count_to_125_by_whole_numbers() -> None:
    """A percentage is rounded up to `start` where yes/relevant is at least (start - 0.5) per cent."""
    for yes, relevant in ALL_COUNTS:
        reached = [band for band in YOUTH.key_question_bands if 200 * yes >= (2 * band.start - 1) * relevant]
        assert standard_result([Tally(yes, relevant)], YOUTH).band == reached[-1].rating


@pytest.mark.parametrize(
    ("tallies", "percentages", "lowest", "deciding", "band"),
    [
        ([(11, 11), (10, 11), (5, 11)], (100, 91, 45), 45, (3,), INADEQUATE),
        ([(5, 11), (10, 11), (11, 11)], (45, 91, 100), 45, (1,), INADEQUATE),
        ([(2, 4), (2, 4), (3, 4)], (50, 50, 75), 50, (1, 2), REQUIRES),
        ([(2, 4), (3, 6), (64, 128)], (50, 50, 50), 50, (1, 2, 3), REQUIRES),
        ([(3, 4), (0, 1)], (75, 0), 0, (2,), INADEQUATE),  # one relevant case is enough to sink a standard
        ([(4, 5), (0, 0), (6, 7)], (80, None, 86), 80, (1,), OUTSTANDING),  # no relevant case: left out of "lowest"
        ([(0, 0), (0, 3)], (None, 0), 0, (2,), INADEQUATE),
        ([(64, 99), (11, 17)], (65, 65), 65, (1, 2), GOOD),  # 64.65 and 64.71: tied, for they are compared as rounded
        ([(0, 0), (0, 0)], (None, None), None, (), None),  # no percentage at all: not rated
        ([], (), None, (), None),
    ],
)
def test_standard_takes_the_band_of_its_lowest_key_question(
    tallies: list[tuple[int, int]],
    percentages: tuple[int | None, ...],
    lowest: int | None,
    deciding: tuple[int, ...],
    band: str | None,
) -> None:
    counts = tuple(Tally(*tally) for tally in tallies)
    assert standard_result(counts, YOUTH) == StandardResult(counts, percentages, lowest, deciding, band)


def _place(band: str | None, figures: Figures) -> int:
    return -1 if band is None else figures.rank(band)


@unhurried
@given(drawn_tallies, st.data(), editions())
def test_turning_a_no_into_a_yes_never_lowers_the_band(
    tallies: list[Tally], data: st.DataObject, figures: Figures
) -> None:
    turned = [Tally(data.draw(st.integers(tally.yes, tally.relevant)), tally.relevant) for tally in tallies]
    before, after = standard_result(tallies, figures), standard_result(turned, figures)
    assert _place(after.band, figures) >= _place(before.band, figures)


@unhurried
@given(drawn_tallies, st.randoms(use_true_random=False), editions())
def test_the_order_of_key_questions_does_not_matter(tallies: list[Tally], random: object, figures: Figures) -> None:
    order = list(range(len(tallies)))
    random.shuffle(order)  # type: ignore[attr-defined]
    result = standard_result(tallies, figures)
    shuffled = standard_result([tallies[place] for place in order], figures)
    assert (shuffled.lowest, shuffled.band) == (result.lowest, result.band)
    assert sorted(order[number - 1] + 1 for number in shuffled.deciding) == list(result.deciding)


@unhurried
@given(drawn_tallies, st.integers(0, 4), editions())
def test_a_key_question_without_relevant_cases_changes_nothing(
    tallies: list[Tally], place: int, figures: Figures
) -> None:
    result = standard_result(tallies, figures)
    more = standard_result([*tallies[:place], Tally(0, 0), *tallies[place:]], figures)
    assert (more.lowest, more.band) == (result.lowest, result.band)
    assert len(more.deciding) == len(result.deciding)


@unhurried
@given(drawn_tallies, editions())
def test_the_band_is_the_lowest_that_any_key_question_would_have_alone(tallies: list[Tally], figures: Figures) -> None:
    alone = [standard_result([tally], figures).band for tally in tallies if tally.relevant]
    expected = min(alone, key=lambda band: _place(band, figures), default=None)
    assert standard_result(tallies, figures).band == expected


def test_tallies_of_counts_yes_and_no_and_nothing_else() -> None:
    assert tallies_of(cases("yyn-", "---n", "----")) == (Tally(2, 3), Tally(0, 1), Tally(0, 0))
    assert tallies_of({}) == ()


def test_tallies_of_refuses_cases_with_different_questions() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tallies_of({"a": (True, False), "b": (True,)})


@unhurried
@given(votes())
def test_tallies_of_does_not_depend_on_the_order_of_cases(judged: Votes) -> None:
    assert tallies_of(dict(reversed(judged.items()))) == tallies_of(judged)
