"""The only writers of services, inspections, teams and the cases of a sample."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import can_add_cases, can_plan, standing_of
from inspections.events import figures_changed
from inspections.models import Case, Inspection, Service, TeamMember
from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, ROLE_NAMES, SAMPLE, NewCase, Role, clashing_roles
from standards.models import Edition
from standards.outline import outline_of
from standards.structure import DomainOutline, Outline

SERVICE_NAMES = ("place", "full_name", "short_name", "generic_term", "board_name")
PLAN = (
    "phase",
    "fieldwork_starts",
    "fieldwork_weeks",
    "fieldwork_mode",
    "joint_with",
    "published",
    "meetings_held",
    "interviews",
)


class ServiceRefused(Exception):
    """The service cannot be saved like this; the message says why."""


class InspectionRefused(Exception):
    """The inspection cannot be set up or changed like this; the message says why and what to do."""


class TeamRefused(Exception):
    """The team cannot be changed like this; the message says why and what to do."""


class CaseRefused(Exception):
    """A case cannot be added like this; the message says why."""


def all_topics(edition: Edition) -> frozenset[str]:
    """Everything that a figure of an inspection under this edition can read."""
    return frozenset(outline_of(edition).standards) | {CASE_MIX, SAMPLE, DECISIONS, CONTEXT}


@transaction.atomic
def service_save(*, by: Person, service: Service) -> Service:
    """Saves a new service, or the names of one as the caller saw and changed it: raises ChangedMeanwhile."""
    if not can_plan(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            if service.pk:
                _service_rename(service, by=by)
            else:
                service.by = by
                service.save(force_insert=True)
    except IntegrityError as clash:
        raise ServiceRefused(f"There is a service for {service.place} already.") from clash
    for inspection in service.inspections.order_by("pk"):
        figures_changed.send(Service, inspection_id=inspection.pk, topics=all_topics(inspection.edition))
    return service


def _service_rename(service: Service, *, by: Person) -> None:
    locked = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    row_change(locked, seen=service.version, by=by, **{name: getattr(service, name) for name in SERVICE_NAMES})
    service.version, service.by = locked.version, locked.by


@transaction.atomic
def inspection_create(
    *, by: Person, service: Service, edition: Edition, name: str, fieldwork_starts: date, **fields: Any
) -> Inspection:
    """A new inspection; the edition is fixed from now on. Its rated standards and sections follow from the event."""
    if not can_plan(by):
        raise PermissionDenied
    inspection = Inspection(
        service=service, edition=edition, name=name, fieldwork_starts=fieldwork_starts, by=by, **fields
    )
    try:
        with transaction.atomic():
            inspection.save(force_insert=True)
    except IntegrityError as clash:
        raise InspectionRefused(f"There is an inspection called {name} already. Choose another name.") from clash
    figures_changed.send(Inspection, inspection_id=inspection.pk, topics=all_topics(edition))
    return inspection


@transaction.atomic
def inspection_change(*, by: Person, inspection: Inspection) -> Inspection:
    """Saves the plan of an inspection as the caller saw and changed it; its edition and its name stay.

    Raises ChangedMeanwhile where somebody else has saved another plan since.
    """
    if not can_plan(by):
        raise PermissionDenied
    locked = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if (locked.edition_id, locked.name) != (inspection.edition_id, inspection.name):
        raise InspectionRefused("The edition and the name of an inspection stay: its cases and addresses rest on them.")
    row_change(locked, seen=inspection.version, by=by, **{name: getattr(inspection, name) for name in PLAN})
    inspection.version, inspection.by = locked.version, locked.by
    figures_changed.send(Inspection, inspection_id=inspection.pk, topics=frozenset({CONTEXT, CASE_MIX}))
    return inspection


@transaction.atomic
def team_member_add(*, by: Person, inspection: Inspection, person: Person, role: Role, field: str = "") -> TeamMember:
    if not can_plan(by):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    held = TeamMember.objects.roles_of(person.pk, inspection.pk)
    if role in held:
        raise TeamRefused(f"{person} is already {ROLE_NAMES[role].lower()} of this inspection.")
    if clashes := clashing_roles(held, role):
        names = " and ".join(ROLE_NAMES[clash].lower() for clash in clashes)
        raise TeamRefused(
            f"{person} is {names} of this inspection. Nobody decides on an inspection they led or read for: "
            f"choose somebody else{'' if role is Role.PANEL else ', or take that role away first'}."
        )
    if role is Role.PANEL and _took_part(inspection, person):
        raise TeamRefused(f"{person} has worked on this inspection, so they cannot sit on its panel.")
    if role is Role.LEAD and (lead := inspection.team.filter(role=Role.LEAD).select_related("person").first()):
        raise TeamRefused(f"{lead.person} leads this inspection. Take that role away first: there is one lead.")
    return TeamMember.objects.create(inspection=inspection, person=person, role=role, field=field, by=by)


def _took_part(inspection: Inspection, person: Person) -> bool:
    """They read a case, wrote in one, or proposed a judgement: whatever role they hold now, it is their own work."""
    wrote = Q(reader=person) | Q(answers__by=person) | Q(judgements__by=person)
    return inspection.reviews.filter(wrote).exists() or inspection.proposals.filter(by=person).exists()


@transaction.atomic
def team_member_remove(*, by: Person, member: TeamMember) -> None:
    """Ends the person's access through this role at once. What they recorded stays."""
    if not can_plan(by):
        raise PermissionDenied
    TeamMember.objects.filter(pk=member.pk).remove(by=by)


@transaction.atomic
def cases_add(*, by: Person, at: datetime, inspection: Inspection, cases: Sequence[NewCase]) -> list[Case]:
    """Adds cases to the sample: all of them, or none. Raises CaseRefused for the first that cannot be taken."""
    if not can_add_cases(standing_of(by, inspection.pk)):
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
