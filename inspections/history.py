"""Who joined a team or left it, from the history that the database keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from inspections.models import Inspection
from inspections.rules import ROLE_NAMES, Role


@dataclass(frozen=True, slots=True)
class TeamChange:
    """One change; `by` is empty where it was not made in the browser."""

    at: datetime
    person: str
    words: str
    by: str


def team_changes(inspection: Inspection) -> list[TeamChange]:
    """All changes to the team, the newest first, in one query."""
    events: Any = apps.get_model("inspections", "TeamMemberEvent")._default_manager
    found = events.filter(inspection=inspection).select_related("person", "by", "removed_by").order_by("-pgh_id")
    return [_change(event) for event in found]


def _change(event: Any) -> TeamChange:
    done = {"insert": ("Joined as", event.by), "delete": ("Left as", event.removed_by)}
    verb, by = done.get(event.pgh_label, ("Became", None))  # no service changes a role
    field = f" ({event.field})" if event.field else ""
    words = f"{verb} {ROLE_NAMES[Role(event.role)].lower()}{field}"
    return TeamChange(event.pgh_created_at, event.person.name, words, by.name if by else "")
