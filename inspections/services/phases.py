"""The only writers of when phases are planned, and of which one an inspection is in."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_change_phases, standing_of
from inspections.bars import bars_held
from inspections.events import figures_changed
from inspections.models import Inspection, PlannedPhase
from inspections.rules import CASE_MIX, CONTEXT, Phase, PhaseDates, phase_dates


class PhaseRefused(Exception):
    """The phase cannot be planned or reached like this; the message says why and what to do."""


def phases_plan(inspection: Inspection, *, by: Person) -> None:
    """Plans every phase from the Monday of fieldwork, and again where it moved: what somebody adjusted stays.

    Within the transaction that sets up or changes the inspection.
    """
    rows = {row.phase: row for row in inspection.planned_phases.select_for_update(no_key=True).order_by("pk")}
    new = []
    for dated in _calculated(inspection).values():
        row = rows.get(dated.phase)
        if row is None:
            new.append(
                PlannedPhase(inspection=inspection, phase=dated.phase, first=dated.first, last=dated.last, by=by)
            )
        elif not row.is_adjusted:
            row_change(row, seen=row.version, by=by, first=dated.first, last=dated.last)
    PlannedPhase.objects.bulk_create(new)


def _calculated(inspection: Inspection) -> dict[Phase, PhaseDates]:
    dates = phase_dates(fieldwork_starts=inspection.fieldwork_starts, weeks=inspection.fieldwork_weeks)
    return {dated.phase: dated for dated in dates}


def phase_calculated(inspection: Inspection, phase: Phase) -> PhaseDates:
    """The days of a phase that follow from the Monday."""
    return _calculated(inspection)[phase]


@transaction.atomic
def phase_adjust(*, by: Person, planned: PlannedPhase, first: date, last: date) -> PlannedPhase:
    """Plans other days for a phase than those worked out, as the caller saw it: raises ChangedMeanwhile, PhaseRefused.

    Fieldwork has its days from the plan of the inspection: the sample's window rests on its Monday.
    """
    locked = _phase_lock(planned, by)
    if locked.phase == Phase.FIELDWORK:
        raise PhaseRefused("The days of fieldwork are set in the plan of the inspection: change its Monday there.")
    if last < first:
        raise PhaseRefused("The last day comes before the first: enter the same day or a later one.")
    row_change(locked, seen=planned.version, by=by, first=first, last=last, is_adjusted=True)
    _tell(locked)
    return locked


@transaction.atomic
def phase_recalculate(*, by: Person, planned: PlannedPhase) -> PlannedPhase:
    """Takes the days that follow from the Monday again; from then on the phase moves with it."""
    locked = _phase_lock(planned, by)
    dated = phase_calculated(locked.inspection, Phase(locked.phase))
    row_change(locked, seen=planned.version, by=by, first=dated.first, last=dated.last, is_adjusted=False)
    _tell(locked)
    return locked


def _tell(planned: PlannedPhase) -> None:
    """The data annexe prints when each phase was planned."""
    figures_changed.send(PlannedPhase, inspection_id=planned.inspection_id, topics=frozenset({CONTEXT}))


def _phase_lock(planned: PlannedPhase, by: Person) -> PlannedPhase:
    """The inspection is locked first, as its plan does, so that its Monday stays where it is meanwhile."""
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=planned.inspection_id)
    if not can_change_phases(standing_of(by, inspection.pk)):
        raise PermissionDenied
    locked: PlannedPhase = PlannedPhase.objects.select_for_update(no_key=True).get(pk=planned.pk)
    locked.inspection = inspection
    return locked


@transaction.atomic
def phase_move(*, by: Person, inspection: Inspection, to: Phase, now_in: Phase) -> Inspection:
    """The inspection, which the caller saw in `now_in`, is in another phase from now on.

    Raises ChangedMeanwhile, and PhaseRefused where something stands against publishing it.
    """
    locked: Inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if not can_change_phases(standing_of(by, locked.pk)):
        raise PermissionDenied
    if locked.phase == to:
        return locked
    if locked.phase != now_in:
        raise ChangedMeanwhile
    if to is Phase.PUBLISHED and (bars := bars_held(locked.pk)):
        raise PhaseRefused("It cannot be published yet. " + " ".join(bar.words for bar in bars))
    row_change(locked, seen=locked.version, by=by, phase=to.value)
    figures_changed.send(Inspection, inspection_id=locked.pk, topics=frozenset({CONTEXT, CASE_MIX}))
    return locked
