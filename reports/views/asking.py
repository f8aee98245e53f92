"""What the pages beside a report begin with, and how they say why nothing is saved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection
from inspections.rules import Phase, Standing
from inspections.views import asking
from inspections.views.asking import Crumbs, crumbs_to, inspection_asked, page_of
from reports.broker import builds_send
from reports.contents import Part, part_of
from reports.services import ReportRefused

MOVED = "The order changed meanwhile, so nothing was moved. Look again."
is_saved = partial(asking.is_saved, refusals=(ReportRefused,))


def report_page(
    inspection: Inspection, standing: Standing, title: str, *way: tuple[str, str], **more: Any
) -> dict[str, Any]:
    """The context of a page below the report; `way` are the steps between."""
    page = page_of(inspection, standing, title, **{"published": is_published(inspection), **more})
    page["crumbs"][-1:-1] = [("Report", reverse("report", args=[inspection.name])), *way]
    return page


def is_published(inspection: Inspection) -> bool:
    """Nothing of its report changes any more."""
    return bool(inspection.phase == Phase.PUBLISHED)


def is_done(request: PersonRequest, do: Callable[[], Any], *, changed: str) -> bool:
    """Calls a service that returns the sections to queue, or says why nothing was done."""
    try:
        builds_send(do() or ())
    except ChangedMeanwhile:
        messages.error(request, changed)
    except ReportRefused as refusal:
        messages.error(request, f"{refusal}.")
    else:
        return True
    return False


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


def number_posted(request: PersonRequest, name: str = "place") -> int:
    told = request.POST.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else 0
