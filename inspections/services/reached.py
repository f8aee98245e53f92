"""An inspection reaches a phase because of what was done in it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import can_change_sample, standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import CASE_MIX, CONTEXT, Phase


@transaction.atomic
def phase_reach(*, inspection_id: int, phase: Phase, by: Person) -> Inspection:
    """Moves the inspection on to `phase` if it is before it; never back."""
    inspection: Inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection_id)
    if not can_change_sample(standing_of(by, inspection_id)):
        raise PermissionDenied
    order = list(Phase)
    if order.index(Phase(inspection.phase)) < order.index(phase):
        row_change(inspection, seen=inspection.version, by=by, phase=phase.value)
        figures_changed.send(Inspection, inspection_id=inspection_id, topics=frozenset({CONTEXT, CASE_MIX}))
    return inspection
