"""Footnotes: one numbering through bodies, the same text once in each."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.rules import Note, headings_raised, notes_in, numbered

WORDS = st.sampled_from(["By the table.", "Source: the service.", "Read <em>again</em>."])
PIECES = st.lists(st.one_of(WORDS.map(lambda words: f"<plumb-note>{words}</plumb-note>"), st.just("<p>Text</p>")))
BODIES = st.lists(PIECES.map("".join), max_size=6)


def test_notes_are_numbered_from_the_first_and_lead_there_and_back() -> None:
    found = numbered("<p>Good<plumb-note>By the\n table.</plumb-note> so<plumb-note>Two.</plumb-note></p>", 12)
    assert found.notes == (Note(12, "By the table."), Note(13, "Two."))
    words = '<span class="govuk-visually-hidden"> Note </span>12'
    mark = f'<a class="govuk-link" href="#note-12" id="note-12-from">{words}</a>'
    assert f'<p>Good<sup class="plumb-note">{mark}</sup> so' in found.html


def test_the_same_note_twice_is_one_with_two_places() -> None:
    found = numbered("<plumb-note>One.</plumb-note><plumb-note>Two.</plumb-note><plumb-note>One.</plumb-note>", 1)
    assert [note.html for note in found.notes] == ["One.", "Two."]
    assert re.findall(r'id="([^"]+)"', found.html) == ["note-1-from", "note-2-from", "note-1-from-2"]


def test_a_body_without_notes_stays_as_it_is() -> None:
    assert numbered("<p>Nothing</p>", 3).html == "<p>Nothing</p>"
    assert notes_in("") == ()


@given(BODIES)
def test_numbers_run_through_a_report_without_a_gap(bodies: list[str]) -> None:
    first, numbers, ids = 1, [], []
    for body in bodies:
        found = numbered(body, first)
        assert tuple(note.html for note in found.notes) == notes_in(body)
        assert "plumb-note>" not in found.html
        assert found.html.count("<sup") == body.count("<plumb-note>")
        numbers += [note.number for note in found.notes]
        ids += re.findall(r'id="([^"]+)"', found.html)
        first += len(found.notes)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(ids) == len(set(ids))


def test_headings_are_raised_by_a_level() -> None:
    assert headings_raised('<h4 class="a">A</h4><p>h4</p>') == '<h3 class="a">A</h3><p>h4</p>'
