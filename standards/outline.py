"""An edition as one immutable value, read once per process.

Only an edition in use is kept: it never changes (the database refuses it). One that no inspection uses may be replaced
at any moment, also by the same content in new rows, and is read each time.
"""

from functools import lru_cache

from standards.models import (
    DisposalGroup,
    DisposalType,
    Domain,
    Edition,
    FactQuestion,
    InterviewQuestion,
    KeyQuestion,
    Prompt,
    RatingBand,
    RelevanceRule,
    ScaleRating,
    Standard,
)
from standards.rules import Band, Condition, Discretion, Figures, RatedBy, Rating, Rounding
from standards.structure import (
    ALWAYS,
    DisposalOutline,
    DomainOutline,
    FactOutline,
    InterviewOutline,
    Outline,
    PromptOutline,
    QuestionOutline,
    StandardOutline,
)


def outline_of(edition: Edition) -> Outline:
    return _kept(edition.pk, edition.content_hash) if edition.in_use else _read(edition)


@lru_cache(maxsize=64)
def edition_in_use(pk: int) -> Edition:
    """An edition that an inspection uses, by its key, read once per process. Raises DoesNotExist for any other."""
    edition: Edition = Edition.objects.get(pk=pk, in_use=True)
    return edition


@lru_cache(maxsize=2000)
def domain_in_use(pk: int) -> Domain:
    """A domain of an edition in use, read once per process."""
    domain: Domain = Domain.objects.get(pk=pk, edition__in_use=True)
    return domain


@lru_cache(maxsize=2000)
def disposal_type_in_use(pk: int) -> DisposalType:
    """A disposal type of an edition in use, read once per process."""
    disposal_type: DisposalType = DisposalType.objects.get(pk=pk, edition__in_use=True)
    return disposal_type


@lru_cache(maxsize=64)
def _kept(edition_id: int, content_hash: str) -> Outline:
    return _read(Edition.objects.get(pk=edition_id))


def _read(edition: Edition) -> Outline:
    return Outline(
        pk=edition.pk,
        code=edition.code,
        title=edition.title,
        edition=edition.edition,
        figures=_figures(edition),
        levels=tuple(edition.classification_levels),
        kinds=tuple(edition.classification_kinds),
        facts=tuple(_fact(row) for row in FactQuestion.objects.filter(edition=edition)),
        domains=_domains(edition),
        interview=_interview(edition),
    )


def _figures(edition: Edition) -> Figures:
    bands = list(RatingBand.objects.filter(edition=edition).order_by("start"))

    def of_kind(kind: str) -> tuple[Band, ...]:
        return tuple(Band(b.start, b.rating, b.phrase) for b in bands if b.kind == kind)

    return Figures(
        scale=tuple(Rating(r.code, r.name, r.points) for r in ScaleRating.objects.filter(edition=edition)),
        rounding=Rounding(edition.percentage_rounding),
        key_question_bands=of_kind(RatingBand.Kind.KEY_QUESTION),
        overall_bands=of_kind(RatingBand.Kind.OVERALL),
        discretion=Discretion(
            points_from_boundary=edition.discretion_points_from_boundary,
            cases_that_flip=edition.discretion_cases_that_flip,
            small_sample=edition.discretion_small_sample,
        ),
    )


def _fact(row: FactQuestion) -> FactOutline:
    return FactOutline(
        code=row.code,
        target=f"fact.{row.code}",
        text=row.text,
        options=tuple(row.options),
        by=row.by,
        domains=frozenset(row.domains),
        yes_needs_alert=row.yes_needs_alert,
    )


def _interview(edition: Edition) -> tuple[InterviewOutline, ...]:
    rows = InterviewQuestion.objects.filter(edition=edition).select_related("key_question__standard")
    return tuple(
        InterviewOutline(
            code=row.code,
            target=f"note.{row.code}",
            text=row.text,
            standard=row.key_question.standard.number,
            number=row.key_question.number,
        )
        for row in rows
    )


def condition_of_row(rule: RelevanceRule) -> Condition:
    return Condition(
        code=rule.code,
        note=rule.note,
        target=rule.target,
        allowed=frozenset(rule.allowed),
        excluded=frozenset(rule.excluded),
        disposal_types=frozenset(rule.disposal_types),
    )


def _domains(edition: Edition) -> tuple[DomainOutline, ...]:
    prompts: dict[int, list[Prompt]] = {}
    for prompt in Prompt.objects.filter(edition=edition).order_by("letter"):
        prompts.setdefault(prompt.key_question_id, []).append(prompt)
    questions: dict[int, list[KeyQuestion]] = {}
    for question in KeyQuestion.objects.filter(edition=edition).select_related("relevant").order_by("number"):
        questions.setdefault(question.standard_id, []).append(question)
    standards: dict[int, list[Standard]] = {}
    for standard in Standard.objects.filter(edition=edition):
        standards.setdefault(standard.domain_id, []).append(standard)
    groups = list(DisposalGroup.objects.filter(edition=edition))
    types = list(DisposalType.objects.filter(edition=edition).select_related("group"))

    def question_outline(standard: Standard, row: KeyQuestion) -> QuestionOutline:
        address = f"{standard.number}.{row.number}"
        return QuestionOutline(
            pk=row.pk,
            address=address,
            number=row.number,
            standard=standard.number,
            text=row.text,
            theme=row.theme,
            guidance=row.guidance,
            condition=condition_of_row(row.relevant) if row.relevant else ALWAYS,
            prompts=tuple(
                PromptOutline(p.pk, f"{address}.{p.letter}", p.letter, p.text, p.guidance, p.where_applicable)
                for p in prompts.get(row.pk, [])
            ),
        )

    def standard_outline(domain: Domain, row: Standard) -> StandardOutline:
        return StandardOutline(
            pk=row.pk,
            number=row.number,
            title=row.title,
            statement=row.statement,
            rated_by=RatedBy(row.rated_by),
            may_be_unrated=row.may_be_unrated,
            counts_towards_overall=domain.counts_towards_overall,
            domain=domain.code,
            characteristics=row.characteristics,
            questions=tuple(question_outline(row, q) for q in questions.get(row.pk, [])),
        )

    return tuple(
        DomainOutline(
            pk=domain.pk,
            code=domain.code,
            number=domain.number,
            title=domain.title,
            cases=domain.cases,
            began=domain.began,
            counts_towards_overall=domain.counts_towards_overall,
            groups=tuple(DisposalOutline(g.pk, g.code, g.one, g.many, "") for g in groups if g.domain_id == domain.pk),
            disposal_types=tuple(
                DisposalOutline(t.pk, t.code, t.one, t.many, t.group.code if t.group else "")
                for t in types
                if t.domain_id == domain.pk
            ),
            standards=tuple(standard_outline(domain, s) for s in standards.get(domain.pk, [])),
        )
        for domain in Domain.objects.filter(edition=edition)
    )
