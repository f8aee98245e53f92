"""The only writers of teams."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from inspections.access import can_plan
from inspections.models import Inspection, TeamMember
from inspections.rules import ROLE_NAMES, Role, clashing_roles


class TeamRefused(Exception):
    """The team cannot be changed like this; the message says why and what to do."""


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
