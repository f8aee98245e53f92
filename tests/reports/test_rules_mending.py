"""Mends of prose: what is replaced, and all else as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import checked, passages_of
from reports.rules.mending import figure_put, mended, text_put

STRONG = [{"type": "strong"}]
FIGURE = figure_put("question:2.1.1", "of_the")


def say(source: str, form: str) -> str:
    return "nine of the 23 cases"


def line(*pieces):
    return {"type": "paragraph", "content": list(pieces)}


def text(words, marks=None):
    return {"type": "text", "text": words, **({"marks": marks} if marks else {})}


def read(node):
    return [passage.text for passage in passages_of([node], say, section="s")]


def mend(node, found, put, at=0):
    start = read(node)[at].index(found)
    return mended(node, line=at, span=(start, start + len(found)), put=put, say=say)


def test_words_give_way_to_a_live_figure():
    node = mend(line(text("In nine of the 23 cases it was.")), "nine of the 23 cases", FIGURE)
    assert node == line(text("In "), FIGURE, text(" it was."))


def test_marks_stay_with_what_they_mark_and_the_first_goes_on_to_what_is_put():
    node = line(text("A "), text("youth offending", STRONG), text(" team (YOT) met."))
    assert mend(node, "youth offending team (YOT)", text_put("YOT")) == line(
        text("A "), text("YOT", STRONG), text(" met.")
    )


def test_figures_and_footnotes_beside_it_stay():
    note = {"type": "note", "content": [text("A source.")]}
    node = line(text("Ten standards "), note, FIGURE, text(" and ten more."))
    assert mend(node, "Ten", text_put("12")) == line(
        text("12"), text(" standards "), note, FIGURE, text(" and ten more.")
    )
    assert mend(line(text("ten "), note, text("standards.")), "ten standards", text_put("12 standards")) == line(
        text("12 standards"), note, text(".")
    )


def test_a_figure_is_never_parted():
    assert mend(line(text("So "), FIGURE, text(" were.")), "the 23 cases were", text_put("x")) is None
    assert mend(line(FIGURE), "Nine of the 23 cases", text_put("x")) is None  # nothing typed is replaced


def test_items_of_lists_and_footnotes_are_lines_of_their_own():
    note = {"type": "note", "content": [text("Ten said so.")]}
    node = {
        "type": "bullets",
        "content": [{"type": "item", "content": [text("One"), note]}, {"type": "item", "content": [text("Ten are.")]}],
    }
    assert read(node) == ["One", "Ten said so.", "Ten are."]
    assert read(mend(node, "Ten", text_put("12"), at=1)) == ["One", "12 said so.", "Ten are."]
    assert read(mend(node, "Ten", text_put("12"), at=2)) == ["One", "Ten said so.", "12 are."]


@pytest.mark.parametrize(("number", "span"), [(3, (0, 1)), (0, (90, 95))])
def test_a_place_that_is_not_there_mends_nothing(number, span):
    assert mended(line(text("Short.")), line=number, span=span, put=text_put("x"), say=say) is None


PIECES = st.lists(st.one_of(st.builds(text, st.text("abc .", min_size=1)), st.just(FIGURE)), min_size=1, max_size=6)


@given(PIECES, st.data())
def test_any_mend_reads_as_the_text_with_the_words_replaced(pieces, data):
    node = line(*pieces)
    (before,) = read(node)
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    after = mended(node, line=0, span=(start, end), put=text_put("X."), say=lambda *_: "nine of the 23 cases")
    if after is not None:
        checked(after)
        assert read(after)[0].lower() == (before[:start] + "X." + before[end:]).lower()
