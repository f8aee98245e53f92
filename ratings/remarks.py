"""Strengths and areas for improvement so far, as cases give them: reasons of judgements, marked notes, and examples."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casereviews.models import Answer, Judgement, Note
from casereviews.rules import FOR_REPORT, NoteKind, Value
from inspections.models import Inspection
from standards.outline import outline_of

STRENGTHS, AREAS = "strengths", "areas"
EXAMPLE_KINDS = {NoteKind.GOOD: STRENGTHS, NoteKind.WEAK: AREAS}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a standard in one case: a strength, or an area for improvement."""

    standard: str
    about: str  # the address of the prompt or key question; "" for an example of the standard as a whole
    kind: str  # STRENGTHS or AREAS
    words: str
    reference: str
    review_id: int
    for_report: bool = False  # its reader marked it
    is_example: bool = False

    @property
    def question(self) -> str:
        """The key question that it is about, or whose prompt."""
        return ".".join(self.about.split(".")[:3])


def remarks_of(inspection: Inspection) -> list[Remark]:
    """All that was said so far: what was marked for the report first, then by address and case. Three queries."""
    notes = Note.objects.remarked(inspection.pk)
    marked = {
        (note.review_id, note.about) for note in notes if note.kind == NoteKind.REPORT and note.value == FOR_REPORT
    }
    examples = (
        Remark(note.about, "", EXAMPLE_KINDS[note.kind], note.note, note.reference, note.review_id, is_example=True)
        for note in notes
        if note.kind in EXAMPLE_KINDS and note.note
    )
    found = [*examples, *_from_judgements(inspection, marked), *_from_answers(inspection, marked)]
    return sorted(found, key=lambda one: (not one.is_example, not one.for_report, one.about, one.reference))


def _from_judgements(inspection: Inspection, marked: set[tuple[int, str]]) -> Iterator[Remark]:
    """The reason of every yes is a strength, of every no an area."""
    judged = Judgement.objects.counted(inspection.pk, closed_only=False).exclude(reason="")
    rows = judged.values_list("key_question_id", "value", "reason", "review__case__reference", "review_id")
    questions = {question.pk: question for question in outline_of(inspection.edition).questions.values()}
    for question_id, value, reason, reference, review_id in rows:
        question = questions[question_id]
        is_marked = (review_id, question.address) in marked
        yield Remark(question.standard, question.address, _kind(value), reason, reference, review_id, is_marked)


def _from_answers(inspection: Inspection, marked: set[tuple[int, str]]) -> Iterator[Remark]:
    """The notes on prompts that were marked for the report; the others are the reader's own."""
    for address, value, note, reference, review_id in Answer.objects.noted(inspection.pk):
        if (review_id, address) in marked:
            standard = ".".join(address.split(".")[:2])
            yield Remark(standard, address, _kind(value), note, reference, review_id, for_report=True)


def _kind(value: str) -> str:
    return STRENGTHS if value == Value.YES else AREAS


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks on one standard."""

    number: str
    title: str
    strengths: tuple[Remark, ...]
    areas: tuple[Remark, ...]

    @property
    def any(self) -> bool:
        return bool(self.strengths or self.areas)


def remarks_by_standard(inspection: Inspection, remarks: Iterable[Remark]) -> list[Remarks]:
    """Every standard of the edition with what was said of it."""
    found: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        found.setdefault((remark.standard, remark.kind), []).append(remark)
    return [
        Remarks(
            number, standard.title, tuple(found.get((number, STRENGTHS), ())), tuple(found.get((number, AREAS), ()))
        )
        for number, standard in outline_of(inspection.edition).standards.items()
    ]


def lines_of(remarks: Iterable[Remark]) -> str:
    """What the remarks say, each once and on a line of its own: for the lead to pick from and to edit."""
    return "\n".join(dict.fromkeys(" ".join(remark.words.split()) for remark in remarks))
