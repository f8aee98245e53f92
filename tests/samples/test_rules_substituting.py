"""Which reserve case replaces one that fell out, against brute force; and the chain of replacements."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import (
    DrawRequest,
    EligibleCase,
    balance_of,
    chains_of,
    classes_of,
    draw,
    matches_of,
    replacements_for,
)
from tests.samples.rules_material import ALL_DOMAINS, DOMAINS, VARIABLES, by_reference, case, examples, services


def distance(sample: list[EligibleCase], eligible: list[EligibleCase]) -> Fraction:
    """How far all margins together lie from their shares, counted anew."""
    whole = Fraction(0)
    for variable in VARIABLES:
        got, stock = (Counter(one.level(variable.code) for one in cases) for cases in (sample, eligible))
        for level in {*got, *stock}:
            whole += abs(got[level] - Fraction(len(sample) * stock[level], len(eligible)))
    return whole


def same_class(one: EligibleCase, other: EligibleCase, eligible: list[EligibleCase], size: int) -> bool:
    classes = classes_of(Counter(case.cell(VARIABLES) for case in eligible), VARIABLES, size)
    inside = [{cell for cell, _ in found.cells} for found in classes]
    return any(one.cell(VARIABLES) in cells and other.cell(VARIABLES) in cells for cells in inside)


def test_the_best_replacement_by_brute_force(long_run: bool) -> None:
    @examples(long_run, 100, 1500)
    @given(services(), st.none() | st.integers(1, 6), st.data())
    def holds(cases: tuple[EligibleCase, ...], cap: int | None, data: st.DataObject) -> None:
        sizes = {d: data.draw(st.integers(0, sum(one.domain == d for one in cases))) for d in DOMAINS}
        drawn = draw(DrawRequest(cases, sizes, ALL_DOMAINS, cap=cap), seed="1")
        known = by_reference(cases)
        sample = [known[reference] for reference in drawn.chosen]
        reserve = [known[reference] for domain in drawn.domains for reference in domain.reserve]
        if not sample:
            return
        fallen = data.draw(st.sampled_from(sample))
        found = replacements_for(fallen, sample=sample, reserve=reserve, eligible=cases, variables=VARIABLES, cap=cap)
        staying = [one for one in sample if one != fallen]
        mates = [one for one in staying if one.domain == fallen.domain]
        eligible = [one for one in cases if one.domain == fallen.domain]
        carried = Counter(one.case_manager for one in staying)
        ranked, barred = [], []
        for place, one in enumerate((one for one in reserve if one.domain == fallen.domain), start=1):
            if cap is not None and one.case_manager and carried[one.case_manager] >= cap:
                barred.append(one)
            else:
                like = same_class(one, fallen, eligible, len(mates) + 1)
                ranked.append((distance([*mates, one], eligible), not like, place, one))
        ranked.sort(key=lambda row: row[:3])
        assert [(r.distance, not r.same_class, r.place, r.case) for r in found.offered] == ranked
        assert [one.case for one in found.barred] == barred
        assert found.best == (found.offered[0] if found.offered else None)
        again = replacements_for(
            fallen, sample=staying[::-1], reserve=reserve, eligible=cases[::-1], variables=VARIABLES, cap=cap
        )
        assert again == found

    holds()


GIRLS = [case(f"F{n}", gender="female") for n in range(5)]
BOYS = [case(f"M{n}") for n in range(5)]


def offered(fallen: EligibleCase, sample: list[EligibleCase], reserve: list[EligibleCase]) -> list[str]:
    found = replacements_for(
        fallen, sample=sample, reserve=reserve, eligible=[*GIRLS, *BOYS], variables=VARIABLES, cap=None
    )
    return [one.case.reference for one in found.offered]


def test_balance_comes_first_then_the_class_then_the_order_of_the_reserve() -> None:
    sample = [*GIRLS[:2], *BOYS[:2]]
    assert offered(GIRLS[0], sample, [BOYS[4], GIRLS[4], GIRLS[3]]) == ["F4", "F3", "M4"]
    # a boy too many already: another girl restores the balance although a boy fell out
    assert offered(BOYS[0], [GIRLS[0], *BOYS[:3]], [BOYS[4], GIRLS[4]]) == ["F4", "M4"]
    # of three cases one and a half should be girls: either way is as near, so the same class
    assert offered(BOYS[0], [GIRLS[0], *BOYS[:2]], [GIRLS[4], BOYS[4]]) == ["M4", "F4"]


def test_the_cap_and_the_person_bar_a_replacement() -> None:
    fallen = case("C1", case_manager="A", person_ref="P1")
    sample = [fallen, case("C2", case_manager="B", person_ref="P2"), case("C3", "D3", case_manager="B")]
    reserve = [
        case("R1", case_manager="B"),
        case("R2", person_ref="P2"),
        case("R3", "D3"),  # another domain is no matter here
        case("R4", case_manager="A"),  # has room again, because its case fell out
    ]
    found = replacements_for(
        fallen, sample=sample, reserve=reserve, eligible=[*sample, *reserve], variables=VARIABLES, cap=2
    )
    assert [(one.case.reference, one.because) for one in found.barred] == [
        ("R1", "B carries 2 cases already; the most is 2."),
        ("R2", "The same person is in the sample already."),
    ]
    assert [(one.case.reference, one.place) for one in found.offered] == [("R4", 3)]
    assert found.offered[0].sentence == (
        "Place 3 of the reserve, of the same class. With it the sample lies 0.0 cases from an exact match, "
        "everything added up."
    )
    nothing = replacements_for(fallen, sample=sample, reserve=[], eligible=sample, variables=VARIABLES, cap=2)
    assert nothing.best is None


def test_how_well_the_sample_matches_follows_what_falls_out() -> None:
    eligible = [*GIRLS, *BOYS]
    even = matches_of(balance_of([*GIRLS[:2], *BOYS[:2]], eligible=eligible, variables=VARIABLES).margins())
    assert even[0].words == "Gender: the sample matches exactly."
    odd = matches_of(balance_of([*GIRLS[:1], *BOYS[:2]], eligible=eligible, variables=VARIABLES).margins())
    assert (odd[0].astray, odd[0].matched) == (Fraction(1, 2), 83)


def test_chains_lead_from_what_was_drawn_to_what_is_read() -> None:
    assert chains_of([]) == ()
    assert chains_of([("B", "R1"), ("A", "R2"), ("R1", "R3")]) == (("A", "R2"), ("B", "R1", "R3"))


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        ([("A", "R1"), ("A", "R2")], "A was replaced already"),
        ([("A", "R1"), ("B", "R1")], "R1 was in the sample already"),
        ([("A", "R1"), ("R1", "A")], "A was in the sample already"),
        ([("A", "A")], "A was in the sample already"),
    ],
)
def test_a_chain_never_forks_joins_or_comes_back(replaced: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        chains_of(replaced)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans())))
def test_chains_hold_every_case_once(steps: list[tuple[int, bool]]) -> None:
    inside, replaced = [f"C{n}" for n in range(5)], []
    for n, (at, _) in enumerate(steps):
        fell_out = inside.pop(at % len(inside))
        inside.append(f"R{n}")
        replaced.append((fell_out, f"R{n}"))
    chains = chains_of(replaced)
    ends = {chain[-1] for chain in chains}
    assert ends == {reference for reference in inside if reference.startswith("R")}
    assert sorted(reference for chain in chains for reference in chain[1:]) == sorted(
        f"R{n}" for n in range(len(steps))
    )
