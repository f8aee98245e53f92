"""What the pages beside a report begin with, and how they say why nothing is saved."""

from functools import partial
from typing import Any

from django.urls import reverse

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views import asking
from inspections.views.asking import page_of
from reports.services import ReportRefused

MOVED = "The order changed meanwhile, so nothing was moved. Look again."
is_saved = partial(asking.is_saved, refusals=(ReportRefused,))


def report_page(
    inspection: Inspection, standing: Standing, title: str, *way: tuple[str, str], **more: Any
) -> dict[str, Any]:
    """The context of a page below the report; `way` are the steps between."""
    page = page_of(inspection, standing, title, **more)
    page["crumbs"][-1:-1] = [("Report", reverse("report", args=[inspection.name])), *way]
    return page


def number_posted(request: PersonRequest, name: str = "place") -> int:
    told = request.POST.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else 0
