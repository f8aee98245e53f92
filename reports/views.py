"""The report page: every section's last built body at once, and what became newer since."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Person
from inspections.access import standing_of
from inspections.models import Inspection
from reports.access import can_see_report
from reports.contents import changes_since, chapters_of
from reports.rules import seen_of


@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    inspection = _inspection(request, name)
    return render(request, "reports/report.html", {"inspection": inspection, "chapters": chapters_of(inspection)})


@require_safe
def report_changes(request: HttpRequest, name: str) -> HttpResponse:
    """What differs from the sections that the page holds (`v`, once for each): 204, or parts that htmx swaps in."""
    try:
        inspection = _inspection(request, name)
    except PermissionDenied:  # taken off the team: let the page itself say so, and ask no more
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    changes = changes_since(inspection, seen_of(request.GET.getlist("v")))
    if changes.reload:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not changes.changed:
        return HttpResponse(status=204)
    return render(request, "reports/_changes.html", {"changes": changes})


def _inspection(request: HttpRequest, name: str) -> Inspection:
    inspection: Inspection = get_object_or_404(Inspection.objects.with_names(), name=name)
    if not can_see_report(standing_of(cast("Person", request.user), inspection.pk)):
        raise PermissionDenied
    return inspection
