"""Who an imported inspection is recorded by: people that are nobody, or those that the caller names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import Person
from inspections.models import Inspection, TeamMember
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove

ADDRESS = "@plumbline.invalid"
Membership = tuple[Person, Role, str]  # the text is the field of a colleague inspector


@dataclass(frozen=True, slots=True)
class Crew:
    lead: Person
    inspectors: Sequence[Person]
    panel: Sequence[Person]

    @property
    def memberships(self) -> list[Membership]:
        readers: list[Membership] = [(person, Role.INSPECTOR, "") for person in self.inspectors]
        return [(self.lead, Role.LEAD, ""), *readers, *((person, Role.PANEL, "") for person in self.panel)]

    @property
    def people(self) -> list[Person]:
        return [self.lead, *self.inspectors, *self.panel]


def importer() -> Person:
    """The administrator that imports are done as, locked: one import at a time."""
    person = _somebody("import", "Plumbline import", is_administrator=True)
    Person.objects.select_for_update().get(pk=person.pk)
    return person


def synthetic_crew() -> Crew:
    return Crew(
        lead=_somebody("synthetic-lead", "Synthetic lead"),
        inspectors=[_somebody(f"synthetic-inspector-{n}", f"Synthetic inspector {n}") for n in (1, 2, 3)],
        panel=[_somebody(f"synthetic-panel-{n}", f"Synthetic panel member {n}") for n in (1, 2)],
    )


def is_synthetic(person: Person) -> bool:
    return person.email.endswith(ADDRESS)


def crew_activate(people: Iterable[Person], *, is_active: bool) -> None:
    """Synthetic people may act while an import lasts, so that it passes every check; they can never sign in."""
    synthetic = [person for person in people if is_synthetic(person)]
    Person.objects.filter(pk__in=[person.pk for person in synthetic]).update(is_active=is_active)
    for person in synthetic:
        person.is_active = is_active


def _somebody(name: str, words: str, *, is_administrator: bool = False) -> Person:
    person = Person(email=f"{name}{ADDRESS}", name=words, is_administrator=is_administrator, is_active=False)
    person.set_unusable_password()
    fields = {field: getattr(person, field) for field in ("name", "is_administrator", "is_active", "password")}
    found, _ = Person.objects.get_or_create(email=person.email, defaults=fields)
    return found


def team_join(*, by: Person, inspection: Inspection, memberships: Iterable[Membership]) -> None:
    """Adds people to the team of an imported inspection. A lead takes over from the synthetic one."""
    for person, role, field in memberships:
        lead = inspection.team.filter(role=Role.LEAD).select_related("person").first()
        if role is Role.LEAD and lead and is_synthetic(lead.person):
            team_member_remove(by=by, member=lead)
        team_member_add(by=by, inspection=inspection, person=person, role=role, field=field)


def memberships_of(inspection: Inspection) -> list[Membership]:
    """Who is on the team, but for synthetic people."""
    team: Iterable[TeamMember] = inspection.team.select_related("person").order_by("pk")
    return [(m.person, Role(m.role), m.field) for m in team if not is_synthetic(m.person)]
