import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import TOO_FEW, Slice, Tally, slices_of


def hidden(*relevant: int) -> list[int]:
    """Of slices with so many relevant cases, which are hidden, by place from 0."""
    counts = {str(place): Tally(0, number) for place, number in enumerate(relevant)}
    return [int(part.level) for part in slices_of(counts) if part.is_hidden]


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ((20, 9), []),
        ((20, 5), []),
        ((20, 4), [0, 1]),  # one alone could be worked out: the next smallest, here the other, is hidden too
        ((20, 9, 4), [1, 2]),
        ((20, 9, 6, 4), [2, 3]),
        ((20, 9, 4, 3), [2, 3]),  # together seven
        ((20, 9, 2, 1), [1, 2, 3]),  # together three would be too few: the nine are hidden too
        ((20, 4, 0), [0, 1]),  # nothing is no case to protect, and hides none
        ((3, 0), [0]),  # nothing else to hide: all there is
        ((2, 2), [0, 1]),
        ((7, 7, 4), [0, 2]),  # of equal ones the first
        ((0, 0), []),
        ((), []),
    ],
)
def test_slices_of_fewer_than_five_are_hidden_and_cannot_be_worked_out(
    relevant: tuple[int, ...], expected: list[int]
) -> None:
    assert hidden(*relevant) == expected


def test_a_slice_tells_how_many_cases_also_where_it_tells_no_more() -> None:
    counts = {"female": Tally(2, 3), "male": Tally(6, 8), "another": Tally(5, 9)}
    assert slices_of(counts) == (Slice("female", 3, None), Slice("male", 8, None), Slice("another", 9, Tally(5, 9)))


@given(st.lists(st.integers(0, 12), max_size=8))
def test_what_is_left_over_never_speaks_of_fewer_than_five_or_of_one_slice(relevant: list[int]) -> None:
    found = slices_of({str(place): Tally(0, number) for place, number in enumerate(relevant)})
    out = [part for part in found if part.is_hidden]
    shown = [part for part in found if part.tally and part.relevant]
    assert all(part.relevant >= TOO_FEW for part in shown)
    assert not shown or not out or (len(out) > 1 and sum(part.relevant for part in out) >= TOO_FEW)
    if not any(0 < number < TOO_FEW for number in relevant):
        assert not out
