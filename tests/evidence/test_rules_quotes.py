"""A quote for print is the original with marked changes only."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.rules import edit_problem

SAID = "Jo has been brilliant with him, really patient, we had three workers before that and nobody told us why"


@pytest.mark.parametrize(
    ("original", "edited"),
    [
        (SAID, ""),
        (SAID, SAID),
        (SAID, f"  {SAID.replace(' ', '  ')} "),
        (SAID, "[The worker] has been brilliant with him … we had three workers before that and nobody told us why"),
        (SAID, "… nobody told us why"),
        (SAID, "Jo has been brilliant …"),
        (SAID, "Jo has been brilliant ..."),
        (SAID, "[They have] been … patient …"),
        ("They helped", "[t]hey helped"),
        ("they listend", "they liste[ne]d"),
        ("I dont mind", "I don[’]t mind"),
        ("It’s ok", "It's ok"),
        ("I was … unsure", "I was … unsure"),
        ("one. two. three", "one … three"),
        ("Tell [name] I said thanks", "Tell [the worker] I said thanks"),
    ],
)
def test_marked_changes_are_what_an_edit_may_hold(original: str, edited: str) -> None:
    assert edit_problem(original, edited) == ""


@pytest.mark.parametrize(
    ("original", "edited"),
    [
        (SAID, "Jo has been brilliant"),  # the end left out, unmarked
        (SAID, "has been brilliant …"),
        (SAID, "Jo has been quite brilliant …"),
        (SAID, "nobody told us why … Jo has been brilliant …"),  # another order
        ("They were unhelpful", "They were … helpful"),  # half a word left out makes its contrary
        ("They were unhelpful", "They were [very] helpful"),
        ("They were helpful", "They were helpful[!"),
        ("They were helpful", "They were [really [very] helpful]"),
        ("They were helpful", "They were [] helpful"),
        ("They were helpful", "[Everything was fine]"),
        ("They were helpful", "…"),
        ("I can not go", "I can now go"),
        ("I am not sure", "I am sure"),
    ],
)
def test_an_unmarked_change_is_refused(original: str, edited: str) -> None:
    assert edit_problem(original, edited) != ""


WORDS = st.lists(st.text("abcxyz", min_size=1, max_size=6), min_size=2, max_size=10)


@given(WORDS, st.data())
def test_leaving_words_out_with_the_mark_always_fits(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    assume(last - first + 1 < len(words))
    edited = " ".join([*words[:first], "…", *words[last + 1 :]])
    assert edit_problem(" ".join(words), edited) == ""


@given(WORDS, st.data())
def test_putting_words_in_place_of_others_in_brackets_always_fits(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    edited = " ".join([*words[:place], "[somebody]", *words[place + 1 :]])
    assert edit_problem(" ".join(words), edited) == ""


@given(WORDS, st.data())
def test_a_word_changed_left_out_or_put_in_without_a_mark_never_fits(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([["q"], [], [words[place], "q"]]))
    edited = " ".join([*words[:place], *other, *words[place + 1 :]])
    assume(edited.strip() and edited != " ".join(words))
    assert edit_problem(" ".join(words), edited) != ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_an_answer(original: str, edited: str) -> None:
    assert isinstance(edit_problem(original, edited), str)
