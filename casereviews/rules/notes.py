"""Notes beside the answers of a review: which there can be in a case, and what each may hold.

A note stands under "note." and its code. None of them enters a figure, is required, or is set aside by relevance: what
was said or seen stays what it was, whatever becomes of the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from standards.structure import QuestionOutline

if TYPE_CHECKING:
    from casereviews.rules.sheet import Sheet

INTERVIEW, SPOKEN_TO = "note.interview", "note.spoken_to"
FOR_REPORT, COME_BACK = "yes", "come_back"
LONGEST_FOUND = 500  # characters: a document and a date, no second note
LONGEST_PSEUDONYM = 60


class NoteKind(StrEnum):
    """What a note is, by the word of its code; interview questions have codes of their edition."""

    QUESTION = "question"
    INTERVIEW = "interview"
    SPOKEN_TO = "spoken_to"
    FOUND = "found"  # where in the file
    REPORT = "report"  # the answer's own note is marked for the report
    MARK = "mark"  # come back to this
    WHY = "why"  # at a judgement that its prompts do not lead to expect
    GOOD = "good"  # an example of practice
    WEAK = "weak"


EXAMPLES = (NoteKind.GOOD, NoteKind.WEAK)
TICKED = (f"note.{NoteKind.REPORT}.", f"note.{NoteKind.MARK}.")
BESIDE_ANSWERS = (NoteKind.FOUND, NoteKind.REPORT, NoteKind.MARK)


@dataclass(frozen=True, slots=True)
class NotePlace:
    """One note of a case: what it is, what it is about, and what it may hold."""

    kind: NoteKind
    about: str = ""  # the address of an answer or a judgement, the number of a standard, the code of a question
    question: QuestionOutline | None = None  # the key question it stands at
    options: tuple[str, ...] = ()
    longest: int = 0  # characters of a value in words; 0 with no options: it holds no value
    longest_note: int | None = None  # None: as much as any note holds; 0: none
    prompts: tuple[str, ...] = ()  # its value lists some of these addresses


def note_target(kind: NoteKind, about: str) -> str:
    """The address of a note about `about`, as "note.mark.2.1.1.a"."""
    return f"note.{kind}.{about}"


def is_ticked(target: str) -> bool:
    """Its value is given by ticking, of which a browser without scripts posts nothing when none is set."""
    return target == INTERVIEW or target.startswith(TICKED)


def targets_at(question: QuestionOutline) -> list[str]:
    """Every target on the page of a key question: its prompts and itself, each with the notes beside it."""
    answers = [question.address, *(prompt.address for prompt in question.prompts)]
    beside = [note_target(kind, address) for address in answers for kind in BESIDE_ANSWERS]
    return [*answers, *beside, note_target(NoteKind.WHY, question.address)]


def note_place(sheet: "Sheet", target: str) -> NotePlace | None:
    """Where `target` stands among the notes of a case, or None where there can be no such note."""
    head, _, code = target.partition(".")
    if head != "note":
        return None
    if target == INTERVIEW:
        return NotePlace(NoteKind.INTERVIEW, prompts=prompts_of(sheet))
    if target == SPOKEN_TO:
        return NotePlace(NoteKind.SPOKEN_TO)
    word, _, about = code.partition(".")
    if about:
        return _about(sheet, word, about)
    if any(asked.code == code for asked in sheet.outline.interview):
        return NotePlace(NoteKind.QUESTION, code, options=("yes", "no", "not_relevant"))
    return None


def _about(sheet: "Sheet", word: str, about: str) -> NotePlace | None:
    if word in EXAMPLES:
        is_judged = any(standard.number == about for standard in sheet.domain.judged_standards)
        return NotePlace(NoteKind(word), about, longest=LONGEST_PSEUDONYM) if is_judged else None
    question = sheet.question_at(about)
    if question is None:
        return None
    if word == NoteKind.WHY:
        return NotePlace(NoteKind.WHY, about, question) if question.address == about else None
    return {
        NoteKind.FOUND.value: NotePlace(NoteKind.FOUND, about, question, longest_note=LONGEST_FOUND),
        NoteKind.REPORT.value: NotePlace(NoteKind.REPORT, about, question, (FOR_REPORT,), longest_note=0),
        NoteKind.MARK.value: NotePlace(NoteKind.MARK, about, question, (COME_BACK,), longest_note=0),
    }.get(word)


def prompts_of(sheet: "Sheet") -> tuple[str, ...]:
    """The addresses of every prompt of the case's domain, in the order of its pages."""
    return tuple(prompt.address for question in sheet.questions for prompt in question.prompts)


def value_in_order(place: NotePlace, value: str) -> str:
    """A list of prompts in the order of the pages, each once, unknown ones last; anything else as it is."""
    if not place.prompts:
        return value
    chosen = dict.fromkeys(value.split())
    known = [prompt for prompt in place.prompts if prompt in chosen]
    return " ".join([*known, *(address for address in chosen if address not in known)])


def why_not(place: NotePlace, value: str, note: str) -> tuple[str, bool] | None:
    """Why a note cannot hold this, as a sentence, and whether the fault lies in its text; None where it can."""
    if value and (sentence := _value_fault(place, value)):
        return sentence, False
    longest = place.longest_note
    if note and longest == 0:
        return "This is ticked or not; it holds no words.", True
    if longest is not None and len(note) > longest:
        return f"This can hold {longest} characters; you have {len(note):,}. Name the document and its date.", True
    return None


def _value_fault(place: NotePlace, value: str) -> str:
    if place.prompts:
        unknown = [address for address in value.split(" ") if address not in place.prompts]
        return f"“{unknown[0][:40]}” is not a prompt of this case. Choose the prompts again." if unknown else ""
    if place.options:
        is_offered = value in place.options
        return "" if is_offered else f"“{value[:40]}” is not one of the answers offered. Choose one of those."
    if not place.longest:
        return "This holds words only. Write them in the note."
    if len(value) > place.longest:
        return f"This can hold {place.longest} characters; you have {len(value):,}. Shorten it."
    return "" if value.isprintable() else "Write the name in one line."


def linked_prompts(sheet: "Sheet") -> frozenset[str]:
    """The prompts that the interview note bears on."""
    row = sheet.rows.notes.get(INTERVIEW)
    return frozenset(row.value.split()) if row and row.note else frozenset()


def marked(sheet: "Sheet") -> list[str]:
    """The addresses to come back to, in the order of the pages."""
    return [address for address in _addresses(sheet) if _is_given(sheet, NoteKind.MARK, address)]


def _addresses(sheet: "Sheet") -> Iterator[str]:
    for question in sheet.questions:
        yield from (prompt.address for prompt in question.prompts)
        yield question.address


def _is_given(sheet: "Sheet", kind: NoteKind, about: str) -> bool:
    row = sheet.rows.notes.get(note_target(kind, about))
    return row is not None and bool(row.value)


def notes_given(sheet: "Sheet") -> int:
    """How much of the interview page is filled in: it requires nothing."""
    return sum(
        1 for target in interview_targets(sheet) if (row := sheet.rows.notes.get(target)) and (row.value or row.note)
    )


def interview_targets(sheet: "Sheet") -> tuple[str, ...]:
    """What the interview page asks for, in its order."""
    examples = tuple(note_target(kind, s.number) for s in sheet.domain.judged_standards for kind in EXAMPLES)
    return (*(asked.target for asked in sheet.outline.interview), INTERVIEW, SPOKEN_TO, *examples)
