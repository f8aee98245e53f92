"""What every page of the sample shares: the way back through the sample's own page."""

from typing import Any

from django.urls import reverse

from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import page_of
from samples.access import can_see_sample


def page_below_sample(inspection: Inspection, standing: Standing, title: str, **more: Any) -> dict[str, Any]:
    context = page_of(inspection, standing, title, **more)
    if can_see_sample(standing):
        context["crumbs"].insert(-1, ("The sample", reverse("sample", args=[inspection.name])))
    return context
