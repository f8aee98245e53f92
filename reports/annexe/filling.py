"""Makes the tables of an annexe from what was read: for the public, or for the team with nothing hidden."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from casereviews.rules import Reading
from inspections.rules import (
    CONTEXT_NAMES,
    DIRECTION_NAMES,
    MODE_NAMES,
    PHASE_NAMES,
    UNIT_NAMES,
    ContextKind,
    Direction,
    Mode,
    Phase,
    Unit,
)
from ratings.rules import Tally, percentage
from ratings.structure import QuestionFigures, StandardFigures
from reports.annexe.children import children_rows
from reports.annexe.reading import Material
from reports.annexe.rules import (
    SPECS,
    Audience,
    Cell,
    Mark,
    Table,
    paragraphs_of,
    table_of,
)
from reports.rules import caption_of, steps_of
from samples.tables import one_place
from standards.structure import DomainOutline, QuestionOutline, filled
from standards.wording import MONTHS, joined, plural, sentence

Rows = Iterable[tuple[Cell, ...]]
YES, NO = "Yes", "No"
READINGS = {Reading.FIRST: "First reading", Reading.SECOND: "Second reading"}


def tables_of(material: Material, audience: Audience) -> tuple[Table, ...]:
    return tuple(
        table_of(spec, list(FILLERS[spec.code](material, audience)))
        for spec in SPECS
        if audience is Audience.INSIDE or not spec.inside
    )


def shown(value: Cell | None, otherwise: Mark = Mark.NOT_APPLICABLE) -> Cell:
    return otherwise if value is None or value == "" else value


def yes_no(said: bool) -> str:
    return YES if said else NO


def numbers(places: Iterable[int]) -> Cell:
    return shown(joined([str(place) for place in places]))


def _inspection(material: Material, _: Audience) -> Rows:
    one, page = material.inspection, material.page
    starts, service = one.fieldwork_starts, one.service
    yield "Service", service.full_name or service.place
    yield "Place", service.place
    yield "Standards", f"{material.outline.title}, {material.outline.edition}"
    yield "Fieldwork started", f"{MONTHS[starts.month - 1]} {starts.year}"
    yield "Weeks of fieldwork", str(one.fieldwork_weeks)
    yield "Where fieldwork took place", MODE_NAMES[Mode(one.fieldwork_mode)]
    yield "Joint inspection with", joined([str(field) for field in material.joint_with]) or "Nobody"
    yield "Meetings held", shown(None if material.meetings is None else str(material.meetings), Mark.NOT_AVAILABLE)
    yield "Report", _report_words(material)
    yield "Reviews submitted", f"{page.reviews.submitted} of {plural(page.reviews.cases, 'case', 'cases')}"


def _report_words(material: Material) -> str:
    if material.is_published:
        return f"Published {material.inspection.published}".strip()
    return "Draft, not published: figures may still change"


def _context(material: Material, _: Audience) -> Rows:
    for figure in material.context:
        yield (
            CONTEXT_NAMES[ContextKind(figure.kind)],
            figure.label,
            UNIT_NAMES[Unit(figure.unit)],
            figure.value.normalize(),
            *(
                shown(_plain(one), Mark.NOT_AVAILABLE)
                for one in (figure.numerator, figure.denominator, figure.national)
            ),
            shown(DIRECTION_NAMES[Direction(figure.direction)] if figure.direction else None, Mark.NOT_AVAILABLE),
            shown(figure.period, Mark.NOT_AVAILABLE),
            figure.as_at,
            figure.source,
            shown(figure.source_address, Mark.NOT_AVAILABLE),
        )


def _plain(value: Decimal | None) -> Decimal | None:
    """The same for the same number, however it was saved."""
    return None if value is None else value.normalize()


def _method(material: Material, _: Audience) -> Rows:
    missing = Mark.NOT_AVAILABLE
    for domain in domains_read(material):
        code, mix, drawn = domain.code, material.mixes.get(domain.code), material.drawn.get(domain.code)
        window, listed = material.windows.get(code), material.eligible.total
        yield (
            code,
            domain.title,
            shown(sentence(filled(domain.began, material.service_word))),
            shown(window.first if window else None),
            shown(window.last if window else None),
            shown(material.eligible.eligible.get(code, 0) if listed else None, missing),
            shown(material.suggested.get(code), missing),
            shown(drawn.planned if drawn else None, missing),
            mix.reviews.cases if mix else 0,
            material.fell_out.get(code, 0),
            mix.reviews.submitted if mix else 0,
            shown(material.interviews.by_domain.get(code), missing),
        )


def domains_read(material: Material) -> list[DomainOutline]:
    return [domain for domain in material.outline.domains if domain.has_cases]


def _phases(material: Material, _: Audience) -> Rows:
    return ((PHASE_NAMES[Phase(row.phase)], row.first, row.last) for row in material.phases)


def _readers(material: Material, _: Audience) -> Rows:
    return ((name, *material.readers.get(reading.value, (0, 0, 0))) for reading, name in READINGS.items())


def _interviews(material: Material, _: Audience) -> Rows:
    held = material.interviews
    yield "Case managers", shown(held.managers, Mark.NOT_AVAILABLE)
    yield "Other people", shown(held.others, Mark.NOT_AVAILABLE)


def _disposals(material: Material, _: Audience) -> Rows:
    for domain in domains_read(material):
        cases = material.mixes[domain.code].disposals if domain.code in material.mixes else {}
        groups = {group.code: sentence(group.many) for group in domain.groups}
        for kind in domain.disposal_types:
            of_kind = {name: n for (code, name), n in cases.items() if code == kind.code}
            for name in sorted(of_kind) or [""]:
                group = shown(groups.get(kind.group))
                yield domain.code, group, sentence(kind.many), shown(name), of_kind.get(name, 0)


def _children(material: Material, audience: Audience) -> Rows:
    for domain in domains_read(material):
        yield from children_rows(material, domain, hides=audience is Audience.PUBLIC)


def _classes(material: Material, _: Audience) -> Rows:
    for domain, drawn in material.drawn.items():
        for words, row in drawn.classes:
            yield domain, words, row.stock, Decimal(one_place(row.expected)), row.got


def _overall(material: Material, _: Audience) -> Rows:
    overall, names = material.page.overall, material.page.figures.names
    rating = shown(names.get(overall.rating or ""))
    yield shown(overall.score), overall.out_of, rating, shown(joined(overall.missing))


def _ratings(material: Material, _: Audience) -> Rows:
    names, points = material.page.figures.names, material.page.figures.points
    for domain in material.page.domains:
        for one in domain.standards:
            decision, counts = one.discretion, one.outline.counts_towards_overall
            yield (
                domain.code,
                one.number,
                one.title,
                "Key questions" if one.by_cases else "Judgement",
                shown(one.result.lowest if one.result else None),
                numbers(one.deciding),
                shown(names.get(one.band or "")),
                shown(names.get(one.rating or "")),
                shown(points[one.rating] if one.rating and counts else None),
                yes_no(counts),
                yes_no(decision is not None),
                numbers(decision.set_aside if decision else ()),
                shown(decision.words if decision else None),
                yes_no(one.figures_changed),
            )


def _key_questions(material: Material, _: Audience) -> Rows:
    names = material.page.figures.names
    for one, question, figures in questions_of(material):
        aside = figures.number in one.discretion.set_aside if one.discretion else False
        yield (
            one.outline.domain,
            one.number,
            question.address,
            figures.text,
            figures.relevant,
            figures.yes,
            shown(figures.percentage),
            shown(names.get(figures.band or "")),
            yes_no(figures.decides),
            yes_no(aside),
        )


def questions_of(material: Material) -> Iterable[tuple[StandardFigures, QuestionOutline, QuestionFigures]]:
    for one in material.page.standards:
        if one.by_cases:
            for question, figures in zip(one.outline.questions, one.questions, strict=True):
                yield one, question, figures


def _prompts(material: Material, _: Audience) -> Rows:
    rounding = material.page.figures.rounding
    for one, question, figures in questions_of(material):
        types = material.outline.domain_by_code[one.outline.domain].disposal_types
        basis = caption_of(question.condition, figures.relevant, types)
        for prompt in question.prompts:
            yes, relevant = material.prompts.get(prompt.pk, (0, 0))
            yield (
                one.outline.domain,
                one.number,
                question.address,
                prompt.address,
                filled(prompt.text, material.service_word),
                basis,
                relevant,
                yes,
                shown(percentage(Tally(yes, relevant), rounding)),
            )


def _scale(material: Material, _: Audience) -> Rows:
    figures, worth = material.page.figures, material.page.figures.points
    for band, last in steps_of(figures.key_question_bands, 100):
        words = shown(sentence(band.phrase))
        yield "Lowest key question", figures.names[band.rating], band.start, last, worth[band.rating], words
    for band, last in steps_of(figures.overall_bands, material.page.overall.out_of):
        yield "Overall score", figures.names[band.rating], band.start, last, Mark.NOT_APPLICABLE, Mark.NOT_APPLICABLE


def _explanation(material: Material, _: Audience) -> Rows:
    standards = [one for domain in material.outline.domains for one in domain.standards]
    found = paragraphs_of(
        material.page.figures,
        counting=sum(one.counts_towards_overall for one in standards),
        apart=tuple(f"{one.number} {one.title}" for one in standards if not one.counts_towards_overall),
        judged=tuple(f"{one.number} {one.title}" for one in standards if not one.by_cases),
    )
    return ((place, *paragraph) for place, paragraph in enumerate(found, start=1))


FILLERS: Mapping[str, Callable[[Material, Audience], Rows]] = {
    "inspection": _inspection,
    "context": _context,
    "method": _method,
    "phases": _phases,
    "readers": _readers,
    "interviews": _interviews,
    "disposals": _disposals,
    "children": _children,
    "classes": _classes,
    "overall": _overall,
    "ratings": _ratings,
    "key_questions": _key_questions,
    "prompts": _prompts,
    "scale": _scale,
    "explanation": _explanation,
}
