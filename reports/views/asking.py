"""What every page of a section asks first: which one it is, and whether this person may."""

from collections.abc import Callable

from django.http import Http404
from django.urls import reverse

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import Crumbs, crumbs_to, inspection_asked
from reports.contents import Part, part_of


def section_asked(
    request: PersonRequest, name: str, section: str, may: Callable[[Standing], bool]
) -> tuple[Inspection, Standing, Part]:
    """The section of the inspection's report, without its body. Raises Http404 and PermissionDenied."""
    inspection, standing = inspection_asked(request, name, may)
    part = part_of(inspection, section)
    if part is None:
        raise Http404
    return inspection, standing, part


def section_crumbs(inspection: Inspection, standing: Standing, *further: tuple[str, str]) -> Crumbs:
    return crumbs_to(inspection, standing, ("Report", reverse("report", args=[inspection.name])), *further)
