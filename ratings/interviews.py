"""What the interviews of cases say so far on the key questions of a standard that the lead judges for the service."""

from dataclasses import dataclass

from casereviews.models import Note
from inspections.models import Inspection
from standards.outline import outline_of
from standards.structure import InterviewOutline, StandardOutline, filled


@dataclass(frozen=True, slots=True)
class Said:
    """What one case's interview says; `value` as it was answered, "" where only words were noted."""

    case_id: int
    reference: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class InterviewFigures:
    """One interview question, and what was said so far."""

    text: str
    number: int  # of the key question that it feeds
    said: tuple[Said, ...]

    @property
    def answered(self) -> int:
        return sum(1 for one in self.said if one.value in ("yes", "no"))

    @property
    def words(self) -> str:
        if not self.answered:
            return "nobody was asked yet"
        return f"{sum(1 for one in self.said if one.value == 'yes')} of {self.answered} said yes"

    @property
    def noted(self) -> tuple[Said, ...]:
        return tuple(one for one in self.said if one.note)


def interviews_on(inspection: Inspection, standard: StandardOutline) -> tuple[InterviewFigures, ...]:
    """Each question that feeds the standard, in the edition's order: one query, and none where there is no question.

    Of all reviews so far, submitted or not, as emerging figures are.
    """
    asked = [question for question in outline_of(inspection.edition).interview if question.standard == standard.number]
    rows = Note.objects.said(inspection.pk, [question.target for question in asked]) if asked else []

    def of(question: InterviewOutline) -> InterviewFigures:
        said = tuple(
            Said(case, ref, value, note) for target, value, note, case, ref in rows if target == question.target
        )
        return InterviewFigures(filled(question.text, inspection.service_word), question.number, said)

    return tuple(of(question) for question in asked)


def interviews_by_question(
    interviews: tuple[InterviewFigures, ...], standard: StandardOutline, service_word: str
) -> list[tuple[str, list[InterviewFigures]]]:
    """The interview questions under the text of the key question that they feed."""
    return [
        (
            f"{question.number}. {filled(question.text, service_word)}",
            [i for i in interviews if i.number == question.number],
        )
        for question in standard.questions
        if any(i.number == question.number for i in interviews)
    ]
