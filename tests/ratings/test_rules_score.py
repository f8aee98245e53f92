from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import Away, Contribution, Overall, overall, overall_band_of, points_away
from standards.rules import Figures
from tests.ratings.rules_material import GOOD, INADEQUATE, OUTSTANDING, REQUIRES, YOUTH, editions, unhurried

TWELVE = [f"{domain}.{standard}" for domain in (1, 2, 3) for standard in (1, 2, 3, 4)]


def ratings_of(inadequate: int, requires: int, good: int, outstanding: int) -> dict[str, str]:
    ratings = [INADEQUATE] * inadequate + [REQUIRES] * requires + [GOOD] * good + [OUTSTANDING] * outstanding
    return dict(zip(TWELVE, ratings, strict=True))


@pytest.mark.parametrize(
    ("score", "rating"),
    [
        (0, INADEQUATE),
        (6, INADEQUATE),
        (7, REQUIRES),
        (8, REQUIRES),
        (18, REQUIRES),
        (19, GOOD),
        (20, GOOD),
        (30, GOOD),
        (31, OUTSTANDING),
        (36, OUTSTANDING),
    ],
)
def test_overall_bands_boundaries(score: int, rating: str) -> None:
    assert overall_band_of(score, YOUTH).rating == rating


@pytest.mark.parametrize(
    ("counts", "score", "rating"),
    [
        ((12, 0, 0, 0), 0, INADEQUATE),
        ((6, 6, 0, 0), 6, INADEQUATE),
        ((5, 7, 0, 0), 7, REQUIRES),
        ((3, 0, 9, 0), 18, REQUIRES),
        ((3, 0, 8, 1), 19, GOOD),  # no cap: three Inadequate standards, and Good overall
        ((0, 6, 6, 0), 18, REQUIRES),
        ((0, 5, 7, 0), 19, GOOD),
        ((0, 0, 6, 6), 30, GOOD),
        ((0, 0, 5, 7), 31, OUTSTANDING),
        ((1, 0, 1, 10), 32, OUTSTANDING),
        ((0, 0, 0, 12), 36, OUTSTANDING),
    ],
)
def test_overall_adds_points_of_the_standards(counts: tuple[int, int, int, int], score: int, rating: str) -> None:
    found = overall(ratings_of(*counts), YOUTH)
    assert (found.score, found.out_of, found.rating, found.missing) == (score, 36, rating, ())


def test_overall_of_every_mix_of_twelve_ratings() -> None:
    for counts in product(range(13), repeat=4):
        if sum(counts) != 12:
            continue
        score = counts[1] + 2 * counts[2] + 3 * counts[3]
        rating = [INADEQUATE, REQUIRES, GOOD, OUTSTANDING][(score > 6) + (score > 18) + (score > 30)]
        found = overall(ratings_of(*counts), YOUTH)
        assert (found.score, found.rating) == (score, rating)


def test_overall_says_what_each_standard_brings() -> None:
    found = overall({"1.1": GOOD, "2.1": OUTSTANDING}, YOUTH)
    parts = (Contribution("1.1", GOOD, 2), Contribution("2.1", OUTSTANDING, 3))
    assert found == Overall(score=5, out_of=6, rating=INADEQUATE, missing=(), contributions=parts)


def test_overall_is_missing_while_a_standard_is_not_rated() -> None:
    found = overall({"1.1": GOOD, "2.2": None, "3.4": None}, YOUTH)
    assert (found.score, found.out_of, found.rating, found.missing) == (None, 9, None, ("2.2", "3.4"))
    assert found.contributions[1] == Contribution("2.2", None, None)


def test_overall_of_no_standard_is_no_score() -> None:
    assert overall({}, YOUTH) == Overall(None, 0, None, (), ())


def test_overall_refuses_a_rating_off_the_scale() -> None:
    with pytest.raises(KeyError):
        overall({"1.1": "splendid"}, YOUTH)


def numbered(ratings: list[str]) -> dict[str, str]:
    return {f"1.{place}": rating for place, rating in enumerate(ratings, start=1)}


@unhurried
@given(editions(), st.data())
def test_overall_rises_with_any_standard(figures: Figures, data: st.DataObject) -> None:
    codes = [step.code for step in figures.scale]
    lower = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=14))
    higher = [codes[data.draw(st.integers(codes.index(code), len(codes) - 1))] for code in lower]
    before = overall(numbered(lower), figures)
    after = overall(numbered(higher), figures)
    assert before.score == sum(figures.points[code] for code in lower)
    assert before.out_of == len(lower) * figures.scale[-1].points
    assert before.rating is not None
    assert after.rating is not None
    assert figures.rank(after.rating) >= figures.rank(before.rating)


@unhurried
@given(editions(), st.data())
def test_overall_does_not_depend_on_order(figures: Figures, data: st.DataObject) -> None:
    codes = [step.code for step in figures.scale]
    ratings = numbered(data.draw(st.lists(st.sampled_from(codes), max_size=12)))
    found = overall(ratings, figures)
    turned = overall(dict(reversed(ratings.items())), figures)
    assert (turned.score, turned.out_of, turned.rating) == (found.score, found.out_of, found.rating)


@pytest.mark.parametrize(
    ("score", "up", "down"),
    [
        (0, Away(7, REQUIRES), None),
        (6, Away(1, REQUIRES), None),
        (7, Away(12, GOOD), Away(1, INADEQUATE)),
        (18, Away(1, GOOD), Away(12, INADEQUATE)),
        (24, Away(7, OUTSTANDING), Away(6, REQUIRES)),
        (31, None, Away(1, GOOD)),
        (36, None, Away(6, GOOD)),
    ],
)
def test_points_away_leads_to_the_next_overall_rating(score: int, up: Away | None, down: Away | None) -> None:
    assert points_away(score, YOUTH, out_of=36) == (up, down)


@unhurried
@given(editions(), st.integers(0, 36))
def test_points_away_are_the_fewest_that_change_the_overall_rating(figures: Figures, score: int) -> None:
    def first(scores: range) -> Away | None:
        now = overall_band_of(score, figures).rating
        bands = ((abs(other - score), overall_band_of(other, figures).rating) for other in scores)
        return next((Away(*found) for found in bands if found[1] != now), None)

    assert points_away(score, figures, out_of=36) == (first(range(score, 37)), first(range(score, -1, -1)))
