"""The inspectors' notes behind a figure: what the panel reads again before it sets a key question aside."""

from collections.abc import Collection
from dataclasses import dataclass

from casereviews.models import Answer, Judgement
from casereviews.rules import VALUE_NAMES, Value
from inspections.models import Inspection
from ratings.structure import QuestionFigures, StandardFigures
from standards.structure import QuestionOutline, filled


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
    outlines = {outline.pk: outline for outline in standard.outline.questions if outline.number in questions}
    judged = list(
        Judgement.objects.counted(inspection.pk, closed_only=True)
        .filter(key_question_id__in=outlines, value=value)
        .select_related("review__case__disposal_type", "review__reader")
        .order_by("review__case__reference")
    )
    reviews = {row.review_id for row in judged}
    prompts = [prompt.pk for outline in outlines.values() for prompt in outline.prompts]
    answers = {
        (review_id, prompt_id): (answer, note)
        for review_id, prompt_id, answer, note in Answer.objects.filter(
            review_id__in=reviews, prompt_id__in=prompts
        ).values_list("review_id", "prompt_id", "value", "note")
    }

    def case_notes(row: Judgement, outline: QuestionOutline) -> CaseNotes:
        case = row.review.case
        return CaseNotes(
            case_id=case.pk,
            review_id=row.review_id,
            reference=case.reference,
            disposal=case.disposal_words,
            reader=str(row.review.reader),
            reason=row.reason,
            prompts=tuple(
                PromptNote(prompt.letter, filled(prompt.text, inspection.service_word), _name(answer), note)
                for prompt in outline.prompts
                for answer, note in [answers.get((row.review_id, prompt.pk), ("", ""))]
            ),
        )

    by_number = {question.number: question for question in standard.questions}
    return tuple(
        QuestionNotes(
            by_number[outline.number],
            tuple(case_notes(row, outline) for row in judged if row.key_question_id == pk),
        )
        for pk, outline in outlines.items()
    )


def _name(answer: str) -> str:
    return VALUE_NAMES[Value(answer)] if answer else ""
