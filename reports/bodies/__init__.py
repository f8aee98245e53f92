"""Renders the body of each kind of section from live figures.

A body is the HTML below the section's heading: no inline style, nothing of the page around it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from inspections.models import ContextFigure
from inspections.rules import CONTEXT_NAMES, DIRECTION_NAMES, ContextKind, Direction, Unit, figure_shown
from ratings.drafts import draft_on
from ratings.structure import Reviews, StandardFigures
from reports.live import LiveFigures
from reports.rules import (
    CASE_MIX_PREFIX,
    CONTEXT_SECTION,
    RATINGS,
    STANDARD_PREFIX,
    ContextRow,
    PromptRow,
    PromptTable,
    caption_of,
    case_mix_in_words,
    fingerprint,
    read_so_far_in_words,
    shape_of,
)
from standards.structure import QuestionOutline, filled
from standards.wording import MONTHS, date_words, joined

SECTIONS = "reports/sections/"


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a body is made of."""

    template: str
    context: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """Differs where the body may: by the values, or by the words of a new release."""
        return fingerprint(templates_hash(), self.template, self.context)

    def body(self) -> str:
        return render_to_string(self.template, self.context)


def section_inputs(live: LiveFigures, code: str) -> Inputs:
    """What the section `code` is made of. Raises KeyError for one that the inspection's edition does not have."""
    kind, _, subject = code.partition(":")
    template, context = BODIES[kind]
    return Inputs(f"{SECTIONS}{template}", context(live, subject))


def section_body(live: LiveFigures, code: str) -> str:
    """The body of the section `code`, rendered whether or not anything changed."""
    return section_inputs(live, code).body()


@cache
def templates_hash() -> str:
    """Of the words around the figures, as this release has them."""
    folder = settings.BASE_DIR / "templates" / SECTIONS
    return fingerprint(*(path.read_text("utf-8") for path in sorted(folder.iterdir())))


def ratings_context(live: LiveFigures, _: str) -> dict[str, Any]:
    page, service, starts = live.page, live.inspection.service, live.inspection.fieldwork_starts
    names, domains = page.figures.names, live.outline.domain_by_code
    uncounted = [standard for standard in page.standards if not standard.outline.counts_towards_overall]
    return {
        "service": service.full_name or service.place,
        "fieldwork": f"{MONTHS[starts.month - 1]} {starts.year}",
        "started": live.is_published or starts <= live.today,
        "page": page,
        "domains": [
            (domains[domain.code], [(row, names.get(row.rating or "")) for row in domain.standards])
            for domain in page.domains
        ],
        "overall_name": names.get(page.overall.rating or ""),
        "missing": _named(page.missing),
        "uncounted": _named(uncounted),
        "single": len(uncounted) == 1,
        "published": live.is_published,
        "reviews": _so_far(page.reviews),
    }


def _named(standards: Sequence[StandardFigures]) -> str:
    return joined([f"{standard.number} {standard.title}" for standard in standards])


def contextual_context(live: LiveFigures, _: str) -> dict[str, Any]:
    """Every figure with the number of its source; figures of one source, period and day share a note."""
    notes: dict[str, int] = {}
    kinds: dict[str, list[ContextRow]] = {}
    for figure in live.context:
        unit = Unit(figure.unit)
        note = notes.setdefault(source_words(figure), len(notes) + 1)
        row = ContextRow(
            figure.label + (" (rate per 100,000)" if unit is Unit.RATE else ""),
            figure_shown(figure.value, unit),
            counts_words(figure),
            "" if figure.national is None else figure_shown(figure.national, unit),
            DIRECTION_NAMES[Direction(figure.direction)] if figure.direction else "",
            note,
        )
        kinds.setdefault(CONTEXT_NAMES[ContextKind(figure.kind)], []).append(row)
    return {"kinds": kinds, "notes": list(notes)}


def counts_words(figure: ContextFigure) -> str:
    """The counts that a figure is made of: "3 of 25"."""
    counts = (figure.numerator, figure.denominator)
    return " of ".join(figure_shown(count, Unit.NUMBER) for count in counts if count is not None)


def source_words(figure: ContextFigure) -> str:
    """Where a figure comes from, as a footnote says it."""
    parts = [figure.source, figure.source_address, figure.period, f"as at {date_words(figure.as_at)}"]
    return f"Source: {', '.join(part for part in parts if part)}."


def case_mix_context(live: LiveFigures, code: str) -> dict[str, Any]:
    mix = live.mix(code)
    outstanding = _so_far(mix.reviews)
    return {
        "sentences": case_mix_in_words(
            mix.disposals,
            live.outline.domain_by_code[code],
            interviews=live.inspection.interviews_by_domain.get(code, 0),
            service_word=live.service_word,
            being_read=outstanding is not None and not live.is_published,
        ),
        "read_so_far": read_so_far_in_words(outstanding.submitted, outstanding.cases) if outstanding else "",
    }


def standard_context(live: LiveFigures, number: str) -> dict[str, Any]:
    figures, shape, names = live.page.by_number[number], shape_of(live.outline.code), live.outline.figures.names
    discretion = figures.discretion
    return {
        "statement": filled(figures.outline.statement, live.service_word),
        "figures": figures,
        "subject": figures.title[:1].lower() + figures.title[1:],
        "anchor": number.replace(".", "-"),
        "shape": shape,
        "rating_name": names.get(figures.rating or ""),
        "discretion": discretion,
        "draft": draft_on(discretion, live.outline.figures, quoted=shape.counts) if discretion else None,
        "set_aside": discretion.set_aside if discretion else (),
        "lowest": figures.deciding if shape.lowest_in_bold else (),
        "prompt_tables": prompt_tables(live, figures) if shape.prompts and figures.by_cases else (),
        "published": live.is_published,
        "reviews": figures.so_far,
    }


BODIES: Mapping[str, tuple[str, Callable[[LiveFigures, str], dict[str, Any]]]] = {
    RATINGS: ("ratings.html", ratings_context),
    CONTEXT_SECTION: ("context.html", contextual_context),
    CASE_MIX_PREFIX: ("case_mix.html", case_mix_context),
    STANDARD_PREFIX: ("standard.html", standard_context),
}


def _so_far(reviews: Reviews) -> Reviews | None:
    """How many reviews the figures rest on, while some are outstanding: also after the report is out."""
    return None if reviews.complete else reviews


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
