"""The only writers of teams."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from accounts.services import person_add, person_change
from accounts.versions import row_change
from inspections.access import can_see_team, can_staff, standing_of
from inspections.events import figures_changed
from inspections.models import Inspection, TeamMember
from inspections.rules import CONTEXT, READ_CASES, ROLE_NAMES, Phase, Role, clashing_roles
from inspections.services.notices import notice_ask
from standards.outline import outline_of

MOST_DAYS = 60
LED_OR_READ = "Nobody decides on an inspection they led or read for"


class TeamRefused(Exception):
    """The team cannot be changed like this; the message says why and what to do."""


@transaction.atomic
def team_member_add(
    *, by: Person, inspection: Inspection, person: Person, role: Role, field: str = "", site: str = ""
) -> TeamMember:
    """Gives somebody a role. With a `site` for its addresses to begin with, a mail tells them, after the commit."""
    if not can_staff(standing_of(by, inspection.pk), role):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if field and role is Role.SERVICE_CONTACT:
        raise TeamRefused("A service contact is no colleague inspector: choose another role, or leave the field out.")
    _role_check(inspection, person, role)
    if site and not person.is_made_by_import:
        notice_ask(inspection=inspection, person=person, role=role, site=site, by=by)
    member: TeamMember = TeamMember.objects.create(inspection=inspection, person=person, role=role, field=field, by=by)
    _team_changed(inspection.pk)
    return member


@transaction.atomic
def team_member_invite(
    *, by: Person, inspection: Inspection, name: str, email: str, role: Role, field: str = "", site: str
) -> TeamMember:
    """Somebody new, on the team at once; one mail tells them of their role and how to set a password.

    Raises PersonRefused and TeamRefused.
    """
    person = person_add(by=by, name=name, email=email)
    return team_member_add(by=by, inspection=inspection, person=person, role=role, field=field, site=site)


def _role_check(inspection: Inspection, person: Person, role: Role) -> None:
    """Raises TeamRefused where the person cannot have the role beside what they do or did."""
    held = TeamMember.objects.roles_of(person.pk, inspection.pk)
    if role in held:
        raise TeamRefused(f"{person} is already {ROLE_NAMES[role].lower()} of this inspection.")
    if clashes := clashing_roles(held, role):
        names = " and ".join(ROLE_NAMES[clash].lower() for clash in clashes)
        of_service = Role.SERVICE_CONTACT in (role, *clashes)
        why = "A service contact works for the service inspected" if of_service else LED_OR_READ
        raise TeamRefused(
            f"{person} is {names} of this inspection. {why}: "
            f"choose somebody else{'' if role is Role.PANEL else ', or take that role away first'}."
        )
    if role is Role.PANEL and _took_part(inspection, person):
        raise TeamRefused(f"{person} has worked on this inspection, so they cannot sit on its panel.")
    if role is Role.LEAD and (lead := inspection.team.filter(role=Role.LEAD).select_related("person").first()):
        raise TeamRefused(f"{lead.person} leads this inspection. Take that role away first: there is one lead.")


def _took_part(inspection: Inspection, person: Person) -> bool:
    """They read a case, wrote in one, or proposed a judgement: whatever role they hold now, it is their own work."""
    wrote = Q(reader=person) | Q(answers__by=person) | Q(judgements__by=person)
    return inspection.reviews.filter(wrote).exists() or inspection.proposals.filter(by=person).exists()


@transaction.atomic
def team_member_change(
    *, by: Person, member: TeamMember, days: Decimal | None, domains: Sequence[str], most: int | None
) -> TeamMember:
    """What somebody reads: on how many days, of which domains (none: all), at most how many cases.

    `member` is as the caller saw them: raises ChangedMeanwhile, TeamRefused.
    """
    locked: TeamMember = (
        TeamMember.objects.select_for_update(no_key=True, of=("self",))
        .select_related("inspection__edition")
        .get(pk=member.pk)
    )
    if not can_see_team(standing_of(by, locked.inspection_id)):
        raise PermissionDenied
    if Role(locked.role) not in READ_CASES:
        raise TeamRefused(f"A {locked.get_role_display().lower()} reads no cases, so there is nothing to set.")
    codes = [domain.code for domain in outline_of(locked.inspection.edition).domains if domain.has_cases]
    if unknown := [code for code in domains if code not in codes]:
        raise TeamRefused(f"This edition reads no cases in a domain {unknown[0]}: it may be {', '.join(codes)}.")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise TeamRefused(f"Days available may be from 0 to {MOST_DAYS}.")
    row_change(locked, seen=member.version, by=by, days=days, domains=list(domains), most=most)
    return locked


@transaction.atomic
def team_member_remove(*, by: Person, member: TeamMember) -> None:
    """Ends the person's access through this role at once. What they recorded stays."""
    if not can_staff(standing_of(by, member.inspection_id), Role(member.role)):
        raise PermissionDenied
    TeamMember.objects.filter(pk=member.pk).remove(by=by)
    _team_changed(member.inspection_id)


@transaction.atomic
def team_person_change(*, by: Person, person: Person, name: str, **told: Any) -> Person:
    """What `person_change` of accounts does; reports that are not published follow a name that changed."""
    changed = person_change(by=by, person=person, name=name, **told)
    if changed.name != person.name:
        rows = TeamMember.objects.filter(person=changed).exclude(inspection__phase=Phase.PUBLISHED)
        for inspection_id in sorted(set(rows.values_list("inspection_id", flat=True))):
            _team_changed(inspection_id)
    return changed


def _team_changed(inspection_id: int) -> None:
    """A report names its team."""
    figures_changed.send(TeamMember, inspection_id=inspection_id, topics=frozenset({CONTEXT}))
