"""What a review requires, and how far it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casereviews.rules.sheet import NOTHING, Sheet
from standards.rules import Relevance
from standards.structure import QuestionOutline
from standards.wording import joined


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
