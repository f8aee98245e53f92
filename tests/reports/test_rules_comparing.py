"""Two versions beside each other: nothing of either is lost, and what changed is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import Mark, Piece, Row, blocks_of, compared

WORDS = st.lists(
    st.sampled_from(
        ["nine", "9", "of", "<span class='plumb-figure'>all but 2</span>", "23", "cases.", "45%", "A", "girl"]
    ),
    max_size=6,
).map(" ".join)
BODIES = st.lists(WORDS, max_size=5).map(lambda texts: "".join(f"<p>{text}</p>" for text in texts))


def test_a_body_is_read_as_its_paragraphs_items_and_rows() -> None:
    body = (
        "<p>One <strong>two</strong></p><ul><li>three</li></ul><svg><text>no</text></svg>"
        "<table><caption>C</caption><tr><th>Q</th><td>9 of 23</td><td>39%</td></tr></table>"
    )
    assert blocks_of(body) == ["One two", "three", "C", "Q | 9 of 23 | 39%"]


def test_a_footnote_stands_in_brackets_at_its_place() -> None:
    body = (
        "<p>Rated Good<plumb-note>By the <a href='#'>table</a>.</plumb-note>, as before.</p><blockquote>Q</blockquote>"
    )
    assert blocks_of(body) == ["Rated Good [Note: By the table.], as before.", "Q"]


def test_figures_are_marked_apart_from_words() -> None:
    (row,) = compared("<p>So it was in 9 of the 23 cases.</p>", "<p>So it was in 11 of all 23 cases.</p>")
    assert [piece for piece in row.after if piece.mark is not Mark.SAME] == [
        Piece(Mark.FIGURE, "11"),
        Piece(Mark.WORDS, "all"),
    ]
    assert row.is_changed


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [
        ("There were nine girls.", "There were eight girls.", "eight"),
        (
            'In <span class="plumb-figure">all but two</span> cases.',
            'In <span class="plumb-figure">both</span> cases.',
            "both",
        ),
        ('Rated <span class="plumb-figure">Good</span>.', 'Rated <span class="plumb-figure">Poor</span>.', "Poor"),
    ],
)
def test_numbers_in_words_and_live_figures_are_figures(before: str, after: str, figure: str) -> None:
    (row,) = compared(f"<p>{before}</p>", f"<p>{after}</p>")
    assert Piece(Mark.FIGURE, figure) in row.after
    assert said(row.before) == blocks_of(f"<p>{before}</p>")[0]


def test_a_typed_figure_that_became_a_live_one_reads_the_same() -> None:
    (row,) = compared("<p>In 9 cases.</p>", '<p>In <span class="plumb-figure">9</span> cases.</p>')
    assert not row.is_changed


def test_what_would_take_too_long_is_marked_as_a_whole_but_for_its_ends() -> None:
    (row,) = compared(f"<p>Begun {'a b ' * 4000} ended.</p>", f"<p>Begun {'b a ' * 4000}c ended.</p>")
    assert [piece.mark for piece in row.after] == [Mark.SAME, Mark.WORDS, Mark.SAME]
    assert (row.after[0].text, row.after[2].text) == ("Begun ", " ended.")


def test_what_came_and_went_has_an_empty_side() -> None:
    rows = compared("<p>Gone</p><p>Stays</p>", "<p>Stays</p><p>New</p>")
    assert [(bool(row.before), bool(row.after), row.is_changed) for row in rows] == [
        (True, False, True), (True, True, False), (False, True, True),
    ]  # fmt: skip


@given(BODIES, BODIES)
def test_each_side_reads_as_its_version(before: str, after: str) -> None:
    rows = compared(before, after)
    assert [said(row.before) for row in rows if row.before] == blocks_of(before)
    assert [said(row.after) for row in rows if row.after] == blocks_of(after)
    assert any(row.is_changed for row in rows) == (blocks_of(before) != blocks_of(after))


def said(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("body", ["", "<p></p>", "<p> </p>"])
def test_nothing_is_no_row(body: str) -> None:
    assert compared(body, body) == []
    assert compared(body, "<p>x</p>") == [Row((), (Piece(Mark.WORDS, "x"),))]
