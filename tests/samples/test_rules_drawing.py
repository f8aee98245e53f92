"""The draw: totals, stocks, margins, caps, the reserve, and that it can be played again."""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import combinations, product
from math import ceil, floor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.rules import (
    ALGORITHM,
    ALGORITHMS,
    MARGIN_BOUND,
    Draw,
    DrawRefused,
    DrawRequest,
    EligibleCase,
    classes_of,
    draw,
    drawn_record,
    inputs_hash,
    plain,
    replay_differences,
    request_from,
    request_record,
)
from tests.samples.rules_material import (
    ALL_DOMAINS,
    VARIABLES,
    by_reference,
    case,
    examples,
    requests,
    service,
    services,
)

SEEDS = st.integers(0, 10**6).map(str)
DRAWN = Path(__file__).parent / "drawn"  # a draw of each version as it was kept then: added to, never changed


def carried(drawn: Draw, request: DrawRequest) -> Counter[str]:
    managers = {one.reference: one.case_manager for one in request.cases if one.case_manager}
    return Counter(managers[reference] for reference in drawn.chosen if reference in managers)


def offs(cases: list[EligibleCase], chosen: set[str]) -> dict[tuple[str, str], Fraction]:
    """Every margin's distance from its share, counted anew."""
    found = {}
    for variable in VARIABLES:
        stock = Counter(one.level(variable.code) for one in cases)
        got = Counter(one.level(variable.code) for one in cases if one.reference in chosen)
        for level, count in stock.items():
            found[variable.code, level] = got[level] - Fraction(len(chosen) * count, len(cases))
    return found


def beyond(cases: list[EligibleCase], chosen: set[str]) -> Fraction:
    return sum((max(abs(off) - MARGIN_BOUND, Fraction(0)) for off in offs(cases, chosen).values()), Fraction(0))


def holds_what_is_promised(request: DrawRequest, drawn: Draw) -> None:
    cases = by_reference(request.cases)
    for domain in drawn.domains:
        size = {**request.sizes, **request.on_top}[domain.domain]
        there = [one for one in request.cases if one.domain == domain.domain]
        assert len(domain.chosen) == len(set(domain.chosen)) == size
        assert len(domain.reserve) == len(set(domain.reserve)) == min(ceil(Fraction(size, 5)), len(there) - size)
        assert not set(domain.chosen) & set(domain.reserve)
        assert {cases[reference].domain for reference in (*domain.chosen, *domain.reserve)} <= {domain.domain}
        people = [cases[reference].person_ref for reference in (*domain.chosen, *domain.reserve)]
        assert len(people) == len(set(people))
        assert sum(row.got for row in domain.classes) == size
        assert sum(row.stock for row in domain.classes) == len(there)
        assert all(0 <= row.got <= row.stock for row in domain.classes)
        found = offs(there, set(domain.chosen))
        assert {(m.variable, m.level): m.off for m in domain.margins} == found
        for margin in domain.margins:
            assert margin.within is (abs(margin.off) <= MARGIN_BOUND)
            assert margin.within or f"{domain.domain}, {margin.sentence}" in drawn.said
    if request.cap is not None:
        for manager, count in carried(drawn, request).items():
            assert count <= request.cap or any(said.startswith(f"{manager} carries {count} ") for said in drawn.said)


def test_a_draw_holds_what_it_promises(long_run: bool) -> None:
    @examples(long_run, 120, 2000)
    @given(requests(), SEEDS)
    def holds(request: DrawRequest, seed: str) -> None:
        holds_what_is_promised(request, draw(request, seed=seed))

    holds()


def test_every_margin_ends_within_its_bound_where_no_cap_forbids(long_run: bool) -> None:
    @examples(long_run, 120, 2000)
    @given(requests(capped=False), SEEDS)
    def holds(request: DrawRequest, seed: str) -> None:
        for domain in draw(request, seed=seed).domains:
            assert all(margin.within for margin in domain.margins)
            assert all(abs(row.got - row.expected) < 1 for row in domain.classes)

    holds()


def test_the_same_cases_in_another_order_are_drawn_alike(long_run: bool) -> None:
    @examples(long_run, 60, 1000)
    @given(requests(), SEEDS, st.randoms(use_true_random=False))
    def holds(request: DrawRequest, seed: str, chance: Random) -> None:
        mixed = list(request.cases)
        chance.shuffle(mixed)
        other = replace(
            request,
            cases=tuple(mixed),
            sizes=dict(reversed(request.sizes.items())),
            variables=dict(reversed(request.variables.items())),
        )
        assert draw(other, seed=seed) == draw(request, seed=seed)
        assert inputs_hash(other) == inputs_hash(request)

    holds()


def test_a_draw_that_is_kept_as_json_can_be_played_again(long_run: bool) -> None:
    @examples(long_run, 60, 1000)
    @given(requests(), SEEDS)
    def holds(request: DrawRequest, seed: str) -> None:
        kept = json.loads(json.dumps(drawn_record(request, seed=seed), sort_keys=True))
        assert replay_differences(kept) == []
        assert request_record(request_from(kept["inputs"])) == kept["inputs"]
        assert kept["result"] == plain(draw(request_from(kept["inputs"]), seed=seed))

    holds()


def possible(request: DrawRequest) -> bool:
    """Whether any choice keeps the cap: no domains together want more than their case managers may give together."""
    assert request.cap is not None
    sizes = {**request.sizes, **request.on_top}
    for count in range(1, len(sizes) + 1):
        for domains in combinations(sizes, count):
            stock = Counter(one.case_manager for one in request.cases if one.domain in domains)
            most = sum(n if not manager else min(n, request.cap) for manager, n in stock.items())
            if sum(sizes[domain] for domain in domains) > most:
                return False
    return True


def test_a_class_of_another_domain_gives_way_so_that_the_cap_is_kept() -> None:
    boys = [case("C1", case_manager="A"), case("C2", case_manager="A")]
    girls = [case("C0", gender="female"), *(case(n, "D4", case_manager=m) for n, m in (("C3", ""), ("C4", "A")))]
    request = DrawRequest((*boys, *girls), {"D2": 1}, ALL_DOMAINS, on_top={"D4": 2}, cap=1)
    for seed in "0123456789":
        assert set(draw(request, seed=seed).chosen) == {"C0", "C3", "C4"}


def test_a_class_whose_last_case_went_another_way_is_made_up_for_by_another_class() -> None:
    girls = [case(name, gender="female", case_manager="M5") for name in ("G1", "G2")]
    boys = [case(f"B{n}", case_manager="M5" if n < 2 else "M0") for n in range(5)]
    others = [case("C1", "D3", gender="female", case_manager="M3")]
    others += [case(name, "D3", case_manager=m) for name, m in (("C2", "M0"), ("C3", "M5"))]
    request = DrawRequest((*girls, *boys, *others), {"D2": 7, "D3": 1}, ALL_DOMAINS, cap=3)
    for seed in range(30):
        drawn = draw(request, seed=f"{seed}")
        assert {name for name in drawn.chosen if name[0] in "GB"} == {one.reference for one in (*girls, *boys)}
        assert len(drawn.chosen) == 8
        assert any("M5" in sentence for sentence in drawn.said)


def test_the_cap_is_passed_only_where_no_choice_keeps_it(long_run: bool) -> None:
    seen: Counter[bool] = Counter()

    @examples(long_run, 200, 2000)
    @given(requests(capped=True), SEEDS)
    def holds(request: DrawRequest, seed: str) -> None:
        drawn = draw(request, seed=seed)
        kept = all(count <= (request.cap or 0) for count in carried(drawn, request).values())
        assert kept is possible(request)
        seen[kept] += 1

    holds()
    assert seen[True] and seen[False]


def may_be_exchanged(request: DrawRequest, drawn: Draw) -> list[tuple[str, str]]:
    """Every exchange that leaves each class at its number rounded down or up, and the cap kept."""
    domain, cap = drawn.domains[0], request.cap
    classes = classes_of(Counter(one.cell(VARIABLES) for one in request.cases), VARIABLES, len(domain.chosen))
    place = {cell: n for n, one in enumerate(classes) for cell, _ in one.cells}
    cases, chosen, loads = by_reference(request.cases), set(domain.chosen), carried(drawn, request)
    found = []
    for out, come in product(sorted(chosen), sorted(set(cases) - chosen)):
        n, m = (place[cases[reference].cell(VARIABLES)] for reference in (out, come))
        fits = n == m or (
            domain.classes[n].got > floor(classes[n].expected) and domain.classes[m].got < ceil(classes[m].expected)
        )
        manager = cases[come].case_manager
        roomy = not manager or cap is None or manager == cases[out].case_manager or loads[manager] < cap
        if fits and roomy:
            found.append((out, come))
    return found


def test_a_margin_that_ends_beyond_its_bound_is_helped_by_no_exchange(long_run: bool) -> None:
    def check(cases: tuple[EligibleCase, ...], size: int, cap: int, seed: str) -> Fraction:
        hers = tuple(replace(one, case_manager="Hers" * (one.level("gender") == "female")) for one in cases)
        request = DrawRequest(hers, {"D2": size}, {"D2": VARIABLES}, cap=cap)
        drawn = draw(request, seed=seed)
        chosen = set(drawn.domains[0].chosen)
        before = beyond(list(cases), chosen)
        if before:
            for out, come in may_be_exchanged(request, drawn):
                assert beyond(list(cases), chosen - {out} | {come}) >= before
        return before

    @examples(long_run, 150, 1500)
    @given(services(domains=["D2"], largest=40), st.integers(1, 4), st.data(), SEEDS)
    def holds(cases: tuple[EligibleCase, ...], cap: int, data: st.DataObject, seed: str) -> None:
        check(cases, data.draw(st.integers(0, len(cases))), cap, seed)

    half = tuple(case(f"C{n:02}", gender="female" if n % 2 else "male") for n in range(16))
    assert check(half, 8, 1, "seed"), "four girls are expected, and one case manager may carry one"
    holds()


def test_a_margin_that_the_cap_pulls_away_is_said() -> None:
    """Every girl has one case manager, who may carry three cases; their share of the sample is ten."""
    girls = [case(f"F{n:02}", gender="female", case_manager="Only one") for n in range(20)]
    boys = [case(f"M{n:02}", gender="male", case_manager=f"M{n}") for n in range(20)]
    request = DrawRequest((*girls, *boys), {"D2": 20}, {"D2": VARIABLES}, cap=3)
    drawn = draw(request, seed="1")
    assert carried(drawn, request)["Only one"] == 3
    assert "D2, gender, female: three cases, where its share is 10.0." in drawn.said
    assert any("because no case manager may carry more" in said for said in drawn.said)


def test_the_cap_that_cannot_be_kept_is_said() -> None:
    cases = tuple(case(f"C{n}", case_manager="A" if n < 6 else "B") for n in range(8))
    drawn = draw(DrawRequest(cases, {"D2": 6}, {"D2": VARIABLES}, cap=3), seed="1")
    assert drawn.said[0] == "A carries 4 cases, where the most is 3: no other choice fits."


def test_cases_move_on_so_that_the_cap_is_kept() -> None:
    """One girl, whose case manager would have carried a boy: another boy is drawn in his place."""
    cases = (
        case("F1", gender="female", case_manager="A"),
        *(case(f"M{n}", case_manager="AB"[n % 2]) for n in range(9)),
    )
    for seed in range(20):
        request = DrawRequest(cases, {"D2": 2}, {"D2": VARIABLES}, cap=1)
        assert set(carried(draw(request, seed=str(seed)), request).values()) == {1}


def test_chance_is_the_hash_of_seed_and_reference() -> None:
    """Written out once more, so that no change of the method goes unseen: with one class, the first by hash."""
    cases = tuple(case(f"C{n}") for n in range(50))
    drawn = draw(DrawRequest(cases, {"D2": 10}, {"D2": VARIABLES}), seed="a seed")
    order = sorted((one.reference for one in cases), key=lambda ref: sha256(f"a seed\n{ref}".encode()).hexdigest())
    assert drawn.domains[0].chosen == tuple(sorted(order[:10]))
    assert drawn.domains[0].reserve == tuple(order[10:12])


def test_every_case_of_a_class_is_drawn_about_as_often() -> None:
    cases = service(60, 5, domains=["D2"])
    request, seeds = DrawRequest(cases, {"D2": 30}, {"D2": VARIABLES}), 400
    rows = draw(request, seed="0").domains[0].classes
    times = Counter(reference for seed in range(seeds) for reference in draw(request, seed=str(seed)).chosen)
    for row in rows:
        inside = [
            times[one.reference]
            for one in cases
            if all(level in levels for level, levels in zip(one.cell(VARIABLES), row.levels, strict=True))
        ]
        assert len(inside) == row.stock
        assert all(abs(count - seeds * row.got / row.stock) <= seeds / 8 for count in inside), (row, inside)


def test_another_seed_draws_other_cases() -> None:
    request = DrawRequest(service(300, 1), {"D2": 40, "D3": 60}, ALL_DOMAINS)
    first, second = draw(request, seed="1"), draw(request, seed="2")
    assert set(first.chosen) != set(second.chosen)


def test_the_hash_and_the_draw_stand_as_they_were() -> None:
    """The same on every version of Python: whoever changes these raises ALGORITHM."""
    request = DrawRequest(service(40, 1), {"D2": 5, "D3": 5}, ALL_DOMAINS, cap=2)
    assert (ALGORITHM, inputs_hash(request)[:16]) == ("1", "c9644515add5794d")
    assert draw(request, seed="Doncaster").chosen == (
        "C00007",
        "C00012",
        "C00024",
        "C00026",
        "C00028",
        "C00002",
        "C00016",
        "C00022",
        "C00033",
        "C00037",
    )


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"cases": (case("C1"), case("C1", person_ref="P2"))}, "The reference C1 stands for 2 cases."),
        (
            {"cases": (case("C1", person_ref="P"), case("C2", person_ref="P"))},
            "The person P has 2 cases in D2: only the earliest may be drawn.",
        ),
        ({"sizes": {"D2": 3}}, "D2 has two eligible cases: 3 cannot be drawn."),
        ({"sizes": {"D2": -1}}, "D2 has two eligible cases: -1 cannot be drawn."),
        ({"on_top": {"D2": 1}}, "A domain is either sampled or read on top."),
        ({"on_top": {"D4": 1}}, "D4 has no eligible cases: 1 cannot be drawn."),
        ({"cap": 0}, "A case manager must be allowed at least one case."),
        ({"reserve_share": Fraction(-1, 10)}, "The reserve is a share of the sample, between none and all of it."),
    ],
)
def test_what_cannot_be_drawn_is_refused(changed: dict[str, object], refusal: str) -> None:
    sound = DrawRequest((case("C1"), case("C2")), {"D2": 1}, ALL_DOMAINS)
    draw(sound, seed="1")
    with pytest.raises(DrawRefused) as refused:
        draw(replace(sound, **changed), seed="1")  # type: ignore[arg-type]
    assert str(refused.value) == refusal


def test_resettlement_comes_on_top_and_at_most_four() -> None:
    cases = (*service(30, 3), *(case(f"R{n}", "D4", person_ref=f"P-C{n:05}") for n in range(6)))
    request = DrawRequest(cases, {"D2": 5, "D3": 5}, ALL_DOMAINS, on_top={"D4": 4})
    drawn = draw(request, seed="1")
    assert [(one.domain, len(one.chosen), len(one.reserve)) for one in drawn.domains] == [
        ("D2", 5, 1),
        ("D3", 5, 1),
        ("D4", 4, 1),
    ]
    without = draw(replace(request, on_top={}), seed="1")
    assert without.domains == drawn.domains[:2]
    with pytest.raises(DrawRefused, match="At most four cases are read on top"):
        draw(replace(request, on_top={"D4": 5}), seed="1")


@pytest.mark.parametrize(
    ("size", "there", "reserve"), [(4, 20, 1), (5, 20, 1), (6, 20, 2), (18, 20, 2), (20, 20, 0), (0, 9, 0)]
)
def test_the_reserve_is_a_fifth_rounded_up_of_what_is_left(size: int, there: int, reserve: int) -> None:
    drawn = draw(DrawRequest(tuple(case(f"C{n}") for n in range(there)), {"D2": size}, {"D2": VARIABLES}), seed="1")
    assert len(drawn.domains[0].reserve) == reserve
    wanted = ceil(Fraction(size, 5))
    assert any("left for the reserve" in said for said in drawn.said) is (reserve < wanted)


def test_the_reserve_holds_a_case_for_every_class_that_is_wide_enough(long_run: bool) -> None:
    @examples(long_run, 60, 1000)
    @given(services(domains=["D2"]), st.data(), SEEDS)
    def holds(cases: tuple[EligibleCase, ...], data: st.DataObject, seed: str) -> None:
        size = data.draw(st.integers(0, len(cases)))
        drawn = draw(DrawRequest(cases, {"D2": size}, {"D2": VARIABLES}), seed=seed).domains[0]
        rest = [one for one in cases if one.reference not in drawn.chosen]
        stock = Counter(one.cell(VARIABLES) for one in rest)
        reserve = Counter(one.cell(VARIABLES) for one in rest if one.reference in drawn.reserve)
        for one in classes_of(stock, VARIABLES, len(drawn.reserve)):
            assert sum(reserve[cell] for cell, _ in one.cells) >= floor(one.expected)

    holds()


def test_replay_says_what_differs() -> None:
    kept = drawn_record(DrawRequest(service(60, 1), {"D2": 8, "D3": 8}, ALL_DOMAINS), seed="1")
    assert replay_differences(kept) == []
    older = {**kept, "algorithm": "0"}
    assert replay_differences(older) == ["It was drawn by version 0 of the method, which is not known here."]
    edited = json.loads(json.dumps(kept))
    edited["inputs"]["cases"][0][3] = "other_community"
    assert replay_differences(edited) == [
        "The inputs that are kept are not those that were drawn from: their hash differs."
    ]
    forged = json.loads(json.dumps(kept))
    chosen = forged["result"]["domains"][0]["chosen"]
    chosen[0] = forged["result"]["domains"][0]["reserve"][0]
    assert replay_differences(forged) == ["D2, sample: 1 of the cases kept are not drawn again, 1 are new."]
    forged = json.loads(json.dumps(kept))
    forged["result"]["domains"][0]["classes"][0]["got"] += 1
    assert replay_differences(forged) == ["The same cases are drawn again, but their tables differ."]
    lacking = json.loads(json.dumps(kept))
    del lacking["result"]["domains"][1]
    assert replay_differences(lacking) == ["Other domains are drawn than those kept."]
    reworded = json.loads(json.dumps(kept))
    reworded["result"]["said"] = ["Better words."]
    assert replay_differences(reworded) == []


def test_every_version_that_a_draw_may_name_still_draws_what_it_drew() -> None:
    """A draw on record names the version that drew it, for as long as it is kept: no version is ever taken away."""
    on_record = {path.stem.removeprefix("version_"): json.loads(path.read_text()) for path in DRAWN.glob("*.json")}
    assert "1" in on_record and ALGORITHM in on_record
    assert on_record.keys() == set(ALGORITHMS)
    for version, kept in on_record.items():
        assert kept["algorithm"] == version
        assert replay_differences(kept) == []
        changed = json.loads(json.dumps(kept))
        changed["seed"] += "!"
        assert replay_differences(changed) != []


def test_ten_thousand_cases_are_drawn_as_promised() -> None:
    request = DrawRequest(service(10_000, 1, managers=60), {"D2": 65, "D3": 98}, ALL_DOMAINS, cap=4)
    holds_what_is_promised(request, draw(request, seed="1"))
