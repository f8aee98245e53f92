"""Crossing, merging and sizing the classes of a sample, and how its margins are measured."""

from collections import Counter
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import MARGIN_BOUND, Balance, EligibleCase, Margin, Variable, allocated, classes_of, matches_of
from tests.samples.rules_material import LEVELS, VARIABLES, case, examples, services

GENDER = Variable("gender", ("female", "male"))
KIND = Variable("disposal_type", ("a", "b", "c", "d"))
HARM = Variable("risk_of_serious_harm", LEVELS, ordered=True)


def made(stock: dict[tuple[str, ...], int], variables: tuple[Variable, ...], size: int) -> dict[tuple[str, ...], str]:
    """Classes as words: the merged levels of each variable, joined by +, to the stock and the expected number."""
    return {
        tuple("+".join(levels) for levels in one.levels): f"{one.stock} → {float(one.expected):g}"
        for one in classes_of(stock, variables, size)
    }


@pytest.mark.parametrize(
    ("stock", "size", "expected"),
    [
        # just one case expected: it stands alone
        ({"low": 10, "medium": 40}, 5, {"low": "10 → 1", "medium": "40 → 4"}),
        # just under: with its neighbour
        ({"low": 9, "medium": 41}, 5, {"low+medium": "50 → 5"}),
        # the nearest level of those that are there, not the smallest
        ({"low": 9, "high": 20, "very_high": 21}, 5, {"low+high": "29 → 2.9", "very_high": "21 → 2.1"}),
        ({"low": 20, "medium": 21, "very_high": 9}, 5, {"low": "20 → 2", "medium+very_high": "30 → 3"}),
        ({"low": 20, "high": 9, "very_high": 21}, 5, {"low": "20 → 2", "high+very_high": "30 → 3"}),
        # equally near: the smaller; equally small: the lower
        ({"low": 21, "medium": 9, "high": 20}, 5, {"low": "21 → 2.1", "medium+high": "29 → 2.9"}),
        ({"low": 20, "medium": 10, "high": 20}, 4, {"low+medium": "30 → 2.4", "high": "20 → 1.6"}),
        # one merger may not be enough
        ({"low": 1, "medium": 1, "high": 1, "very_high": 47}, 5, {"low+medium+high+very_high": "50 → 5"}),
        (
            {"low": 5, "medium": 5, "high": 5, "very_high": 35},
            5,
            {"low+medium+high": "15 → 1.5", "very_high": "35 → 3.5"},
        ),
        ({}, 0, {}),
        ({"low": 3, "high": 3}, 0, {"low+high": "6 → 0"}),
    ],
)
def test_levels_in_an_order_merge_with_the_nearest(stock: dict[str, int], size: int, expected: dict[str, str]) -> None:
    found = made({(level,): count for level, count in stock.items()}, (HARM,), size)
    assert found == {(level,): words for level, words in expected.items()}


@pytest.mark.parametrize(
    ("stock", "size", "expected"),
    [
        ({"a": 30, "b": 3, "c": 17, "d": 10}, 6, {"a": "30 → 3", "b+d": "13 → 1.3", "c": "17 → 1.7"}),
        ({"a": 3, "b": 3, "c": 3, "d": 51}, 6, {"a+b+c+d": "60 → 6"}),
        ({"a": 5, "b": 5, "c": 5, "d": 45}, 6, {"a+b+c": "15 → 1.5", "d": "45 → 4.5"}),
    ],
)
def test_other_levels_merge_smallest_with_next_smallest(
    stock: dict[str, int], size: int, expected: dict[str, str]
) -> None:
    found = made({(level,): count for level, count in stock.items()}, (KIND,), size)
    assert found == {(level,): words for level, words in expected.items()}


def test_genders_are_never_merged() -> None:
    stock = {("female", "low"): 1, ("female", "high"): 1, ("male", "low"): 98}
    assert made(stock, (GENDER, HARM), 10) == {("female", "low+high"): "2 → 0.2", ("male", "low"): "98 → 9.8"}


def test_the_last_variable_merges_first_and_then_the_one_before_it() -> None:
    stock = {
        ("a", "low"): 5,  # with its neighbour one case, just enough
        ("a", "medium"): 5,
        ("b", "low"): 4,  # even together too few: joined with the next disposal, and divided by risk again
        ("b", "high"): 5,
        ("c", "low"): 20,
        ("c", "high"): 21,
    }
    assert made(stock, (KIND, HARM), 6) == {
        ("a+b", "low+medium+high"): "19 → 1.9",
        ("c", "low"): "20 → 2",
        ("c", "high"): "21 → 2.1",
    }


def test_classes_hold_every_case_once_and_expect_at_least_one(long_run: bool) -> None:
    @examples(long_run, 150, 2000)
    @given(services(domains=["D2"]), st.data())
    def holds(cases: tuple[EligibleCase, ...], data: st.DataObject) -> None:
        size = data.draw(st.integers(0, len(cases)))
        stock = Counter(one.cell(VARIABLES) for one in cases)
        classes = classes_of(stock, VARIABLES, size)
        cells = [cell for one in classes for cell, _ in one.cells]
        assert sorted(cells) == sorted(stock)
        assert sum((one.expected for one in classes), Fraction(0)) == (size if cases else 0)
        for one in classes:
            assert one.stock == sum(stock[cell] for cell, _ in one.cells)
            assert one.expected == Fraction(size * one.stock, len(cases))
            assert len(one.levels[0]) == 1, "genders are merged"
            assert all(level in levels for cell, _ in one.cells for level, levels in zip(cell, one.levels, strict=True))
            same_gender = [other for other in classes if other.levels[0] == one.levels[0]]
            assert one.expected >= 1 or len(same_gender) == 1
            for place in (2, 3):
                siblings = [other for other in same_gender if other.levels[:place] == one.levels[:place]]
                there = {cell[place] for other in siblings for cell, _ in other.cells}
                at = [LEVELS.index(level) for level in one.levels[place]]
                beside = set(LEVELS[min(at) : max(at) + 1])
                assert there & beside == set(one.levels[place]), "what is merged lies side by side"

    holds()


def test_allocated_adds_up_within_a_case_of_what_is_expected(long_run: bool) -> None:
    @examples(long_run, 150, 2000)
    @given(services(domains=["D2"], largest=120), st.data())
    def holds(cases: tuple[EligibleCase, ...], data: st.DataObject) -> None:
        size = data.draw(st.integers(0, len(cases)))
        classes = classes_of(Counter(one.cell(VARIABLES) for one in cases), VARIABLES, size)
        counts = allocated(classes, size)
        assert sum(counts) == size
        for one, count in zip(classes, counts, strict=True):
            assert floor(one.expected) <= count <= ceil(one.expected) <= max(one.stock, 0)
        off: dict[tuple[int, str], Fraction] = {}
        for one, count in zip(classes, counts, strict=True):
            for cell, stock in one.cells:
                for place, level in enumerate(cell):
                    part = (count - one.expected) * Fraction(stock, one.stock)
                    off[place, level] = off.get((place, level), Fraction(0)) + part
        assert all(abs(distance) <= MARGIN_BOUND + Fraction(1, 10**9) for distance in off.values())

    holds()


def test_rounding_is_repaired_where_largest_remainders_all_fall_on_one_level() -> None:
    """Twelve disposals, each expecting 1.52 of low and 1.48 of high risk: by remainders alone every extra is low."""
    kinds = Variable("disposal_type", tuple(f"t{n:02}" for n in range(12)))
    stock = {(kind, level): count for kind in kinds.levels for level, count in (("low", 152), ("high", 148))}
    classes = classes_of(stock, (kinds, HARM), 36)
    assert {float(one.expected) for one in classes} == {1.52, 1.48}
    counts = allocated(classes, 36)
    low = sum(count for one, count in zip(classes, counts, strict=True) if one.levels[1] == ("low",))
    assert low - Fraction(36 * 152, 300) <= MARGIN_BOUND
    assert low == 20  # 24 before the repair, 18.24 its share


LOW = [case(f"L{n}", risk_of_serious_harm="low") for n in range(6)]
STOCK = Counter(one.cell((HARM,)) for one in (*LOW, *(case(f"H{n}", risk_of_serious_harm="high") for n in range(4))))


@pytest.mark.parametrize(("low", "off", "within"), [(3, 0, True), (5, 2, True), (1, -2, True), (0, -3, False)])
def test_margins_are_measured_against_exact_shares(low: int, off: int, within: bool) -> None:
    margins = Balance(STOCK, (HARM,), [("low",)] * low + [("high",)] * (5 - low)).margins()
    assert margins[0] == Margin("risk_of_serious_harm", "low", 6, Fraction(3), low)
    assert (margins[0].off, margins[0].within) == (off, within)
    assert [margin.level for margin in margins] == ["low", "high"]
    assert sum((margin.share for margin in margins), Fraction(0)) == 5


def test_a_balance_follows_exchanges(long_run: bool) -> None:
    @examples(long_run, 60, 1000)
    @given(services(domains=["D2"]), st.data())
    def holds(cases: tuple[EligibleCase, ...], data: st.DataObject) -> None:
        cells = [one.cell(VARIABLES) for one in cases]
        size = data.draw(st.integers(0, len(cells)))
        sample, rest = cells[:size], cells[size:]
        if not sample or not rest:
            return
        balance = Balance(Counter(cells), VARIABLES, sample)
        after = Balance(Counter(cells), VARIABLES, [rest[0], *sample[1:]])
        distance = sum((abs(margin.off) for margin in after.margins()), Fraction(0))
        assert Fraction(balance.distance_after(sample[0], rest[0]), balance.total) == distance

        def beyond(it: Balance) -> Fraction:
            return sum((max(abs(margin.off) - MARGIN_BOUND, Fraction(0)) for margin in it.margins()), Fraction(0))

        def squares(it: Balance) -> Fraction:
            return sum((margin.off**2 for margin in it.margins()), Fraction(0))

        gain = balance.gain(sample[0], rest[0])
        assert Fraction(gain[0], balance.total) == beyond(after) - beyond(balance)
        assert Fraction(gain[1], balance.total**2) == squares(after) - squares(balance)
        assert after.misses is bool(beyond(after)) is any(after.missed())
        balance.exchange(sample[0], rest[0])
        assert balance.margins() == after.margins()

    holds()


@pytest.mark.parametrize(
    ("low", "astray", "matched", "words"),
    [
        (3, 0, 100, "Risk of serious harm: the sample matches exactly."),
        (
            4,
            1,
            80,
            "Risk of serious harm: 80% matched. The sample matches closely; “low” has 1.0 cases more than its share.",
        ),
        (
            0,
            3,
            40,
            "Risk of serious harm: 40% matched. The sample does not match well; “low” has 3.0 cases fewer than its "
            "share.",
        ),
    ],
)
def test_how_well_a_sample_matches(low: int, astray: int, matched: int, words: str) -> None:
    (match,) = matches_of(Balance(STOCK, (HARM,), [("low",)] * low + [("high",)] * (5 - low)).margins())
    assert (match.astray, match.matched, match.words) == (astray, matched, words)


def test_nothing_drawn_matches_nothing() -> None:
    (match,) = matches_of(Balance(Counter({("low",): 3}), (HARM,), []).margins())
    assert (match.astray, match.matched) == (0, 0)
