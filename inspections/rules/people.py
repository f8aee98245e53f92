"""Roles in an inspection's team, and what a person's standing in it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does in one inspection. Administrators are a property of the person, not of a team."""

    LEAD = "lead"
    STAND_IN = "stand_in"
    INSPECTOR = "inspector"
    QUALITY_LEAD = "quality_lead"
    PANEL = "panel"
    EDITOR = "editor"
    SIGNATORY = "signatory"
    SERVICE_CONTACT = "service_contact"


ROLE_NAMES = {
    Role.LEAD: "Lead inspector",
    Role.STAND_IN: "Stand-in for the lead",
    Role.INSPECTOR: "Inspector",
    Role.QUALITY_LEAD: "Quality lead",
    Role.PANEL: "Panel member",
    Role.EDITOR: "Report editor",
    Role.SIGNATORY: "Signatory",
    Role.SERVICE_CONTACT: "Service contact",
}

READ_CASES = (Role.LEAD, Role.INSPECTOR)  # who may be given cases to read

# A panel member did not lead or read the inspection they decide on, and whoever works for the service that is inspected
# has no part in it (our choice, docs/rules.md).
NOT_TOGETHER = {
    Role.PANEL: frozenset({Role.LEAD, Role.STAND_IN, Role.INSPECTOR, Role.QUALITY_LEAD, Role.SERVICE_CONTACT}),
    Role.LEAD: frozenset({Role.PANEL, Role.SERVICE_CONTACT}),
    Role.STAND_IN: frozenset({Role.PANEL, Role.SERVICE_CONTACT}),
    Role.INSPECTOR: frozenset({Role.PANEL, Role.SERVICE_CONTACT}),
    Role.QUALITY_LEAD: frozenset({Role.PANEL, Role.SERVICE_CONTACT}),
    Role.EDITOR: frozenset({Role.SERVICE_CONTACT}),
    Role.SIGNATORY: frozenset({Role.SERVICE_CONTACT}),
    Role.SERVICE_CONTACT: frozenset(set(Role) - {Role.SERVICE_CONTACT}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is in one inspection: what every access predicate decides on."""

    person_id: int
    roles: frozenset[Role]
    is_administrator: bool = False

    def is_any(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


def clashing_roles(held: Iterable[Role], wanted: Role) -> list[Role]:
    """Roles somebody holds in an inspection that they may not hold together with `wanted`."""
    return sorted(set(held) & NOT_TOGETHER.get(wanted, frozenset()))
