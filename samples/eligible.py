"""The eligible cases of an inspection as the rules of the sample take them, and what its edition says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from inspections.models import Case, Inspection
from inspections.rules import NewCase
from samples.models import EligibleRow
from samples.rules import (
    DISPOSAL_TYPE,
    Aside,
    EligibleCase,
    SampleFigures,
    SuggestedSizes,
    Variable,
    sample_figures,
    suggested_sizes,
    variables_of,
)
from standards.outline import outline_of
from standards.structure import DomainOutline, Outline


@dataclass(frozen=True, slots=True)
class Frame:
    """What an inspection's edition says of its sample: figures, sampled domains, those read on top."""

    outline: Outline
    figures: SampleFigures
    sampled: tuple[DomainOutline, ...]
    on_top: tuple[DomainOutline, ...]

    @property
    def domains(self) -> tuple[DomainOutline, ...]:
        return (*self.sampled, *self.on_top)

    def variables(self) -> dict[str, tuple[Variable, ...]]:
        return {one.code: variables_of(self.figures.match_on, self.outline, one.code) for one in self.domains}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of an upload are eligible by domain, and how many are set aside by reason."""

    eligible: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[Aside, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.eligible.values())

    @property
    def set_aside(self) -> int:
        return sum(self.aside.values())


def frame_of(inspection: Inspection) -> Frame:
    outline = outline_of(inspection.edition)
    figures = sample_figures(inspection.edition.sample)
    split = dict(figures.split)
    read = [domain for domain in outline.domains if domain.has_cases]
    return Frame(
        outline,
        figures,
        tuple(domain for domain in read if domain.code in split),
        tuple(domain for domain in read if domain.code not in split),
    )


def counts_of(inspection: Inspection) -> Counts:
    """In one query, however many rows there are."""
    rows = EligibleRow.objects.of_inspection(inspection.pk).order_by().values_list("domain", "aside")
    eligible: dict[str, int] = {}
    aside: dict[str, int] = {}
    for domain, why, count in rows.annotate(n=Count("pk")):
        found, key = (aside, why) if why else (eligible, domain)
        found[key] = found.get(key, 0) + count
    return Counts(dict(sorted(eligible.items())), {why: aside[why] for why in Aside if why in aside})


def suggestion_for(frame: Frame, counts: Counts) -> SuggestedSizes:
    return suggested_sizes(frame.figures, counts.eligible)


def eligible_cases(inspection: Inspection, frame: Frame) -> tuple[EligibleCase, ...]:
    """The rows taken that may be drawn, in one query."""
    targets = targets_by_domain(frame)
    rows = EligibleRow.objects.of_inspection(inspection.pk).eligible().order_by("reference")
    columns = ("reference", "person_ref", "domain", "disposal_type", "began", "case_manager", "given")
    return tuple(
        EligibleCase(reference, person, domain, disposal, began, manager, _levels(given, targets.get(domain, {})))
        for reference, person, domain, disposal, began, manager, given in rows.values_list(*columns)
    )


def targets_by_domain(frame: Frame) -> dict[str, dict[str, str]]:
    """For each domain, where a case's level of each variable is given, but for the disposal type."""
    return {
        domain: {one.code: one.target for one in variables if one.code != DISPOSAL_TYPE}
        for domain, variables in frame.variables().items()
    }


def _levels(given: Mapping[str, str], targets: Mapping[str, str]) -> dict[str, str]:
    return {code: given.get(target, "") for code, target in targets.items()}


def as_eligible(case: Case, variables: Iterable[Variable]) -> EligibleCase:
    """A case of the sample that no draw knows, because somebody added it."""
    targets = {one.code: one.target for one in variables if one.code != DISPOSAL_TYPE}
    return EligibleCase(
        reference=case.reference,
        person_ref=case.reference,
        domain=case.domain.code,
        disposal_type=case.disposal_type.code,
        began=case.began,
        case_manager=case.case_manager,
        classes=_levels(case.given, targets),
    )


def new_cases(inspection: Inspection, references: Iterable[str]) -> list[NewCase]:
    """The rows taken of these references, as cases to be added to the sample."""
    rows = EligibleRow.objects.of_inspection(inspection.pk).filter(reference__in=list(references))
    return [
        NewCase(
            reference=row.reference,
            domain=row.domain,
            disposal_type=row.disposal_type,
            began=row.began,
            given=row.given,
            disposal_local_name=row.disposal_local_name,
            case_manager=row.case_manager,
        )
        for row in rows.order_by("reference")
    ]
