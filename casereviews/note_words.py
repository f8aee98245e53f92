"""What a note is called and what it says, in words."""

from casereviews.rules import NoteKind, NotePlace, Sheet
from standards.structure import filled

NOTE_VALUES = {"yes": "Yes", "no": "No", "not_relevant": "Not asked"}
NAMES = {
    NoteKind.INTERVIEW: "Interview note",
    NoteKind.SPOKEN_TO: "Others who were spoken to",
    NoteKind.FOUND: "Where in the file",
    NoteKind.REPORT: "For the report",
    NoteKind.MARK: "Come back to this",
    NoteKind.WHY: "Why the judgement and its prompts point different ways",
    NoteKind.GOOD: "An example of good practice",
    NoteKind.WEAK: "An example of weak practice",
}
TICKED = {NoteKind.REPORT: ("Not for the report", "For the report"), NoteKind.MARK: ("Not marked", "Come back to this")}


def note_text(sheet: Sheet, place: NotePlace, service_word: str) -> str:
    """What a note is about: "Where in the file: Is there enough analysis …"."""
    outline = sheet.outline
    if place.kind is NoteKind.QUESTION:
        return next(filled(asked.text, service_word) for asked in outline.interview if asked.code == place.about)
    name = NAMES[place.kind]
    if standard := outline.standards.get(place.about):
        return f"{name}, {standard.number} {standard.title}"
    found = outline.prompts.get(place.about) or outline.questions.get(place.about)
    return f"{name}: {filled(found.text, service_word)}" if found else name


def note_value(place: NotePlace, value: str) -> str:
    """What its value says; "" for a note of words only."""
    if place.kind in TICKED:
        return TICKED[place.kind][bool(value)]
    if place.kind is NoteKind.QUESTION:
        return NOTE_VALUES.get(value, "Not answered yet")
    if place.kind is NoteKind.INTERVIEW:
        questions = dict.fromkeys(address.rpartition(".")[0] for address in value.split())
        return f"Bears on prompts of {', '.join(questions)}" if questions else ""
    return value
