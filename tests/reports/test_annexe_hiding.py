"""What is hidden of counts of children: nobody who knows the sums and the rule can work one out."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.annexe.rules import hidden_levels

HIDDEN = "c"
Counts = tuple[int, ...]
Shown = tuple[object, ...]


def hidden(*columns: Counts) -> list[int]:
    """Which levels are hidden, by place from 0."""
    return sorted(int(level) for level in hidden_levels([named(column) for column in columns]))


def named(column: Counts) -> dict[str, int]:
    return {str(place): cases for place, cases in enumerate(column)}


def shown(*columns: Counts) -> tuple[Shown, ...]:
    """The table as it is made public."""
    gone = hidden(*columns)
    return tuple(
        tuple(HIDDEN if place in gone and any(column) else cases for place, cases in enumerate(column))
        for column in columns
    )


def of_sum(cases: int, levels: int) -> Iterator[Counts]:
    """Every way to part so many cases among so many levels."""
    if levels == 1:
        yield (cases,)
        return
    for first in range(cases + 1):
        yield from ((first, *rest) for rest in of_sum(cases - first, levels - 1))


def told(tables: list[tuple[Counts, ...]]) -> list[tuple[Shown, ...]]:
    """Of all these tables, whose sums are the same, what is made public where a hidden count follows from it."""
    same: dict[tuple[Shown, ...], list[tuple[Counts, ...]]] = defaultdict(list)
    for table in tables:
        same[shown(*table)].append(table)
    return [
        public
        for public, could_be in same.items()
        for column, cells in enumerate(public)
        for place, cell in enumerate(cells)
        if cell == HIDDEN and len({table[column][place] for table in could_be}) < 2
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 5), []),
        ((20, 5, 0), []),  # nothing is no child to protect
        ((20, 4), [0, 1]),
        ((20, 4, 0), [0, 1]),
        ((20, 9, 4), [1, 2]),
        ((20, 9, 2, 1), [1, 2, 3]),  # three cases in two levels would be too few
        ((15, 15, 4), [0, 1, 2]),  # 4 and 15 would be as many as can be: four would follow
        ((5, 4, 4), [0, 1, 2]),
        ((3, 0), [0, 1]),  # zero would tell that all three are in the other
        ((0, 0), []),
        ((2,), [0]),
        ((), []),
    ],
)
def test_counts_below_five_are_hidden_and_what_tells_them(counts: Counts, expected: list[int]) -> None:
    assert hidden(counts) == expected


def test_what_one_column_hides_every_column_hides_but_an_empty_one() -> None:
    assert hidden((12, 9, 30), (4, 6, 20)) == [0, 1]
    assert shown((12, 9, 30), (4, 6, 20), (0, 0, 0)) == (("c", "c", 30), ("c", "c", 20), (0, 0, 0))


@pytest.mark.parametrize(("most", "levels"), [(24, 2), (24, 3), (20, 4), (12, 5), (9, 6)])
def test_no_hidden_count_follows_from_what_is_shown(most: int, levels: int, long_run: bool) -> None:
    """Every table there is, held against a reader who tries every table with the same sum by the same rule."""
    for cases in range(1, most + (6 if long_run else 1)):
        assert told([(counts,) for counts in of_sum(cases, levels)]) == []


@pytest.mark.parametrize(("eligible", "sample", "levels"), [(16, 9, 2), (12, 4, 3), (13, 7, 3), (9, 9, 3)])
def test_no_hidden_count_follows_from_two_columns(eligible: int, sample: int, levels: int) -> None:
    tables = [(one, two) for one in of_sum(eligible, levels) for two in of_sum(sample, levels)]
    assert told(tables) == []


@given(st.integers(1, 3), st.integers(1, 7), st.data())
def test_whatever_is_shown_is_five_or_more_or_nothing(columns: int, levels: int, data: st.DataObject) -> None:
    counts = st.tuples(*[st.integers(0, 30)] * levels)
    table = [data.draw(counts) for _ in range(columns)]
    gone = hidden(*table)
    for column in table:
        left = [cases for place, cases in enumerate(column) if place not in gone]
        assert all(cases == 0 or cases >= 5 for cases in left)
        if gone and any(column) and len(gone) < levels:
            assert len(gone) > 1 and sum(column) - sum(left) >= 5
    if not any(0 < cases < 5 for column in table for cases in column):
        assert gone == []


@example([7, 7, 2, 2])  # the first is seven, or four beside four and three
@given(st.lists(st.integers(0, 40), min_size=2, max_size=7))
def test_a_hidden_count_could_be_another_one(counts: list[int]) -> None:
    """Larger tables than can all be tried: for each hidden count some other table is made public alike."""
    column = tuple(counts)
    public = shown(column)[0]
    for place, cell in enumerate(public):
        if cell == HIDDEN and sum(column) > 1:
            others = chain(moved(column, place), parted(column, place, public))
            assert any(shown(other) == (public,) for other in others), (column, place)


def parted(column: Counts, place: int, public: Shown) -> Iterator[Counts]:
    """Tables that show the same and in which this level has other cases."""
    gone = [other for other, cell in enumerate(public) if cell == HIDDEN]
    for cases in of_sum(sum(column[other] for other in gone), len(gone)):
        found = list(column)
        for other, here in zip(gone, cases, strict=True):
            found[other] = here
        if found[place] != column[place]:
            yield tuple(found)


def moved(column: Counts, place: int) -> Iterator[Counts]:
    """Tables with the same sum in which this level has other cases: some went to or came from others."""
    others = [other for other in range(len(column)) if other != place]
    for by in (*range(-4, 0), *range(1, 5)):
        for other in others:
            found = list(column)
            found[place] += by
            found[other] -= by
            if min(found) >= 0:
                yield tuple(found)
    for other in others:  # or they change places
        found = list(column)
        found[place], found[other] = found[other], found[place]
        if found[place] != column[place]:
            yield tuple(found)
