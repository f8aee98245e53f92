"""The inspectors' notes behind a figure: what the panel reads again before it sets a key question aside."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from casereviews.models import Answer, Judgement
from casereviews.rules import VALUE_NAMES, Value
from inspections.models import Inspection
from ratings.structure import QuestionFigures, StandardFigures
from standards.structure import QuestionOutline, filled

ANSWER_NAMES = {"": ""} | {value.value: name for value, name in VALUE_NAMES.items()}
Answers = Mapping[tuple[int, int], tuple[str, str]]  # by review and prompt: value and note


@dataclass(frozen=True, slots=True)
class PromptNote:
    letter: str
    text: str
    answer: str  # "" where none was given
    note: str


@dataclass(frozen=True, slots=True)
class CaseNotes:
    """What one case's inspector said on one key question."""

    case_id: int
    review_id: int
    reference: str
    disposal: str
    reader: str
    reason: str
    prompts: tuple[PromptNote, ...]


@dataclass(frozen=True, slots=True)
class QuestionNotes:
    question: QuestionFigures
    cases: tuple[CaseNotes, ...]


def notes_on(
    inspection: Inspection, standard: StandardFigures, questions: Collection[int], value: Value
) -> tuple[QuestionNotes, ...]:
    """Every case that counts as `value` on these key questions, by reference: two queries, however many there are."""
    return _notes(inspection, {standard.number: (standard, questions)}, value)[standard.number]


def notes_on_standards(
    inspection: Inspection, standards: Iterable[StandardFigures], value: Value
) -> dict[str, tuple[QuestionNotes, ...]]:
    """The same on the deciding key questions of each standard, by its number; two queries for all."""
    return _notes(inspection, {standard.number: (standard, standard.deciding) for standard in standards}, value)


def _notes(
    inspection: Inspection, wanted: Mapping[str, tuple[StandardFigures, Collection[int]]], value: Value
) -> dict[str, tuple[QuestionNotes, ...]]:
    outlines = {
        outline.pk: outline
        for standard, questions in wanted.values()
        for outline in standard.outline.questions
        if outline.number in questions
    }
    judged = list(
        Judgement.objects.counted(inspection.pk, closed_only=True)
        .filter(key_question_id__in=outlines, value=value)
        .select_related("review__case__disposal_type", "review__reader")
        .order_by("review__case__reference")
    )
    answers = _answers({row.review_id for row in judged}, outlines.values())
    rows: dict[int, list[Judgement]] = {pk: [] for pk in outlines}
    for row in judged:
        rows[row.key_question_id].append(row)

    def on(standard: StandardFigures, outline: QuestionOutline) -> QuestionNotes:
        by_number = {question.number: question for question in standard.questions}
        cases = (_case_notes(row, outline, answers, inspection.service_word) for row in rows[outline.pk])
        return QuestionNotes(by_number[outline.number], tuple(cases))

    return {
        number: tuple(on(standard, outline) for outline in standard.outline.questions if outline.pk in outlines)
        for number, (standard, _) in wanted.items()
    }


def _answers(review_ids: Collection[int], questions: Iterable[QuestionOutline]) -> Answers:
    prompt_ids = [prompt.pk for question in questions for prompt in question.prompts]
    rows = Answer.objects.filter(review_id__in=review_ids, prompt_id__in=prompt_ids)
    columns = rows.values_list("review_id", "prompt_id", "value", "note")
    return {(review_id, prompt_id): (value, note) for review_id, prompt_id, value, note in columns}


def _case_notes(row: Judgement, question: QuestionOutline, answers: Answers, service_word: str) -> CaseNotes:
    case = row.review.case
    return CaseNotes(
        case_id=case.pk,
        review_id=row.review_id,
        reference=case.reference,
        disposal=case.disposal_words,
        reader=str(row.review.reader),
        reason=row.reason,
        prompts=tuple(
            PromptNote(prompt.letter, filled(prompt.text, service_word), ANSWER_NAMES[value], note)
            for prompt in question.prompts
            for value, note in [answers.get((row.review_id, prompt.pk), ("", ""))]
        ),
    )
