"""Inspections that were set up before phases were planned get the days that follow from their Monday."""

from typing import Any

from django.db import migrations

from inspections.rules import phase_dates


def phases_plan(apps: Any, schema_editor: Any) -> None:
    inspections, planned = (apps.get_model("inspections", name) for name in ("Inspection", "PlannedPhase"))
    rows = [
        planned(inspection_id=inspection.pk, phase=dated.phase.value, first=dated.first, last=dated.last)
        for inspection in inspections.objects.filter(planned_phases=None).order_by("pk")
        for dated in phase_dates(fieldwork_starts=inspection.fieldwork_starts, weeks=inspection.fieldwork_weeks)
    ]
    planned.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0006_planning_notices")]

    operations = [migrations.RunPython(phases_plan, migrations.RunPython.noop)]
