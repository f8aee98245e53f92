"""Footnotes: where they stand in the stored bodies, and one numbering through the whole report. Pure.

A stored body holds <plumb-note>…</plumb-note> at the place of a note, so that a note moves with its text and no number
is kept anywhere. The same note twice in one section is one.
"""

import re
from dataclasses import dataclass

NOTE = re.compile(r"<plumb-note>(.*?)</plumb-note>", re.DOTALL)
BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A body with numbers where its notes stood, and the notes in their order."""

    html: str
    notes: tuple[Note, ...]


def notes_in(body: str) -> tuple[str, ...]:
    """The notes of a body as HTML, each once, in the order in which they come first."""
    return tuple(dict.fromkeys(_text(match) for match in NOTE.finditer(body)))


def numbered(body: str, first: int) -> Numbered:
    """The body with its notes numbered from `first` on. Each number leads to its note, and the note to the first."""
    notes = notes_in(body)
    numbers = {html: number for number, html in enumerate(notes, start=first)}
    times: dict[int, int] = {}

    def marked(match: re.Match[str]) -> str:
        number = numbers[_text(match)]
        times[number] = times.get(number, 0) + 1
        return _mark(number, times[number])

    return Numbered(NOTE.sub(marked, body), tuple(Note(number, html) for html, number in numbers.items()))


def _mark(number: int, time: int) -> str:
    name = f"note-{number}-from" + (f"-{time}" if time > 1 else "")
    words = f'<span class="govuk-visually-hidden"> Note </span>{number}'
    return f'<sup class="plumb-note"><a class="govuk-link" href="#note-{number}" id="{name}">{words}</a></sup>'


def _text(match: re.Match[str]) -> str:
    return BLANK.sub(" ", match[1]).strip()


def headings_raised(body: str) -> str:
    """For a section whose own heading stands a level higher: what is below it, too."""
    return body.replace("<h4", "<h3").replace("</h4>", "</h3>")
