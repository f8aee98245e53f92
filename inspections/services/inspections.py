"""The only writers of inspections and their plan."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import can_plan
from inspections.events import figures_changed
from inspections.models import Inspection, Service
from inspections.rules import CASE_MIX, CONTEXT
from inspections.services.phases import phases_plan
from inspections.services.topics import all_topics
from standards.models import Edition

PLAN = (
    "phase",
    "fieldwork_starts",
    "fieldwork_weeks",
    "fieldwork_mode",
    "joint_with",
    "published",
    "isbn",
    "meetings_held",
    "interviews",
)


class InspectionRefused(Exception):
    """The inspection cannot be set up or changed like this; the message says why and what to do."""


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
    phases_plan(inspection, by=by)
    figures_changed.send(Inspection, inspection_id=inspection.pk, topics=all_topics(edition))
    return inspection


@transaction.atomic
def inspection_change(*, by: Person, inspection: Inspection) -> Inspection:
    """Saves the plan of an inspection as the caller saw and changed it; its edition and its name stay.

    Phases that nobody adjusted follow its Monday. Raises ChangedMeanwhile where somebody else saved another plan since.
    """
    if not can_plan(by):
        raise PermissionDenied
    locked = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if (locked.edition_id, locked.name) != (inspection.edition_id, inspection.name):
        raise InspectionRefused("The edition and the name of an inspection stay: its cases and addresses rest on them.")
    row_change(locked, seen=inspection.version, by=by, **{name: getattr(inspection, name) for name in PLAN})
    inspection.version, inspection.by = locked.version, locked.by
    phases_plan(locked, by=by)
    figures_changed.send(Inspection, inspection_id=inspection.pk, topics=frozenset({CONTEXT, CASE_MIX}))
    return inspection
