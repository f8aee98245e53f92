"""One standard: its statement, its rating, the figures that it follows from, and what was found."""

from typing import Any

from django.utils.safestring import SafeString

from inspections.rules import ContextKind
from ratings.drafts import draft_on
from ratings.structure import StandardFigures
from reports.bodies.background import context_tables
from reports.bodies.ratings import rating_row
from reports.live import LiveFigures
from reports.rules import STANDARD_PREFIX, PromptRow, PromptTable, QuestionRow, Shape, caption_of, shape_of
from standards.structure import QuestionOutline, filled


def standard_context(live: LiveFigures, number: str) -> dict[str, Any]:
    figures, shape = live.page.by_number[number], shape_of(live.outline.code)
    discretion = figures.discretion
    return {
        "statement": filled(figures.outline.statement, live.service_word),
        "rated": rating_row(live, figures),
        "by_cases": figures.by_cases,
        "is_read": figures.reviews is not None and figures.reviews.submitted > 0,
        "subject": figures.title[:1].lower() + figures.title[1:],
        "anchor": number.replace(".", "-"),
        "shape": shape,
        "explained": live.told(live.house.rating_by_cases if figures.by_cases else live.house.rating_by_judgement),
        "resettlement": _resettlement(live, figures),
        "discretion": discretion.words if discretion else None,
        "draft": draft_on(discretion, live.outline.figures, quoted=shape.counts) if discretion else None,
        "questions": question_rows(live, figures) if figures.by_cases else (),
        "prompt_tables": prompt_tables(live, figures) if shape.prompts and figures.by_cases else (),
        "sides": None if shape.strengths_by_domain else live.sides_of(number),
        "staffing": _staffing(live) if number == shape.staffing else {},
        "prose": live.prose_of(f"{STANDARD_PREFIX}:{number}"),
        "by_question": _by_question(live, figures) if _is_written_by_question(live, figures, shape) else (),
        "reviews": figures.so_far,
    }


def question_rows(live: LiveFigures, figures: StandardFigures) -> tuple[QuestionRow, ...]:
    """The key questions as their table prints them."""
    set_aside = figures.discretion.set_aside if figures.discretion else ()
    pairs = zip(figures.outline.questions, figures.questions, strict=True)
    return tuple(
        QuestionRow(
            row.text,
            row.yes,
            row.relevant,
            row.percentage,
            row.number in figures.deciding,
            row.number in set_aside,
            relevance_note(live, question),
        )
        for question, row in pairs
    )


def relevance_note(live: LiveFigures, question: QuestionOutline) -> SafeString:
    """Of which cases a key question was asked; empty where of all."""
    condition = question.condition
    if not (condition.target or condition.disposal_types):
        return live.told("")
    asked = live.house.relevance.get(condition.code)
    if asked is None:  # an edition whose house text does not say
        return live.told("Not asked of every case: {note}", note=condition.note or condition.code)
    return live.told(asked)


def prompt_tables(live: LiveFigures, figures: StandardFigures) -> tuple[PromptTable, ...]:
    """One table for each key question that has prompts."""
    counts = live.prompt_counts(figures.outline)
    types = live.outline.domain_by_code[figures.outline.domain].disposal_types

    def table(question: QuestionOutline, relevant: int) -> PromptTable:
        rows = [
            PromptRow(filled(prompt.text, live.service_word), *counts.get(prompt.pk, (0, 0)))
            for prompt in question.prompts
        ]
        text = filled(question.text, live.service_word)
        return PromptTable(text, caption_of(question.condition, relevant, types), tuple(rows))

    pairs = zip(figures.outline.questions, figures.questions, strict=True)
    return tuple(table(question, row.relevant) for question, row in pairs if question.prompts)


def _resettlement(live: LiveFigures, figures: StandardFigures) -> SafeString:
    domain = live.outline.domain_by_code[figures.outline.domain]
    return live.told(live.house.resettlement if domain.cases == "resettlement_cases" else "")


def _staffing(live: LiveFigures) -> dict[str, Any]:
    return dict(context_tables(figure for figure in live.context if figure.kind == ContextKind.STAFF))


def _is_written_by_question(live: LiveFigures, figures: StandardFigures, shape: Shape) -> bool:
    return shape.prose_by_question and not live.outline.domain_by_code[figures.outline.domain].has_cases


def _by_question(live: LiveFigures, figures: StandardFigures) -> tuple[tuple[str, str], ...]:
    """Each key question with what was written under it; those without are left out."""
    code = f"{STANDARD_PREFIX}:{figures.number}"
    written = ((question, live.prose_of(code, question.address)) for question in figures.outline.questions)
    return tuple((filled(question.text, live.service_word), prose) for question, prose in written if prose)
