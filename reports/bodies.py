"""Renders the body of each kind of section from live figures, in a small and constant number of queries.

A body is the HTML below the section's heading: no inline style, nothing of the page around it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string

from casereviews.models import Answer
from casereviews.rules import CLOSED, Reading
from inspections.models import Case, Inspection
from inspections.rules import Phase
from ratings.figures import ratings_page, standard_figures
from ratings.structure import Reviews, StandardFigures
from reports.rules import (
    CASE_MIX_PREFIX,
    RATINGS,
    STANDARD_PREFIX,
    Disposals,
    Mark,
    PromptRow,
    PromptTable,
    caption_of,
    case_mix_in_words,
    shape_of,
)
from standards.outline import outline_of
from standards.structure import Outline, QuestionOutline, filled
from standards.wording import MONTHS, joined

CLOSED_FIRST_READING = Q(reviews__reading=Reading.FIRST, reviews__state__in=[state.value for state in CLOSED])


def section_body(inspection: Inspection, code: str) -> str:
    """The body of the section `code`. Raises KeyError for one that the inspection's edition does not have."""
    kind, _, subject = code.partition(":")
    template, context = BODIES[kind]
    return render_to_string(f"reports/sections/{template}", context(inspection, subject))


def ratings_context(inspection: Inspection, _: str) -> dict[str, Any]:
    outline, page = outline_of(inspection.edition), ratings_page(inspection)
    names, starts = page.figures.names, inspection.fieldwork_starts
    uncounted = [standard for standard in page.standards if not standard.outline.counts_towards_overall]
    return {
        "service": inspection.service.full_name or inspection.service.place,
        "fieldwork": f"{MONTHS[starts.month - 1]} {starts.year}",
        "page": page,
        "domains": [
            (outline.domain_by_code[domain.code], [(row, names.get(row.rating or "")) for row in domain.standards])
            for domain in page.domains
        ],
        "overall_name": names.get(page.overall.rating or ""),
        "missing": _named(page.missing),
        "uncounted": _named(uncounted),
        "single": len(uncounted) == 1,
        "published": is_published(inspection),
        "reviews": so_far(inspection, page.reviews),
    }


def _named(standards: Sequence[StandardFigures]) -> str:
    return joined([f"{standard.number} {standard.title}" for standard in standards])


def case_mix_context(inspection: Inspection, code: str) -> dict[str, Any]:
    domain = outline_of(inspection.edition).domain_by_code[code]
    disposals, reviews = disposals_read(inspection.pk, code)
    return {
        "sentences": case_mix_in_words(
            disposals,
            domain,
            interviews=inspection.interviews_by_domain.get(code, 0),
            service_word=inspection.service_word,
        ),
        "reviews": so_far(inspection, reviews),
    }


def standard_context(inspection: Inspection, number: str) -> dict[str, Any]:
    outline = outline_of(inspection.edition)
    shape = shape_of(outline.code)
    figures = standard_figures(inspection, number)
    names = outline.figures.names
    reviews = disposals_read(inspection.pk, figures.outline.domain)[1] if figures.by_cases else None
    discretion = figures.discretion
    return {
        "statement": filled(figures.outline.statement, inspection.service_word),
        "figures": figures,
        "subject": figures.title[:1].lower() + figures.title[1:],
        "anchor": number.replace(".", "-"),
        "shape": shape,
        "asterisk": shape.mark is Mark.ASTERISK,
        "rating_name": names.get(figures.rating or ""),
        "band_name": names.get(discretion.band or "") if discretion else "",
        "discretion": discretion,
        "set_aside": discretion.set_aside if discretion else (),
        "lowest": figures.deciding if shape.lowest_in_bold else (),
        "prompt_tables": prompt_tables(inspection, outline, figures) if shape.prompts and figures.by_cases else (),
        "published": is_published(inspection),
        "reviews": so_far(inspection, reviews) if reviews else None,
    }


BODIES: Mapping[str, tuple[str, Callable[[Inspection, str], dict[str, Any]]]] = {
    RATINGS: ("ratings.html", ratings_context),
    CASE_MIX_PREFIX: ("case_mix.html", case_mix_context),
    STANDARD_PREFIX: ("standard.html", standard_context),
}


def is_published(inspection: Inspection) -> bool:
    """The report is out: it says no more what was outstanding while it was made."""
    return inspection.phase == Phase.PUBLISHED


def so_far(inspection: Inspection, reviews: Reviews) -> Reviews | None:
    """How many reviews the figures rest on, while some are outstanding and the report is not out."""
    return None if reviews.complete or is_published(inspection) else reviews


def disposals_read(inspection_id: int, domain: str) -> tuple[Disposals, Reviews]:
    """The disposals of a domain's cases in the sample, and how many of their reviews are submitted, in one query."""
    cases = Case.objects.filter(inspection_id=inspection_id, domain__code=domain).in_sample().order_by()
    rows = cases.values_list("disposal_type__code", "disposal_local_name").annotate(
        n=Count("pk", distinct=True), submitted=Count("pk", filter=CLOSED_FIRST_READING, distinct=True)
    )
    found = {(code, name): (n, submitted) for code, name, n, submitted in rows}
    reviews = Reviews(sum(submitted for _, submitted in found.values()), sum(n for n, _ in found.values()))
    return {key: n for key, (n, _) in found.items()}, reviews


def prompt_tables(inspection: Inspection, outline: Outline, figures: StandardFigures) -> tuple[PromptTable, ...]:
    """One table for each key question that has prompts; all their counts in one query."""
    questions = figures.outline.questions
    prompt_ids = [prompt.pk for question in questions for prompt in question.prompts]
    counts = Answer.objects.counted(inspection.pk, prompt_ids=prompt_ids).counts_by_prompt()
    types = outline.domain_by_code[figures.outline.domain].disposal_types

    def table(question: QuestionOutline, relevant: int, text: str) -> PromptTable:
        rows = tuple(
            PromptRow(filled(prompt.text, inspection.service_word), *counts.get(prompt.pk, (0, 0)))
            for prompt in question.prompts
        )
        return PromptTable(text, caption_of(question.condition, relevant, types), rows)

    found = zip(questions, figures.questions, strict=True)
    return tuple(table(outline, row.relevant, row.text) for outline, row in found if outline.prompts)
