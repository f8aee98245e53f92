"""Which sections a report under an edition has, in order, and which topics each of them reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, SAMPLE
from standards.structure import DomainOutline, Outline

RATINGS, CONTEXT_SECTION, CASE_MIX_PREFIX, STANDARD_PREFIX = "ratings", "context", "case_mix", "standard"


@dataclass(frozen=True, slots=True)
class AuthoredPart:
    """A place in a section where somebody writes; `hint` says what, while nothing stands there.

    `code` is "" where a section has one such place, else what it is about: a key question, "1.1.1".
    """

    code: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section; `code` is its name for good ("ratings", "case_mix:D2", "standard:2.1")."""

    code: str
    title: str
    position: int
    topics: frozenset[str]
    domain: str = ""  # code of the domain whose heading it stands under; "" stands above them all
    parts: tuple[AuthoredPart, ...] = ()  # where somebody writes, in order; none: it is generated whole


def section_plan(outline: Outline) -> tuple[SectionSpec, ...]:
    """The sections of a report in order: the ratings, the contextual facts, then by domain case mix and standards."""
    plan = [SectionSpec(RATINGS, "Ratings", 1, frozenset({*outline.standards, DECISIONS, CONTEXT, SAMPLE}))]
    plan.append(SectionSpec(CONTEXT_SECTION, "Contextual facts", 2, frozenset({CONTEXT})))
    for domain in outline.domains:
        for code, title, topics in _domain_sections(domain):
            plan.append(SectionSpec(code, title, len(plan) + 1, frozenset(topics), domain.code))
    return tuple(plan)


def _domain_sections(domain: DomainOutline) -> Iterator[tuple[str, str, set[str]]]:
    if domain.has_cases:
        yield (
            f"{CASE_MIX_PREFIX}:{domain.code}",
            f"{domain.title}: cases inspected",
            {CASE_MIX, SAMPLE, CONTEXT},
        )
    for standard in domain.standards:
        topics = {standard.number, DECISIONS, CONTEXT} | ({SAMPLE} if standard.by_cases else set())
        yield f"{STANDARD_PREFIX}:{standard.number}", f"{standard.number} {standard.title}", topics
