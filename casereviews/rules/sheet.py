"""What one case is asked, what stands of it, and what of that counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from standards.rules import Relevance, relevance_of
from standards.structure import DomainOutline, FactOutline, Outline, PromptOutline, QuestionOutline


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
OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS})
CLOSED = frozenset({State.SUBMITTED, State.SETTLED})


class Kind(StrEnum):
    """What a target addresses: the table its row stands in."""

    ANSWER = "answer"
    JUDGEMENT = "judgement"
    FACT = "fact"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Saved:
    """One row as it stands: `note` is a prompt's note, a judgement's reason, or a note's text; facts have none."""

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
    notes: dict[str, Saved] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, Saved]:
        return self.by_kind()[kind]

    def by_kind(self) -> dict[Kind, dict[str, Saved]]:
        return {
            Kind.ANSWER: self.answers,
            Kind.JUDGEMENT: self.judgements,
            Kind.FACT: self.facts,
            Kind.NOTE: self.notes,
        }


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

    def question_at(self, address: str) -> QuestionOutline | None:
        """The key question at an address, of itself or of one of its prompts, where it is judged in this domain."""
        outline = self.outline
        question = outline.question_of_prompt.get(address) or outline.questions.get(address)
        standard = outline.standards[question.standard] if question else None
        return question if standard in self.domain.judged_standards else None

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
