"""Rules of writing together: what becomes of a change, where it stands, how far a section is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import (
    BadNode,
    Became,
    Draft,
    Status,
    becomes,
    can_become,
    rank_between,
    sittings,
    words_in,
    written,
)
from tests.factories import NOW
from tests.reports.writing_material import figure, is_valid, says

A, B, C = says("a"), says("b"), says("c")


@pytest.mark.parametrize(
    ("node", "current", "version", "seen", "then", "became"),
    [
        (A, None, 0, 0, None, Became.SAVED),  # the first
        (B, A, 1, 1, None, Became.SAVED),  # seen
        (B, A, 2, 1, C, Became.CONFLICT),  # other words since
        (B, A, 2, 1, A, Became.SAVED),  # only its place changed since
        (A, A, 2, 1, C, Became.SAVED),  # says what stands
        (None, A, 2, 1, C, Became.CONFLICT),  # taken out unseen
        (B, None, 2, 1, A, Became.CONFLICT),  # written on what was taken out
        (B, A, 1, 0, None, Became.CONFLICT),  # begun twice under one key
        (B, A, 1, 2, None, Became.REFUSED),  # a version that never was
    ],
)
def test_what_becomes_of_a_change(*, node, current, version, seen, then, became):
    assert becomes(node, current=current, version=version, seen=seen, then=then) is became


blocks = st.none() | st.sampled_from([A, B, C])


@given(blocks, blocks, st.integers(0, 5), st.integers(0, 5), blocks)
def test_nothing_unseen_is_ever_overwritten(node, current, version, seen, then):
    became = becomes(node, current=current, version=version, seen=seen, then=then)
    if became is Became.SAVED:
        assert node == current or seen == version or then == current


def test_a_rank_lies_between_its_neighbours():
    assert rank_between(None, None) == 1024
    assert rank_between(3.0, None) == 1027
    assert rank_between(None, 3.0) == -1021
    assert rank_between(1.0, 2.0) == 1.5
    assert rank_between(1.0, 1.0 + 1e-9) is None


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_rank_is_between_or_there_is_no_room(before, gap):
    rank = rank_between(before, before + gap)
    assert rank is None or before < rank < before + gap


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (None, None),
        ({"type": "paragraph"}, None),
        ({"type": "paragraph", "content": []}, None),
        (says(" "), None),
        ({"type": "bullets", "content": [{"type": "item"}]}, None),
        ({"type": "paragraph", "content": [figure()]}, {"type": "paragraph", "content": [figure()]}),
        ({"type": "example", "attrs": {"id": 7}, "style": "x"}, {"type": "example", "attrs": {"id": 7}}),
        (says("a") | {"attrs": {"key": "k"}}, says("a")),
    ],
    ids=range(8),
)
def test_written_keeps_what_a_block_holds(node, found):
    assert written(node) == found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "content", "text", "attrs", "marks", "source"]), inner, max_size=4)
        | st.fixed_dictionaries(
            {"type": st.sampled_from(["paragraph", "text", "bullets", "item", "note"]), "content": inner}
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_is_a_block_of_the_schema_or_refused(node):
    try:
        found = written(node)
    except BadNode:
        return
    assert found is None or is_valid("node", found)


def test_what_can_become_what():
    may = {(now, then) for now in Status for then in Status if can_become(now, then)}
    assert may == {
        (Status.DRAFT, Status.REVIEWED),
        (Status.REVIEWED, Status.CLEARED),
        (Status.REVIEWED, Status.DRAFT),
        (Status.CLEARED, Status.DRAFT),
    }


def draft(version, by, minutes, node=A):
    return Draft(version, by, NOW + timedelta(minutes=minutes), node)


def test_sittings_end_with_another_person_or_a_rest():
    drafts = [draft(1, 1, 0), draft(2, 1, 9), draft(3, 2, 10), draft(4, 2, 20), draft(5, 2, 21, None), draft(6, 2, 22)]
    assert [one.version for one in sittings(drafts)] == [2, 3, 4, 5, 6]
    assert sittings([]) == []


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 15)), max_size=8))
def test_the_last_version_always_ends_a_sitting(steps):
    drafts, minute = [], 0
    for number, (by, rest) in enumerate(steps, 1):
        minute += rest
        drafts.append(draft(number, by, minute))
    assert sittings(drafts)[-1:] == drafts[-1:]


def test_words_in_counts_a_figure_as_one_and_footnotes_too():
    note = {"type": "note", "content": [{"type": "text", "text": "Two words"}]}
    items = {"type": "bullets", "content": [{"type": "item", "content": [{"type": "text", "text": "One"}]}] * 2}
    assert words_in([says("In "), {"type": "paragraph", "content": [figure(), note]}, items]) == 1 + 1 + 2 + 2
