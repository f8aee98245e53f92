"""Before a draw: windows and sizes."""

import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import (
    ASIDE_NAMES,
    FELL_OUT_NAMES,
    UPLOAD_STATE_NAMES,
    Aside,
    FellOut,
    UploadState,
    Window,
    apportioned,
    fitted,
    months_before,
    sample_figures,
    size_of,
    size_problems,
    suggested_sizes,
    window_of,
)
from tests.published.editions import CODES, edition_yaml
from tests.samples.rules_material import (
    EDITION_2018,
    EDITION_2021,
    MONDAY,
    YOUTH_2018,
    YOUTH_2021,
)


def test_every_reason_has_a_name() -> None:
    for codes, names in ((Aside, ASIDE_NAMES), (FellOut, FELL_OUT_NAMES), (UploadState, UPLOAD_STATE_NAMES)):
        assert list(names) == list(codes)
        assert len(set(names.values())) == len(names)


def test_sample_figures_are_exact_and_as_the_editions_say() -> None:
    figures = sample_figures(EDITION_2018)
    assert figures.split == (("D2", Fraction(3, 5)), ("D3", Fraction(2, 5)))
    assert (figures.confidence, figures.margin) == (Fraction(4, 5), Fraction(1, 20))
    for code, ours in zip(CODES, (YOUTH_2018, YOUTH_2021), strict=True):
        assert sample_figures(edition_yaml(code)["sample"]) == ours
    both = {**EDITION_2021, "eligible_months_before_fieldwork": {}}
    assert sample_figures(both) == YOUTH_2021


@pytest.mark.parametrize(
    ("figures", "domain", "monday", "first", "last"),
    [
        (YOUTH_2021, "D2", "2024-03-18", "2023-03-20", "2024-01-12"),  # as a report prints it
        (YOUTH_2021, "D4", "2024-03-18", "2023-03-20", "2024-01-12"),
        (YOUTH_2018, "D2", "2020-09-14", "2019-09-14", "2020-01-14"),
        (YOUTH_2018, "D3", "2020-09-14", "2019-10-14", "2020-02-14"),
        (YOUTH_2018, "D2", "2020-08-31", "2019-08-31", "2019-12-31"),
        (YOUTH_2018, "D3", "2020-08-31", "2019-09-30", "2020-01-31"),  # clipped to the month's end
    ],
)
def test_windows_of_both_editions(figures: object, domain: str, monday: str, first: str, last: str) -> None:
    window = window_of(figures, domain, date.fromisoformat(monday))  # type: ignore[arg-type]
    assert window == Window(date.fromisoformat(first), date.fromisoformat(last))
    day = timedelta(days=1)
    assert [window.holds(d) for d in (window.first - day, window.first, window.last, window.last + day)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_edition_that_gives_no_months_for_a_domain_gives_no_window() -> None:
    assert window_of(YOUTH_2018, "D4", MONDAY) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2020-09-14", 12, "2019-09-14"),
        ("2020-09-14", 9, "2019-12-14"),
        ("2020-12-31", 12, "2019-12-31"),
        ("2020-07-31", 5, "2020-02-29"),  # clipped to the month's end
        ("2021-03-31", 1, "2021-02-28"),
        ("2021-01-31", 11, "2020-02-29"),
        ("2021-01-01", 0, "2021-01-01"),
    ],
)
def test_months_before_keep_the_day_or_end_with_the_month(day: str, months: int, expected: str) -> None:
    assert str(months_before(date.fromisoformat(day), months)) == expected


@pytest.mark.parametrize(("eligible", "size"), [(0, 0), (1, 1), (2, 2), (20, 18), (50, 39), (100, 63), (200, 91)])
def test_sizes_are_those_of_the_method(eligible: int, size: int) -> None:
    assert size_of(YOUTH_2021, eligible).size == size


def z_by_trying(confidence: float) -> float:
    """Two-sided, from the error function alone, by halving."""
    low, high = 0.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erf(middle / math.sqrt(2)) < confidence else (low, middle)
    return low


@given(st.integers(0, 20_000), st.integers(1, 99), st.integers(1, 40))
def test_sizes_agree_with_the_error_function(eligible: int, confidence: int, margin: int) -> None:
    figures = sample_figures({**EDITION_2021, "confidence": confidence / 100, "margin_of_error": margin / 100})
    found = size_of(figures, eligible)
    assert 0 <= found.size <= eligible
    assert found.size >= (size_of(figures, eligible - 1).size if eligible else 0)
    endless = z_by_trying(confidence / 100) ** 2 * 0.25 / (margin / 100) ** 2
    exact = endless / (1 + (endless - 1) / eligible) if eligible else 0
    assert found.size == math.ceil(exact) or abs(exact - round(exact)) < 1e-6


@pytest.mark.parametrize("certain", [{"confidence": 1}, {"margin_of_error": 0}])
def test_nothing_less_than_every_case_is_certain(certain: dict[str, float]) -> None:
    found = size_of(sample_figures({**EDITION_2021, **certain}), 70)
    assert (found.size, found.numbers) == (70, "Nothing less than every case is certain: 70")


def test_the_formula_is_shown_in_words_and_numbers() -> None:
    found = size_of(YOUTH_2021, 50)
    assert found.words == (
        "The smallest sample in which, 80 times out of 100, a share lies within 5 percentage points of the same share "
        "of all eligible cases."
    )
    assert found.numbers == (
        "n₀ = 1.2816² × 0.25 ÷ 0.05² = 164.2; 164.2 ÷ (1 + (164.2 − 1) ÷ 50) = 38.5, rounded up: 39"
    )
    assert size_of(YOUTH_2021, 0).numbers == "There are no eligible cases."


@pytest.mark.parametrize(("total", "court", "out_of_court"), [(28, 11, 17), (15, 6, 9), (59, 24, 35), (38, 15, 23)])
def test_the_split_of_2021_is_as_reports_print_it(total: int, court: int, out_of_court: int) -> None:
    assert apportioned(total, dict(YOUTH_2021.split)) == {"D2": court, "D3": out_of_court}


@given(st.integers(0, 5000), st.integers(0, 100))
def test_two_shares_round_the_first_half_up(total: int, per_cent: int) -> None:
    share = Fraction(per_cent, 100)
    first = math.floor(total * share + Fraction(1, 2))
    assert apportioned(total, {"a": share, "b": 1 - share}) == {"a": first, "b": total - first}


WEIGHTS = st.dictionaries(st.integers(0, 9), st.integers(0, 50) | st.fractions(0, 5), min_size=1)


@given(st.integers(0, 300), WEIGHTS, st.data())
def test_apportioned_adds_up_and_passes_no_limit(total: int, weights: dict[int, Fraction], data: st.DataObject) -> None:
    most = {key: data.draw(st.integers(0, 80)) for key in weights}
    given_ = apportioned(total, weights, most)
    assert sum(given_.values()) == min(total, sum(most.values()))
    assert all(0 <= given_[key] <= most[key] for key in weights)
    free = apportioned(total, weights)
    whole = sum(map(Fraction, weights.values()))
    assert sum(free.values()) == total
    if whole:
        assert all(abs(free[key] - total * Fraction(weights[key]) / whole) < 1 for key in weights)
    assert apportioned(total, weights, dict.fromkeys(weights, total)) == free


@pytest.mark.parametrize(
    ("eligible", "wanted", "sizes", "said"),
    [
        # 2018 sizes D2, and D3 follows: 39 × 2 ÷ 3
        ((YOUTH_2018, 50, 40), (39, 26), (39, 26), []),
        ((YOUTH_2018, 1, 9), (1, 1), (1, 1), []),  # two thirds of a case is one, even for the smallest service
        ((YOUTH_2018, 0, 9), (0, 0), (0, 0), []),
        (
            (YOUTH_2018, 50, 20),
            (39, 26),
            (45, 20),
            ["D3 has 20 eligible cases, too few for the 26 wanted.", "D2 takes 6 of the rest: 45 cases instead of 39."],
        ),
        (
            (YOUTH_2018, 20, 3),
            (18, 12),
            (20, 3),
            [
                "D3 has three eligible cases, too few for the 12 wanted.",
                "D2 takes 2 of the rest: 20 cases instead of 18.",
                "All 23 eligible cases are read: there are no more.",
            ],
        ),
        # 2021 sizes all together: 63 of 100
        ((YOUTH_2021, 50, 50), (25, 38), (25, 38), []),
        ((YOUTH_2021, 25, 75), (25, 38), (25, 38), []),
        (
            (YOUTH_2021, 24, 76),
            (25, 38),
            (24, 39),
            ["D2 has 24 eligible cases, too few for the 25 wanted.", "D3 takes 1 of the rest: 39 cases instead of 38."],
        ),
        (
            (YOUTH_2021, 0, 20),
            (7, 11),
            (0, 18),
            ["D2 has no eligible cases, too few for the 7 wanted.", "D3 takes 7 of the rest: 18 cases instead of 11."],
        ),
        ((YOUTH_2021, 0, 0), (0, 0), (0, 0), []),
    ],
)
def test_suggested_sizes(
    eligible: tuple[object, int, int], wanted: tuple[int, int], sizes: tuple[int, int], said: list[str]
) -> None:
    figures, court, out_of_court = eligible
    found = suggested_sizes(figures, {"D2": court, "D3": out_of_court, "D4": 7})  # type: ignore[arg-type]
    assert tuple(found.wanted.values()) == wanted
    assert tuple(found.sizes.values()) == sizes
    assert list(found.said) == said


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 50), min_size=1), st.data())
def test_what_one_domain_lacks_the_others_take(wanted: dict[str, int], data: st.DataObject) -> None:
    eligible = {domain: data.draw(st.integers(0, 60)) for domain in wanted}
    sizes, said = fitted(wanted, eligible)
    assert sum(sizes.values()) == min(sum(wanted.values()), sum(eligible.values()))
    assert all(min(wanted[domain], eligible[domain]) <= sizes[domain] <= eligible[domain] for domain in wanted)
    assert bool(said) is (sizes != wanted)
    assert size_problems(sizes, eligible) == ([] if any(sizes.values()) else ["Say how many cases to draw."])


def test_size_problems_say_why_numbers_cannot_be_drawn() -> None:
    assert size_problems({"D2": 3, "D3": 0}, {"D2": 3}) == []
    assert size_problems({"D2": 4, "D3": -1}, {"D2": 3, "D3": 9}) == [
        "The number for D3 cannot be less than 0.",
        "D2 has three eligible cases: 4 cannot be drawn.",
    ]
    assert size_problems({"D2": 0}, {"D2": 3}) == ["Say how many cases to draw."]
