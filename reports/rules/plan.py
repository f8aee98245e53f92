"""Which sections a report under an edition has, in order, and which topics each of them reads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from reports.rules.shapes import Shape, shape_of
from reports.rules.topics import RECOMMENDED
from standards.structure import DomainOutline, Outline, StandardOutline

TITLE, ACKNOWLEDGEMENTS, ROLE, NAMES, FOREWORD = "title", "acknowledgements", "role", "names", "foreword"
RATINGS, RECOMMENDATIONS, CONTEXT_SECTION = "ratings", "recommendations", "context"
EVIDENCE_PREFIX, STRENGTHS_PREFIX, CASE_MIX_PREFIX = "evidence", "strengths", "case_mix"
SUBSAMPLES_PREFIX, STANDARD_PREFIX = "subsamples", "standard"
INVOLVEMENT, DIVERSITY, METHOD, FURTHER = "involvement", "diversity", "method", "further"


@dataclass(frozen=True, slots=True)
class AuthoredPart:
    """A place in a section where somebody writes; `hint` says what, while nothing stands there.

    `code` is "" where a section has one such place, else what it is about: a key question, "1.1.1". A title may hold
    {service_word}, as the edition's texts do.
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
    domain: str = ""  # code of the domain whose heading it stands under; "" stands above or below them all
    parts: tuple[AuthoredPart, ...] = ()  # where somebody writes, in order; none: it is generated whole


def section_plan(outline: Outline) -> tuple[SectionSpec, ...]:
    """The sections of a report in order, from the title page to further information."""
    shape = shape_of(outline.code)
    plan = [*_front(outline, shape)]
    whole = next((domain.code for domain in outline.domains if not domain.has_cases), "")  # about the whole service
    for domain in outline.domains:
        plan += [replace(spec, domain=domain.code) for spec in _of_domain(domain, shape)]
        if domain.code == whole:
            plan += [replace(spec, domain=domain.code) for spec in _people()]
    plan += _back(shape)
    return tuple(replace(spec, position=place) for place, spec in enumerate(plan, start=1))


def _spec(code: str, title: str, *topics: str, parts: tuple[AuthoredPart, ...] = ()) -> SectionSpec:
    """A report names its service, place and people everywhere, so every section reads the context."""
    return SectionSpec(code, title, 0, frozenset({CONTEXT, *topics}), parts=parts)


def _written(title: str, hint: str) -> tuple[AuthoredPart, ...]:
    return (AuthoredPart("", title, hint),)


def _front(outline: Outline, shape: Shape) -> Iterator[SectionSpec]:
    yield _spec(TITLE, "Title page")
    yield _spec(ACKNOWLEDGEMENTS, "Acknowledgements")
    yield _spec(ROLE, "The role of the inspectorate")
    yield _spec(NAMES, "Names in this report")
    hint = "What was inspected, what stands out, and what should change. Whoever signs the report signs this."
    yield _spec(FOREWORD, shape.opening, parts=_written(shape.opening, hint))
    yield _spec(RATINGS, "Ratings", *outline.standards, DECISIONS, SAMPLE)
    hint = "What the recommendations are meant to bring about. They follow by themselves."
    yield _spec(RECOMMENDATIONS, "Recommendations", RECOMMENDED, parts=_written("Recommendations", hint))
    hint = "The place, its children and how the service is set up: what a reader needs to know before the findings."
    yield _spec(CONTEXT_SECTION, shape.background, FACTS, SAMPLE, parts=_written(shape.background, hint))


def _of_domain(domain: DomainOutline, shape: Shape) -> Iterator[SectionSpec]:
    title = domain.title
    if domain.code == shape.subsamples:
        yield _spec(f"{SUBSAMPLES_PREFIX}:{domain.code}", f"{title}: which questions are asked of which cases")
    if domain.has_cases:
        yield _spec(f"{CASE_MIX_PREFIX}:{domain.code}", f"{title}: cases inspected", CASE_MIX, FACTS, SAMPLE)
    else:
        written = _written("What the judgement rests on", "Only what the sentence above does not say by itself.")
        yield _spec(f"{EVIDENCE_PREFIX}:{domain.code}", f"{title}: evidence", EVIDENCE, parts=written)
    if shape.strengths_by_domain:
        yield _spec(f"{STRENGTHS_PREFIX}:{domain.code}", f"{title}: strengths and areas for improvement", EVIDENCE)
    for standard in domain.standards:
        yield _of_standard(standard, domain, shape)


def _people() -> Iterator[SectionSpec]:
    hint = "What children and their parents or carers said, and what the service does with it."
    title = "Involvement of children and their parents or carers"
    yield _spec(INVOLVEMENT, title, EVIDENCE, parts=_written("Involvement", hint))
    hint = "Who the children are, and whether the service meets the needs of all of them."
    yield _spec(DIVERSITY, "Diversity", EVIDENCE, parts=_written("Diversity", hint))


def _of_standard(standard: StandardOutline, domain: DomainOutline, shape: Shape) -> SectionSpec:
    topics = {standard.number, DECISIONS}
    topics |= {SAMPLE} if standard.by_cases else set()
    topics |= set() if shape.strengths_by_domain else {EVIDENCE}
    parts = _written(standard.title, "What was found, with the figures behind it and examples of practice.")
    if shape.prose_by_question and not domain.has_cases:
        hint = "What was found on this question."
        parts = tuple(AuthoredPart(question.address, question.text, hint) for question in standard.questions)
    return _spec(f"{STANDARD_PREFIX}:{standard.number}", f"{standard.number} {standard.title}", *topics, parts=parts)


def _back(shape: Shape) -> Iterator[SectionSpec]:
    if shape.method:
        yield _spec(METHOD, shape.method, CASE_MIX, FACTS, SAMPLE, EVIDENCE)
    yield _spec(FURTHER, "Further information")
