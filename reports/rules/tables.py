"""Tables of prompts, with captions that say what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from standards.rules import Condition
from standards.structure import DisposalOutline


@dataclass(frozen=True, slots=True)
class PromptRow:
    """One prompt; without a relevant case it prints 0 and 0."""

    text: str
    yes: int
    relevant: int


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A standard on the ratings page; `standing` says what the panel has still to do, "" for nothing."""

    number: str
    title: str
    rating: str | None
    rating_name: str | None
    counts_towards_overall: bool
    has_changed: bool  # its figures, since the panel decided
    standing: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One key question in the table of its standard. `note` says, as HTML, which cases it was asked of; "": of all."""

    text: str
    yes: int
    relevant: int
    percentage: int | None
    is_lowest: bool
    is_set_aside: bool  # by the panel's discretion
    note: str


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One figure about the place or the service, as printed."""

    label: str
    value: str
    counts: str  # that it is made of
    national: str
    direction: str
    source: str  # a sentence


@dataclass(frozen=True, slots=True)
class PromptTable:
    """The prompts under one key question, and what they rest on."""

    question: str
    caption: str
    rows: tuple[PromptRow, ...]


def caption_of(condition: Condition, relevant: int, disposal_types: Sequence[DisposalOutline]) -> str:
    """What a table of prompts rests on: "Of the 5 cases with factors related to keeping the child safe".

    In figures even below ten, as the reports print their captions. The words come from the condition's note in the
    edition; what stands there after a colon explains the rule, not the cases.
    """
    if condition.disposal_types:
        return f"Of the {relevant} {_disposals(condition, relevant, disposal_types)}"
    cases = f"Of the {relevant} {'case' if relevant == 1 else 'cases'}"
    if not condition.target:
        return f"{cases} inspected"
    note = condition.note.partition(":")[0].strip().rstrip(".")
    if not note:
        return f"{cases} to which the question applied"
    for start in ("There are ", "There is ", "There were ", "There was "):
        if note.startswith(start):
            return f"{cases} with {note[len(start) :]}"
    return f"{cases} in which {note[:1].lower()}{note[1:]}"


def _disposals(condition: Condition, relevant: int, disposal_types: Sequence[DisposalOutline]) -> str:
    words = [
        disposal.one if relevant == 1 else disposal.many
        for disposal in disposal_types
        if disposal.code in condition.disposal_types
    ]
    return " or ".join(words) or ("case" if relevant == 1 else "cases")
