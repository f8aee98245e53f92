"""Who may do what with an inspection. Every predicate takes the person's Standing in it; standing_of reads that."""

from accounts.models import Person
from inspections.models import Service, TeamMember
from inspections.rules import Role, Standing


def standing_of(person: Person, inspection_id: int) -> Standing:
    """The person's roles in the inspection, read afresh: leaving a team ends access at once."""
    roles = TeamMember.objects.roles_of(person.pk, inspection_id)
    if Role.LEAD in roles:
        person.leads.add(inspection_id)
    return Standing(person_id=person.pk, roles=roles, is_administrator=person.is_administrator and person.is_active)


def can_plan(person: Person) -> bool:
    """Set up services, inspections, teams and editions."""
    return person.is_active and person.is_administrator


def can_open_inspection(standing: Standing) -> bool:
    """The inspection's page. An administrator sees the plan on it, and no case and no figure."""
    return standing.is_administrator or can_see_inspection(standing)


def can_see_inspection(standing: Standing) -> bool:
    """Progress, cases and emerging figures."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD)


def can_change_phases(standing: Standing) -> bool:
    """Adjust the days of phases, and move the inspection on to its next one."""
    return standing.is_administrator or standing.is_any(Role.LEAD)


def can_see_team(standing: Standing) -> bool:
    """The team, with everybody's days, skills and conflicts of interest; change these."""
    return standing.is_administrator or standing.is_any(Role.LEAD)


def can_staff(standing: Standing, role: Role) -> bool:
    """Give somebody this role, or take it away: an administrator any, the lead their stand-in's."""
    return standing.is_administrator or (role is Role.STAND_IN and standing.is_any(Role.LEAD))


def can_declare_conflict(by: Person, *, person: Person, service: Service) -> bool:
    """Declare or withdraw a conflict of interest: one’s own; as a lead, of one’s team; as administrator, anybody’s.

    A service contact works there, and is given no case: they have none to declare.
    """
    if can_plan(by):
        return True
    teams = TeamMember.objects.filter(inspection__service=service, person__is_active=True)
    teams = teams.exclude(role=Role.SERVICE_CONTACT)
    if by.pk == person.pk:
        return teams.filter(person=by).exists()
    led = teams.filter(person=by, role=Role.LEAD).values("inspection")
    return teams.filter(person=person, inspection__in=led).exists()


def can_see_context(standing: Standing) -> bool:
    """The figures about the place and the service."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY)


def can_change_context(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD, Role.EDITOR)


def can_change_sample(standing: Standing) -> bool:
    """Allocate cases, put one right, and say that one fell out of the sample."""
    return standing.is_any(Role.LEAD)


def can_sign_off_sample(standing: Standing) -> bool:
    """Say that a case fell out, and what takes its place: the lead, or whoever is named to stand in for them."""
    return standing.is_any(Role.LEAD, Role.STAND_IN)


def can_add_cases(standing: Standing) -> bool:
    """Add cases to the sample; the administrator who does it does not see what becomes of them."""
    return standing.is_administrator or standing.is_any(Role.LEAD)
