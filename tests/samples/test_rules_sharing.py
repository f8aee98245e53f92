"""Sharing cases out: nobody with a conflict, everybody by their days, case managers together, and what cannot be."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules import Conflict
from samples.rules import CaseToShare, Reader, Shared, Sharing, Unshared, Why, shared_out, why_barred
from samples.rules.proportions import apportioned
from tests.samples.rules_material import examples

BOTH = frozenset({"D2", "D3"})
ANN, BEA, CAT = (Reader(n, name, BOTH, Fraction(2)) for n, name in enumerate(("Ann", "Bea", "Cat"), start=1))


@st.composite
def boards(draw: st.DrawFn) -> tuple[list[CaseToShare], list[Reader], list[Conflict]]:
    ids = st.integers(1, draw(st.integers(1, 4)))
    readers = [
        Reader(
            n,
            f"Reader {n}",
            draw(st.frozensets(st.sampled_from(["D2", "D3"]))),
            draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5)])),
            draw(st.none() | st.integers(0, 6)),
        )
        for n in sorted(draw(st.sets(ids)))
    ]
    cases = [
        CaseToShare(
            f"C{n:02}",
            draw(st.sampled_from(["D2", "D3"])),
            draw(st.sampled_from(["", "A", "B", "C"])),
            draw(st.none() | st.integers(1, 5)),
            draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 16)))
    ]
    conflicts = draw(
        st.lists(
            st.builds(
                Conflict,
                reader=ids,
                because=st.just("a relation"),
                reference=st.sampled_from(["", "C00", "C01"]),
                case_manager=st.sampled_from(["", "A"]),
            ),
            max_size=3,
        )
    )
    return cases, readers, conflicts


def test_every_case_is_shared_with_somebody_who_may_read_it_or_explained(long_run: bool) -> None:
    @examples(long_run, 200, 4000)
    @given(boards())
    def holds(board: tuple[list[CaseToShare], list[Reader], list[Conflict]]) -> None:
        cases, readers, conflicts = board
        found = shared_out(cases, readers, conflicts)
        by_id, by_reference = {one.id: one for one in readers}, {one.reference: one for one in cases}
        assert sorted([one.reference for one in (*found.shared, *found.unshared)]) == sorted(by_reference)
        assert all(one.sentence.endswith(".") for one in found.shared)
        assert all(one.because.endswith(".") for one in found.unshared)
        for one in found.shared:
            case = by_reference[one.reference]
            assert why_barred(case, by_id[one.reader], conflicts) == ""
            assert one.moved_from == (case.held_by if case.held_by != one.reader else None)
            assert (one.why is Why.KEPT) is (case.held_by == one.reader)
        for case in cases:
            holder = by_id.get(case.held_by or 0)
            if case.begun and holder and not why_barred(case, holder, conflicts):
                assert Shared(case.reference, holder.id, Why.KEPT, f"{holder.name} has begun it.") in found.shared
        begun = Counter(one.reader for one in found.shared if by_reference[one.reference].begun and one.why is Why.KEPT)
        for reader, count in found.by_reader().items():
            most = by_id[reader].most
            assert most is None or count <= max(most, begun[reader])

    holds()


def could_take_one_more(
    found: Sharing, left: Unshared, cases: list[CaseToShare], readers: list[Reader], conflicts: list[Conflict]
) -> bool:
    """Whether any arrangement of the cases not begun has room for one more, by trying every chain of moves."""
    by_id, known = {one.id: one for one in readers}, {one.reference: one for one in cases}
    count, holder = found.by_reader(), {one.reference: one.reader for one in found.shared}
    reached, waiting = {left.reference}, [left.reference]
    while waiting:
        case = known[waiting.pop()]
        for reader in readers:
            if why_barred(case, reader, conflicts):
                continue
            if reader.most is None or count.get(reader.id, 0) < by_id[reader.id].most:  # type: ignore[operator]
                return True
            more = {ref for ref, held in holder.items() if held == reader.id and not known[ref].begun} - reached
            reached |= more
            waiting += more
    return False


def test_what_is_not_shared_out_cannot_be(long_run: bool) -> None:
    @examples(long_run, 200, 4000)
    @given(boards())
    def holds(board: tuple[list[CaseToShare], list[Reader], list[Conflict]]) -> None:
        found = shared_out(*board)
        assert not any(could_take_one_more(found, left, *board) for left in found.unshared)

    holds()


def test_the_order_of_what_is_given_changes_nothing(long_run: bool) -> None:
    @examples(long_run, 100, 1500)
    @given(boards(), st.randoms(use_true_random=False))
    def holds(board: tuple[list[CaseToShare], list[Reader], list[Conflict]], chance: Random) -> None:
        cases, readers, conflicts = (list(part) for part in board)
        chance.shuffle(cases)
        chance.shuffle(readers)
        assert shared_out(cases, readers, conflicts) == shared_out(*board)

    holds()


def test_a_second_sharing_moves_nothing(long_run: bool) -> None:
    @examples(long_run, 100, 1500)
    @given(boards())
    def holds(board: tuple[list[CaseToShare], list[Reader], list[Conflict]]) -> None:
        cases, readers, conflicts = board
        first = {one.reference: one.reader for one in shared_out(cases, readers, conflicts).shared}
        held = [replace(one, held_by=first.get(one.reference)) for one in cases]
        assert shared_out(held, readers, conflicts).moved == ()

    holds()


def test_nobody_has_more_than_their_share_while_another_could_take_it(long_run: bool) -> None:
    @examples(long_run, 200, 4000)
    @given(boards())
    def holds(board: tuple[list[CaseToShare], list[Reader], list[Conflict]]) -> None:
        cases, readers, conflicts = board
        found = shared_out(cases, readers, conflicts)
        known, count = {one.reference: one for one in cases}, Counter(found.by_reader())
        shares = apportioned(
            sum(any(not why_barred(case, reader, conflicts) for reader in readers) for case in cases),
            {one.id: one.days for one in readers},
            {one.id: len(cases) * bool(one.days) if one.most is None else one.most for one in readers},
        )
        above = {one.id for one in readers if count[one.id] > shares[one.id]}
        below = [one for one in readers if count[one.id] < shares[one.id]]
        for one in found.shared:
            if one.reader in above and not known[one.reference].begun:
                assert all(why_barred(known[one.reference], other, conflicts) for other in below)

    holds()


def test_who_reads_one_domain_only_has_their_share_of_it() -> None:
    """What fits nobody's share goes to who can read it, and their other cases move on to who has days left."""
    days = {"court": 3, "both": 5, "rest": 4}
    skills = {"court": {"D2"}, "both": {"D2", "D3"}, "rest": {"D3"}}
    readers = [Reader(n, name, frozenset(skills[name]), Fraction(days[name])) for n, name in enumerate(days)]
    managers = Random(16)
    cases = [CaseToShare(f"C{n:02}", "D2" if n < 20 else "D3", managers.choice("AAABBCDE")) for n in range(52)]
    found = shared_out(cases, readers, [Conflict(1, "they are cousins", case_manager="A")])
    assert found.by_reader() == {0: 13, 1: 22, 2: 17}


@given(
    st.lists(st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3)]), min_size=1, max_size=5),
    st.lists(st.sampled_from(["", "A", "B", "C"]), max_size=40),
)
def test_with_nothing_in_the_way_everybody_has_their_share_of_the_days(
    days: list[Fraction], managers: list[str]
) -> None:
    readers = [Reader(n, f"Reader {n}", BOTH, length) for n, length in enumerate(days)]
    found = shared_out([CaseToShare(f"C{n:02}", "D2", manager) for n, manager in enumerate(managers)], readers)
    assert found.unshared == ()
    for reader in readers:
        assert abs(found.by_reader().get(reader.id, 0) - len(managers) * reader.days / sum(days)) < 1


def cases_of(managers: str, domain: str = "D2") -> list[CaseToShare]:
    return [CaseToShare(f"C{n}", domain, manager.strip()) for n, manager in enumerate(managers)]


def readers_of(found: Sharing) -> str:
    return "".join(str(one.reader) for one in found.shared)


def test_cases_of_a_case_manager_go_to_one_reader() -> None:
    found = shared_out(cases_of("ABCABCABC"), [ANN, BEA, CAT])
    assert readers_of(found) == "123123123"
    assert found.shared[0].why is Why.SAME_CASE_MANAGER
    assert found.shared[0].sentence == "Shares the case manager of two others of Ann."
    # a group larger than a share is divided
    assert Counter(readers_of(shared_out(cases_of("AAAAAA"), [ANN, BEA, CAT]))) == {"1": 2, "2": 2, "3": 2}


def test_a_case_manager_whose_cases_somebody_reads_already_stays_with_them() -> None:
    held = [CaseToShare("H1", "D2", "B", held_by=2), CaseToShare("H2", "D2", "C", held_by=1)]
    found = shared_out([*held, CaseToShare("N1", "D2", "B"), CaseToShare("N2", "D2", "C")], [ANN, BEA])
    assert {one.reference: one.reader for one in found.shared} == {"H1": 2, "H2": 1, "N1": 2, "N2": 1}


def test_sentences_say_why() -> None:
    court = replace(CAT, domains=frozenset({"D2"}))
    found = shared_out([*cases_of("  "), CaseToShare("X", "D3")], [replace(ANN, days=Fraction(1)), court])
    assert [(one.reference, one.reader, one.sentence) for one in found.shared] == [
        ("C0", 3, "Fewest for the days: Cat has two cases for 2 days."),
        ("C1", 3, "Fewest for the days: Cat has two cases for 2 days."),
        ("X", 1, "Nobody but Ann can read it."),
    ]


@pytest.mark.parametrize(
    ("conflict", "barred"),
    [
        (Conflict(1, "they are cousins", case_manager="A"), "A"),
        (Conflict(1, "taught the child", reference="C1"), "B"),
        (Conflict(1, "worked there until May"), "AB"),
        (Conflict(1, "both", reference="C1", case_manager="A"), "AB"),
        (Conflict(1, "written otherwise", case_manager=" a "), "A"),
        (Conflict(1, "written otherwise", reference="c1"), "B"),
        (Conflict(2, "somebody else's"), ""),
    ],
)
def test_conflicts_bar_what_they_name(conflict: Conflict, barred: str) -> None:
    cases = cases_of("AB")
    assert "".join(one.case_manager for one in cases if why_barred(one, ANN, [conflict])) == barred
    found = shared_out(cases, [ANN], [conflict])
    assert len(found.unshared) == len(barred)
    assert all(one.because == f"Ann has declared a conflict of interest: {conflict.because}." for one in found.unshared)


def test_what_cannot_be_shared_out_says_why() -> None:
    one = [CaseToShare("C1", "D3", "A")]
    court = replace(ANN, domains=frozenset({"D2"}))
    away, full = replace(BEA, days=Fraction(0)), replace(CAT, most=0)
    assert shared_out(one, []).unshared == (Unshared("C1", "There are no readers."),)
    assert shared_out(one, [court]).unshared[0].because == "Nobody reads D3 cases."
    assert shared_out(one, [court, away, full]).unshared[0].because == (
        "Ann does not read D3 cases. Bea has no days. Cat takes no cases."
    )
    two = [*one, CaseToShare("C2", "D3", "A")]
    assert shared_out(two, [replace(ANN, most=1)]).unshared == (
        Unshared("C2", "All who can read it have as many cases as they take: Ann."),
    )


def test_room_is_made_by_moving_what_another_can_read() -> None:
    """Only Ann reads D3, and takes one case: the D2 case that she was given first moves on to Bea."""
    ann, bea = replace(ANN, most=1), replace(BEA, domains=frozenset({"D2"}), most=1)
    cases = [CaseToShare("C1", "D2", held_by=1), CaseToShare("C2", "D3")]
    found = shared_out(cases, [ann, bea])
    assert {one.reference: one.reader for one in found.shared} == {"C1": 2, "C2": 1}
    assert found.moved[0].sentence.endswith("Moved: Ann had more than their share.")
    begun = shared_out([replace(cases[0], begun=True), cases[1]], [ann, bea])
    assert [one.reference for one in begun.unshared] == ["C2"]


def test_a_late_arrival_takes_what_is_not_begun() -> None:
    held = [replace(one, held_by=1, begun=n < 2) for n, one in enumerate(cases_of("ABCDEF"))]
    found = shared_out(held, [ANN, BEA])
    assert Counter(readers_of(found)) == {"1": 3, "2": 3}
    assert {one.reference for one in found.moved} <= {"C2", "C3", "C4", "C5"}
    assert all("Moved: Ann had more than their share." in one.sentence for one in found.moved)


def test_a_sick_day_moves_everything_that_person_had_and_nothing_else() -> None:
    held = [replace(one, held_by=1 + n % 3, begun=n < 3) for n, one in enumerate(cases_of("ABCABCABC"))]
    found = shared_out(held, [replace(ANN, days=Fraction(0)), BEA, CAT])
    assert {one.reference for one in found.moved} == {one.reference for one in held if one.held_by == 1}
    assert all("Moved: Ann has no days." in one.sentence for one in found.moved)
    kept = {one.reference: one.sentence.endswith("What is answered is kept.") for one in found.moved}
    assert kept == {one.reference: one.begun for one in held if one.reference in kept}
    gone = shared_out(held, [BEA, CAT])
    assert [one.reader for one in gone.shared] == [one.reader for one in found.shared]
    assert all("Moved: who had it is not on the team." in one.sentence for one in gone.moved)


def test_a_conflict_declared_late_moves_that_case_alone() -> None:
    held = [replace(one, held_by=1 + n % 2, begun=True) for n, one in enumerate(cases_of("ABAB"))]
    found = shared_out(held, [ANN, BEA], [Conflict(1, "they are cousins", reference="C2")])
    assert [one.reference for one in found.moved] == ["C2"]
    assert "Moved: Ann has declared a conflict of interest: they are cousins." in found.moved[0].sentence
