"""A case review as plain values: what is asked, what counts, what is missing. No Django, no clock.

Source: docs/rules.md, Relevance and Which judgements count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from standards.rules import Relevance, relevance_of
from standards.structure import DomainOutline, FactOutline, Outline, PromptOutline, QuestionOutline
from standards.wording import joined


class Value(StrEnum):
    """What a prompt or key question can be answered with."""

    YES = "yes"
    NO = "no"
    NOT_RELEVANT = "not_relevant"


VALUE_NAMES = {Value.YES: "Yes", Value.NO: "No", Value.NOT_RELEVANT: "Not relevant"}


class Reading(StrEnum):
    FIRST = "first"
    SECOND = "second"


class State(StrEnum):
    """Where a review stands; SUBMITTED and SETTLED ones count in ratings and reports."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    SETTLED = "settled"


STATE_NAMES = {
    State.NOT_STARTED: "Not started",
    State.IN_PROGRESS: "In progress",
    State.SUBMITTED: "Submitted",
    State.SETTLED: "Settled",
}
CLOSED = frozenset({State.SUBMITTED, State.SETTLED})


class Kind(StrEnum):
    """What a target addresses: the table its row stands in."""

    ANSWER = "answer"
    JUDGEMENT = "judgement"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Saved:
    """One row as it stands: `note` is a prompt's note, or a judgement's reason; facts have none."""

    value: str = ""
    note: str = ""
    version: int = 0
    by_id: int | None = None
    at: datetime | None = None
    counts: bool = False


NOTHING = Saved()


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything saved for one review, by target."""

    answers: dict[str, Saved] = field(default_factory=dict)
    judgements: dict[str, Saved] = field(default_factory=dict)
    facts: dict[str, Saved] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, Saved]:
        return {Kind.ANSWER: self.answers, Kind.JUDGEMENT: self.judgements, Kind.FACT: self.facts}[kind]


@dataclass(frozen=True)
class Sheet:
    """What one case is asked: the edition's questions for its domain, its disposal, and where its rows stand."""

    outline: Outline
    domain: DomainOutline
    disposal_type: str
    rows: Rows

    @cached_property
    def given(self) -> dict[str, str]:
        """The facts and classifications that are given, by target."""
        return {target: row.value for target, row in self.rows.facts.items() if row.value}

    def relevance(self, question: QuestionOutline) -> Relevance:
        return relevance_of(question.condition, given=self.given, disposal_type=self.disposal_type)

    def set_aside_by_hand(self, question: QuestionOutline) -> bool:
        """The inspector judged the key question not relevant: its prompts are not asked."""
        return self.rows.judgements.get(question.address, NOTHING).value == Value.NOT_RELEVANT

    def asked_prompts(self, question: QuestionOutline) -> tuple[PromptOutline, ...]:
        if self.relevance(question) is not Relevance.RELEVANT or self.set_aside_by_hand(question):
            return ()
        return question.prompts

    @property
    def questions(self) -> Iterator[QuestionOutline]:
        for standard in self.domain.judged_standards:
            yield from standard.questions

    @property
    def facts(self) -> tuple[FactOutline, ...]:
        return self.outline.facts_asked_in(self.domain.code)

    @property
    def classification_targets(self) -> tuple[str, ...]:
        return classification_targets(self.outline)


def classification_targets(outline: Outline) -> tuple[str, ...]:
    """Each kind of classification, by the service and, apart, by the inspector."""
    return tuple(f"{side}.{kind}" for kind in outline.kinds for side in ("service", "inspector"))


def counts_by_target(sheet: Sheet, *, review_counts: bool) -> dict[str, bool]:
    """Whether the row of each key question and prompt of the case enters figures.

    A judgement does where its question is relevant (a "not relevant" never enters a tally); answers to its prompts do
    unless the inspector set the question aside.
    """
    found = {}
    for question in sheet.questions:
        relevant = review_counts and sheet.relevance(question) is Relevance.RELEVANT
        found[question.address] = relevant
        answers = relevant and not sheet.set_aside_by_hand(question)
        found |= dict.fromkeys((prompt.address for prompt in question.prompts), answers)
    return found


def reading_counts(*, in_sample: bool, reading: str) -> bool:
    """The first reading counts, of a case that is in the sample."""
    return in_sample and reading == Reading.FIRST


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be given before the review can be submitted.

    `target` is its address; `standard` the page it stands on ("" for the facts page). `is_reason`: not the judgement
    of `target` but the reason for it.
    """

    target: str
    standard: str
    text: str
    is_reason: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    required: int

    @property
    def complete(self) -> bool:
        return self.done >= self.required


def classification_name(target: str) -> str:
    """A label for "service.<kind>" or "inspector.<kind>": "Risk of serious harm, as the service classified it"."""
    side, _, kind = target.partition(".")
    words = kind.replace("_", " ").capitalize()
    return f"{words}, as the {side} classified it"


def requirements(sheet: Sheet) -> Iterator[tuple[Missing, bool]]:
    """Each thing required of this case, with whether it is given.

    Required are the facts and classifications, every relevant judgement with its reason, and every prompt asked.
    Notes are optional. A question that waits for a fact requires nothing but that fact.
    """
    for fact in sheet.facts:
        yield Missing(fact.target, "", fact.text), bool(sheet.given.get(fact.target))
    for target in sheet.classification_targets:
        yield Missing(target, "", classification_name(target)), bool(sheet.given.get(target))
    for question in sheet.questions:
        yield from question_requirements(sheet, question)


def question_requirements(sheet: Sheet, question: QuestionOutline) -> Iterator[tuple[Missing, bool]]:
    """What one key question requires: nothing while it is not relevant or waits for a fact."""
    if sheet.relevance(question) is not Relevance.RELEVANT:
        return
    for prompt in sheet.asked_prompts(question):
        answered = bool(sheet.rows.answers.get(prompt.address, NOTHING).value)
        yield Missing(prompt.address, question.standard, prompt.text), answered
    judgement = sheet.rows.judgements.get(question.address, NOTHING)
    yield Missing(question.address, question.standard, f"Judgement: {question.text}"), bool(judgement.value)
    reason = Missing(question.address, question.standard, f"Reason: {question.text}", is_reason=True)
    yield reason, bool(judgement.note.strip())


def progress_of(sheet: Sheet) -> Progress:
    given = [is_given for _, is_given in requirements(sheet)]
    return Progress(done=sum(given), required=len(given))


def progress_by_page(sheet: Sheet) -> dict[str, Progress]:
    """How far each page is: "" for the facts, then each standard by its number."""
    found: dict[str, list[bool]] = {"": [], **{standard.number: [] for standard in sheet.domain.judged_standards}}
    for item, is_given in requirements(sheet):
        found[item.standard].append(is_given)
    return {page: Progress(done=sum(given), required=len(given)) for page, given in found.items()}


def missing_in(sheet: Sheet) -> list[Missing]:
    return [item for item, is_given in requirements(sheet) if not is_given]


def questions_lacking_since(before: Sheet, now: Sheet) -> list[QuestionOutline]:
    """Key questions that are asked now, were not `before`, and lack something."""
    return [
        question
        for question in now.questions
        if before.relevance(question) is not Relevance.RELEVANT
        and any(not is_given for _, is_given in question_requirements(now, question))
    ]


def asked_words(questions: Sequence[QuestionOutline], words: str = "now asked") -> str:
    """As "Key questions 2.2.2 and 2.3.2 are now asked of this case."."""
    names = joined([question.address for question in questions])
    return f"Key {'question' if len(questions) == 1 else 'questions'} {names} " + (
        f"{'is' if len(questions) == 1 else 'are'} {words} of this case."
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one target, as somebody made it who saw version `seen` of it (0: nothing saved yet).

    `value` and `note` left None are unchanged; empty text empties them. For a judgement `note` is its reason.
    """

    target: str
    seen: int
    value: str | None = None
    note: str | None = None


class Status(StrEnum):
    """What became of a change."""

    SAVED = "saved"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change; `current` is the row as it stands now, `problem` why it was refused."""

    change: Change
    status: Status
    current: Saved
    problem: "Problem | None" = None

    @property
    def version(self) -> int:
        return self.current.version

    @property
    def is_new(self) -> bool:
        """Something was written: a saved change that says what stood already leaves the version as it was."""
        return self.status is Status.SAVED and self.current.version == self.change.seen + 1

    @property
    def reason(self) -> str:
        return self.problem.sentence if self.problem else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change is refused, as a sentence that says what to do, and whether it lies in the note."""

    sentence: str
    in_note: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target stands in a sheet: the kind of row, and the question it belongs to (None for facts)."""

    kind: Kind
    question: QuestionOutline | None = None
    options: tuple[str, ...] = ()  # empty: answered in words
    longest: int = 0  # characters of a value in words


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
    return None


def problem_with(change: Change, place: Place, *, longest_note: int) -> Problem | None:
    """Why a change cannot be taken as it stands, or None when it can."""
    value, note = change.value or "", change.note or ""
    for text, in_note in ((value, False), (note, True)):
        if not _storable(text):
            return Problem("The text holds a character that cannot be saved. Remove it and save again.", in_note)
    if value and place.options and value not in place.options:
        return Problem(f"“{value[:40]}” is not one of the answers offered. Choose one of those.")
    if value and place.longest and len(value) > place.longest:
        return Problem(f"This can hold {place.longest} characters; you have {len(value):,}. Shorten it.")
    if note and place.kind is Kind.FACT:
        return Problem("A fact holds no note.")
    if len(note) > longest_note:
        return Problem(f"This can hold {longest_note:,} characters; you have {len(note):,}. Shorten it.", in_note=True)
    return None


def _storable(text: str) -> bool:
    """PostgreSQL holds neither NUL nor half of a surrogate pair."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def outcome_of(change: Change, *, current: Saved, by_id: int, at: datetime) -> Outcome:
    """What becomes of a sound change: saved with the next version, or a conflict where another version was seen.

    Nothing is written, and the version stays, where the row already says the same.
    """
    value = current.value if change.value is None else change.value
    note = current.note if change.note is None else change.note
    if (value, note) == (current.value, current.note):
        return Outcome(change, Status.SAVED, current)
    if change.seen != current.version:
        return Outcome(change, Status.CONFLICT, current)
    saved = Saved(value, note, current.version + 1, by_id, at)
    return Outcome(change, Status.SAVED, saved)
