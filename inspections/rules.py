"""Roles in an inspection's team, its phases, and what a person's standing in it is. Pure values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person does in one inspection. Administrators are a property of the person, not of a team."""

    LEAD = "lead"
    INSPECTOR = "inspector"
    QUALITY_LEAD = "quality_lead"
    PANEL = "panel"
    EDITOR = "editor"
    SIGNATORY = "signatory"
    SERVICE_CONTACT = "service_contact"


ROLE_NAMES = {
    Role.LEAD: "Lead inspector",
    Role.INSPECTOR: "Inspector",
    Role.QUALITY_LEAD: "Quality lead",
    Role.PANEL: "Panel member",
    Role.EDITOR: "Report editor",
    Role.SIGNATORY: "Signatory",
    Role.SERVICE_CONTACT: "Service contact",
}

# A panel member did not lead or read the inspection they decide on (our choice, docs/rules.md).
NOT_TOGETHER = {
    Role.PANEL: frozenset({Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD}),
    Role.LEAD: frozenset({Role.PANEL}),
    Role.INSPECTOR: frozenset({Role.PANEL}),
    Role.QUALITY_LEAD: frozenset({Role.PANEL}),
}


class Phase(StrEnum):
    ANNOUNCED = "announced"
    FIELDWORK = "fieldwork"
    QUALITY_ASSURANCE = "quality_assurance"
    PANEL = "panel"
    DRAFTING = "drafting"
    FACTUAL_ACCURACY = "factual_accuracy"
    PUBLISHED = "published"


PHASE_NAMES = {
    Phase.ANNOUNCED: "Announced",
    Phase.FIELDWORK: "Fieldwork",
    Phase.QUALITY_ASSURANCE: "Quality assurance",
    Phase.PANEL: "Ratings panel",
    Phase.DRAFTING: "Drafting",
    Phase.FACTUAL_ACCURACY: "Factual accuracy check",
    Phase.PUBLISHED: "Published",
}


class Mode(StrEnum):
    """Where fieldwork takes place."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MIXED = "mixed"


MODE_NAMES = {Mode.ON_SITE: "On site", Mode.REMOTE: "Remote", Mode.MIXED: "On site and remote"}

# What stands where an inspection's name stands in addresses, so none may be called so.
TAKEN_NAMES = frozenset({"new"})

# Topics of figures_changed that are not a standard's number.
CASE_MIX, SAMPLE, DECISIONS, CONTEXT = "case_mix", "sample", "decisions", "context"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is in one inspection: what every access predicate decides on."""

    person_id: int
    roles: frozenset[Role]
    is_administrator: bool = False

    def is_any(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be added to a sample. `given` maps targets ("fact.gender", "service.…") to what the service said."""

    reference: str
    domain: str
    disposal_type: str
    began: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    disposal_local_name: str = ""
    case_manager: str = ""


def clashing_roles(held: Iterable[Role], wanted: Role) -> list[Role]:
    """Roles somebody holds in an inspection that they may not hold together with `wanted`."""
    return sorted(set(held) & NOT_TOGETHER.get(wanted, frozenset()))
