from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.rules import (
    CasesAway,
    Direction,
    Flip,
    cases_away,
    flip_within,
    flips,
    nearest_cases,
    standard_result,
    tallies_of,
)
from standards.rules import Figures
from tests.ratings.rules_material import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES,
    YOUTH,
    Votes,
    cases,
    counted,
    editions,
    unhurried,
    votes,
)

UP, DOWN = Direction.UP, Direction.DOWN


def _level(judged: Votes, figures: Figures) -> int | None:
    band = standard_result(tallies_of(judged), figures).band
    return None if band is None else figures.rank(band)


def _turnings(judged: tuple[bool | None, ...]) -> Iterator[tuple[bool | None, ...]]:
    """Every way to turn any of a case's judgements, none turned to or from not relevant; among them no turn at all."""
    return product(*((vote,) if vote is None else (vote, not vote) for vote in judged))


def _levels_within(judged: Votes, turned: tuple[int, ...], figures: Figures) -> set[int | None]:
    """Every level that the standard can have when any judgements of the cases `turned` are turned."""
    return {
        _level({**judged, **dict(zip(turned, choice, strict=True))}, figures)
        for choice in product(*(_turnings(judged[case]) for case in turned))
    }


def _brute_force(judged: Votes, figures: Figures) -> list[Flip[int]]:
    now = _level(judged, figures)
    found = []
    for case in judged:
        levels = [level for level in _levels_within(judged, (case,), figures) if level is not None]
        if now is not None and max(levels) > now:
            found.append(Flip(case, UP, figures.scale[max(levels)].code))
        if now is not None and min(levels) < now:
            found.append(Flip(case, DOWN, figures.scale[min(levels)].code))
    return found


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (cases("n"), [(0, UP, OUTSTANDING)]),
        (cases("y"), [(0, DOWN, INADEQUATE)]),
        (cases("yn"), [(0, DOWN, INADEQUATE), (1, UP, OUTSTANDING)]),
        # 4 of 6: 5 of 6 is 83, 3 of 6 is 50.
        (cases("yyyynn"), [*((n, DOWN, REQUIRES) for n in range(4)), (4, UP, OUTSTANDING), (5, UP, OUTSTANDING)]),
        # two questions in the lowest band: only the case that is a no in both can lift the standard
        (cases("ynn", "nny"), [(1, UP, GOOD)]),
        (cases("ynn-", "n-ny", "yyyy"), [(2, UP, GOOD)]),
        # each is a no in one of the two: neither lifts both, and each can sink the other question
        (cases("yn", "ny"), [(0, DOWN, INADEQUATE), (1, DOWN, INADEQUATE)]),
        # one case both ways: its two noes hold the standard down, its yes in the third question holds it up
        (
            cases("nyy", "nyy", "y--"),
            [(0, UP, OUTSTANDING), (0, DOWN, INADEQUATE), (1, DOWN, INADEQUATE), (2, DOWN, INADEQUATE)],
        ),
        (cases("-", "-"), []),  # not rated
        ({}, []),
    ],
)
def test_flips_names_each_case_its_direction_and_where_it_leads(
    judged: Votes, expected: list[tuple[int, Direction, str]]
) -> None:
    assert flips(judged, YOUTH) == tuple(Flip(*flip) for flip in expected)


@settings(unhurried, max_examples=300)
@given(votes(), st.one_of(st.just(YOUTH), editions()))
def test_flips_equals_brute_force_over_all_subsets_of_judgements(judged: Votes, figures: Figures) -> None:
    assert list(flips(judged, figures)) == _brute_force(judged, figures)


@pytest.mark.parametrize(
    ("judged", "up", "down"),
    [
        (counted((5, 11)), 1, None),  # 45; 6 of 11 is 55
        (counted((3, 11)), 3, None),  # 27
        (counted((14, 17), (17, 17), (13, 17)), 1, 3),  # 76; 14 of 17 is 82, 10 of 17 is 59
        (counted((4, 4)), None, 1),
        (counted((20, 20)), None, 5),  # 15 of 20 is 75
        (counted((0, 4), (3, 4)), 2, None),
        (cases("yn", "ny"), 2, 1),  # one case for each of the two questions
        (cases("nnn-", "nn-n", "y---"), 2, None),  # two cases serve both questions at once
        (cases("nn-", "n-n", "-nn"), 2, None),  # three questions, each case serves two
        (cases("--"), None, None),
    ],
)
def test_cases_away_counts_the_fewest_cases(judged: Votes, up: int | None, down: int | None) -> None:
    assert cases_away(judged, YOUTH) == CasesAway(up, down)


@settings(unhurried, max_examples=150)
@given(votes(max_cases=5, max_questions=2), st.one_of(st.just(YOUTH), editions()))
def test_cases_away_equals_brute_force_over_all_sets_and_subsets(judged: Votes, figures: Figures) -> None:
    now = _level(judged, figures)
    fewest: dict[Direction, int] = {}
    for size in range(1, len(judged) + 1):
        for turned in combinations(judged, size):
            for level in _levels_within(judged, turned, figures):
                if now is not None and level is not None and level != now:
                    fewest.setdefault(UP if level > now else DOWN, size)
    assert cases_away(judged, figures) == CasesAway(fewest.get(UP), fewest.get(DOWN))


@settings(unhurried, max_examples=150)
@given(votes(max_cases=9), editions())
def test_cases_away_up_equals_brute_force_over_all_sets_made_yes(judged: Votes, figures: Figures) -> None:
    """More cases and questions than all subsets allow: a set lifts the standard furthest with every judgement yes."""
    now = _level(judged, figures)

    def lifted(turned: tuple[int, ...]) -> Votes:
        return judged | {case: tuple(None if vote is None else True for vote in judged[case]) for case in turned}

    sizes = range(1, len(judged) + 1)
    lifting = (
        size for size in sizes for turned in combinations(judged, size) if _level(lifted(turned), figures) != now
    )
    assert cases_away(judged, figures).up == next(lifting, None)


@unhurried
@given(votes(), st.integers(0, 6), editions())
def test_flip_within_asks_whether_the_fewest_are_few_enough(judged: Votes, limit: int, figures: Figures) -> None:
    away = cases_away(judged, figures)
    expected = any(fewest is not None and fewest <= limit for fewest in (away.up, away.down))
    assert flip_within(judged, limit, figures) is expected


@unhurried
@given(votes(), editions())
def test_one_case_away_is_what_flips_finds(judged: Votes, figures: Figures) -> None:
    away, found = cases_away(judged, figures), {flip.direction for flip in flips(judged, figures)}
    assert (away.up == 1, away.down == 1) == (UP in found, DOWN in found)


def test_cases_away_is_exact_where_taking_the_widest_cases_first_is_not() -> None:
    """Four questions, 20 cases for each three of them that are no in all three: equal shares are best."""
    kinds = ["nnny", "nnyn", "nynn", "ynnn"]
    judged = cases(*(("".join(kind[place] * 20 for kind in kinds)) for place in range(4)))
    # Each question has 20 of 80 yes and needs 20 more to reach 50; each case serves three: 80 needs, 27 cases.
    assert cases_away(judged, YOUTH).up == 27


def test_cases_away_of_a_large_standard_is_found() -> None:
    """125 cases spread over every pattern of four questions, far from the next band."""
    patterns = [pattern for pattern in product([True, False, False], repeat=4) if False in pattern]
    judged = {case: patterns[case % len(patterns)] for case in range(125)}
    assert cases_away(judged, YOUTH) == CasesAway(up=21, down=None)


@pytest.mark.parametrize(
    ("judged", "up", "down"),
    [
        (cases("yyyynn"), (4,), (0,)),
        (counted((3, 11)), (3, 4, 5), None),
        (counted((14, 17), (17, 17), (13, 17)), (13,), (0, 1, 2)),  # a no in both: it lifts both questions
        (cases("yn", "ny"), (0, 1), (0,)),
        (cases("nn-", "n-n", "-nn"), (0, 1), None),
        (cases("--"), None, None),
    ],
)
def test_nearest_cases_names_a_smallest_set_the_first_of_equal_ones(
    judged: Votes, up: tuple[int, ...] | None, down: tuple[int, ...] | None
) -> None:
    found = nearest_cases(judged, YOUTH)
    assert (found.up, found.down) == (up, down)


@settings(unhurried, max_examples=150)
@given(votes(max_cases=9), st.one_of(st.just(YOUTH), editions()))
def test_nearest_cases_judged_the_other_way_do_change_the_band_and_none_of_them_is_spare(
    judged: Votes, figures: Figures
) -> None:
    now, found = _level(judged, figures), nearest_cases(judged, figures)
    assert now is not None or (found.up, found.down) == (None, None)
    for direction, near in ((UP, found.up), (DOWN, found.down)):
        if near is None or now is None:
            continue

        def turned(some: tuple[int, ...], to: bool) -> int | None:
            return _level(
                judged | {case: tuple(None if v is None else to for v in judged[case]) for case in some}, figures
            )

        way = direction is UP
        assert (turned(near, way) or 0) > now if way else (turned(near, way) or 0) < now
        assert all(turned(tuple(set(near) - {spare}), way) == now for spare in near)
