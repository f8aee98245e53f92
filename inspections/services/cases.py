"""The only writer of new cases in a sample."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import can_add_cases, can_sign_off_sample, standing_of
from inspections.events import figures_changed
from inspections.models import Case, Inspection
from inspections.rules import CASE_MIX, SAMPLE, NewCase
from standards.outline import outline_of
from standards.structure import DomainOutline, Outline


class CaseRefused(Exception):
    """A case cannot be added like this; the message says why."""


@transaction.atomic
def cases_add(*, by: Person, at: datetime, inspection: Inspection, cases: Sequence[NewCase]) -> list[Case]:
    """Adds cases to the sample: all of them, or none. Raises CaseRefused for the first that cannot be taken.

    A stand-in may, because what they sign off brings a case in; no page of theirs adds one by itself.
    """
    standing = standing_of(by, inspection.pk)
    if not can_add_cases(standing) and not can_sign_off_sample(standing):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    outline = outline_of(inspection.edition)
    taken = set(inspection.cases.values_list("reference", flat=True))
    rows = []
    for case in cases:
        if case.reference in taken:
            raise CaseRefused(f"{case.reference}: another case of this inspection has this reference.")
        if problem := problem_with_case(case, outline):
            raise CaseRefused(f"{case.reference}: {problem}")
        taken.add(case.reference)
        rows.append(_case_row(case, inspection, outline.domain_by_code[case.domain], by=by, at=at))
    created = Case.objects.bulk_create(rows)
    figures_changed.send(Case, inspection_id=inspection.pk, topics=frozenset({CASE_MIX, SAMPLE}))
    return created


def problem_with_case(case: NewCase, outline: Outline) -> str:
    """Why a case cannot be read under this edition, as a sentence; empty when it can."""
    domain = outline.domain_by_code.get(case.domain)
    if domain is None or not domain.has_cases:
        return f"this edition reads no cases in a domain {case.domain}."
    types = [disposal.code for disposal in domain.disposal_types]
    if case.disposal_type not in types:
        return f"{case.disposal_type} is not a disposal of {case.domain}; it may be {', '.join(types)}."
    offered = options_given(outline, domain)
    for target, value in case.given.items():
        if target not in offered:
            return f"{target} is not asked of cases in {case.domain}."
        if value and offered[target] and value not in offered[target]:
            return f"{target} cannot be {value}; it may be {', '.join(offered[target])}."
    return ""


def options_given(outline: Outline, domain: DomainOutline) -> Mapping[str, tuple[str, ...]]:
    """What may be given of a case before it is read: each target with its options (none: answered in words)."""
    facts = {fact.target: fact.options for fact in outline.facts_asked_in(domain.code)}
    levels = {f"{side}.{kind}": outline.levels for kind in outline.kinds for side in ("service", "inspector")}
    return facts | levels


def _case_row(case: NewCase, inspection: Inspection, domain: DomainOutline, *, by: Person, at: datetime) -> Case:
    return Case(
        inspection=inspection,
        domain_id=domain.pk,
        disposal_type_id=next(d.pk for d in domain.disposal_types if d.code == case.disposal_type),
        disposal_local_name=case.disposal_local_name,
        reference=case.reference,
        began=case.began,
        case_manager=case.case_manager,
        given={target: value for target, value in case.given.items() if value},
        changed_by=by,
        changed_at=at,
    )
