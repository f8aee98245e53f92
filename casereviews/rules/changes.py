"""What becomes of a change that somebody made to an answer, a judgement, a fact, a classification or a note."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from casereviews.rules.notes import NotePlace, note_place, value_in_order, why_not
from casereviews.rules.sheet import Kind, Saved, Sheet, Value
from standards.rules import Relevance
from standards.structure import QuestionOutline


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one target, as somebody made it who saw version `seen` of it (0: nothing saved yet).

    `value` and `note` left None are unchanged; empty text empties them. For a judgement `note` is its reason.
    One sent by a device has an `id` of its own, under which it counts once, and may have seen an earlier change of that
    device, named by its id. What a page without JavaScript posts has none.
    """

    target: str
    seen: int | str
    value: str | None = None
    note: str | None = None
    id: str = ""


class Status(StrEnum):
    """What became of a change."""

    SAVED = "saved"
    DUPLICATE = "duplicate"  # it arrived before: what became of it then still holds
    CONFLICT = "conflict"
    KEPT_ASIDE = "kept_aside"  # under the author's name, for a review that is no longer theirs to change
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A change that arrived, by its id, and what became of it. `seen` and `version`: before it and after."""

    review_id: int
    by_id: int
    target: str
    status: Status
    seen: int
    version: int
    reason: str = ""
    at: datetime | None = None

    def is_of(self, review_id: int, by_id: int, target: str) -> bool:
        return (self.review_id, self.by_id, self.target) == (review_id, by_id, target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change; `current` is the row as it stands now.

    `problem` says why it was refused, or what else there is to say of it; `first` what became of a duplicate.
    """

    change: Change
    status: Status
    current: Saved
    problem: "Problem | None" = None
    first: Arrived | None = None

    @property
    def version(self) -> int:
        return self.first.version if self.first else self.current.version

    @property
    def is_new(self) -> bool:
        """Something was written: a saved change that says what stood already leaves the version as it was."""
        return self.status is Status.SAVED and self.current.version - 1 == self.change.seen

    @property
    def reason(self) -> str:
        if self.first:
            return self.first.reason
        return self.problem.sentence if self.problem else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change is refused, as a sentence that says what to do, and whether it lies in the note."""

    sentence: str
    in_note: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target stands in a sheet: the kind of row, and the question it belongs to (None for facts).

    A note has more rules of its own: `note`.
    """

    kind: Kind
    question: QuestionOutline | None = None
    options: tuple[str, ...] = ()  # empty: answered in words
    longest: int = 0  # characters of a value in words
    note: NotePlace | None = None


VALUES = tuple(value.value for value in Value)
LONGEST_FACT = 300


def place_of(sheet: Sheet, target: str) -> Place | None:
    """Where `target` stands, or None when it is not asked of this case."""
    outline = sheet.outline
    question = outline.question_of_prompt.get(target)
    if question is not None and outline.standards[question.standard].domain == sheet.domain.code:
        return Place(Kind.ANSWER, question, VALUES)
    question = outline.questions.get(target)
    if question is not None:
        standard = outline.standards[question.standard]
        return Place(Kind.JUDGEMENT, question, VALUES) if standard in sheet.domain.judged_standards else None
    if target in sheet.classification_targets:
        return Place(Kind.FACT, None, outline.levels)
    for fact in sheet.facts:
        if fact.target == target:
            return Place(Kind.FACT, None, fact.options, 0 if fact.options else LONGEST_FACT)
    note = note_place(sheet, target)
    return Place(Kind.NOTE, note.question, note=note) if note else None


def in_order(change: Change, place: Place) -> Change:
    """The change as it is compared and saved: prompts that a note bears on stand in the order of the pages."""
    if place.note is None or change.value is None:
        return change
    return replace(change, value=value_in_order(place.note, change.value))


def seen_of(change: Change, earlier: Mapping[str, Arrived], *, review_id: int, by_id: int) -> int | Problem:
    """The version that a change has seen, where it names an own earlier change the one that this left."""
    if isinstance(change.seen, int):
        return change.seen
    found = earlier.get(change.seen)
    if found is None or not found.is_of(review_id, by_id, change.target):
        return Problem("It follows a change that never arrived here. Look at the answer again, then change it.")
    return found.version if found.status is Status.SAVED else found.seen


def problem_with(change: Change, place: Place, *, longest_note: int) -> Problem | None:
    """Why a change cannot be taken as it stands, or None when it can."""
    value, note = change.value or "", change.note or ""
    for text, in_note in ((value, False), (note, True)):
        if not _storable(text):
            return Problem("The text holds a character that cannot be saved. Remove it and save again.", in_note)
    fault = why_not(place.note, value, note) if place.note else _fault(place, value, note)
    if fault:
        return Problem(*fault)
    if len(note) > longest_note:
        return Problem(f"This can hold {longest_note:,} characters; you have {len(note):,}. Shorten it.", in_note=True)
    return None


def _fault(place: Place, value: str, note: str) -> tuple[str, bool] | None:
    """What is wrong with an answer, a judgement or a fact, and whether it lies in the note."""
    if value and place.options and value not in place.options:
        return f"“{value[:40]}” is not one of the answers offered. Choose one of those.", False
    if value and place.longest and len(value) > place.longest:
        return f"This can hold {place.longest} characters; you have {len(value):,}. Shorten it.", False
    return ("A fact holds no note.", False) if note and place.kind is Kind.FACT else None


def _storable(text: str) -> bool:
    """PostgreSQL holds neither NUL nor half of a surrogate pair."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def outcome_of(change: Change, *, current: Saved, by_id: int, at: datetime) -> Outcome:
    """What becomes of a sound change: saved with the next version, or a conflict where another version was seen.

    Nothing is written, and the version stays, where the row already says the same. Where another version was seen that
    holds only if the change says all that stands: a change that follows it would overwrite what its author never saw.
    """
    value = current.value if change.value is None else change.value
    note = current.note if change.note is None else change.note
    is_seen = change.seen == current.version
    says_all = (change.value or "", change.note or "") == (current.value, current.note)
    if (value, note) == (current.value, current.note) and (is_seen or says_all):
        return Outcome(change, Status.SAVED, current)
    if isinstance(change.seen, str) or change.seen > current.version:
        sentence = "It has seen a version of this answer that was never saved. Look at it again, then change it."
        return Outcome(change, Status.REFUSED, current, Problem(sentence))
    if not is_seen:
        return Outcome(change, Status.CONFLICT, current)
    saved = Saved(value, note, current.version + 1, by_id, at)
    return Outcome(change, Status.SAVED, saved)


def why_dormant(sheet: Sheet, target: str) -> str:
    """Why what is saved at `target` is kept and does not count for now; "" where it does, or never would."""
    place = place_of(sheet, target)
    if place is None or place.question is None or place.kind is Kind.NOTE:
        return ""
    relevance, question = sheet.relevance(place.question), f"Key question {place.question.address}"
    if relevance is Relevance.NOT_RELEVANT:
        return f"{question} is not asked of this case. The answer is kept, and does not count."
    if relevance is Relevance.WAITING:
        return f"{question} waits for a fact that is not given yet. The answer is kept, and counts once it is asked."
    if place.kind is Kind.ANSWER and sheet.set_aside_by_hand(place.question):
        return f"{question} was judged not relevant. The answer is kept, and does not count."
    return ""
