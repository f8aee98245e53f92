"""What every page of ratings begins with."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.requests import PersonRequest
from evidence.models import Evidence
from inspections.access import can_open_inspection
from inspections.models import Inspection
from inspections.rules import Phase, Standing
from inspections.views.asking import crumbs_to, inspection_asked
from ratings.access import can_decide, can_propose, can_see_notes
from ratings.figures import standard_figures
from ratings.live import live_of
from ratings.pages import (
    characteristics_of,
)
from ratings.structure import StandardFigures
from ratings.sure import eligible_of
from samples.access import can_replay
from standards.outline import outline_of
from standards.rules import Figures
from standards.structure import filled


def opened(
    request: PersonRequest, name: str, allowed: Callable[[Standing], bool], *way: tuple[str, ...]
) -> tuple[Inspection, dict[str, Any]]:
    """The inspection, if this person may see the page, and what every page here shows round its own content.

    `way`: the last steps of the way back, as text, page ("" for this one) and what its address needs beside the name.
    """
    inspection, standing = inspection_asked(request, name, allowed)
    if not can_open_inspection(standing):  # then no step before these names the inspection
        (text, *page), *further = way
        way = ((f"{text}: {inspection.service.place}", *page), *further)
    steps = [(text, page and reverse(page, args=[name, *args])) for text, page, *args in way]
    return inspection, {
        "inspection": inspection,
        "published": inspection.phase == Phase.PUBLISHED,
        "edition_figures": outline_of(inspection.edition).figures,
        "crumbs": crumbs_to(inspection, standing, *steps),
        "may_decide": can_decide(standing),
        "may_propose": can_propose(standing),
        "may_replay": can_replay(standing),
        "may_see_notes": can_see_notes(standing),
        "eligible": SimpleLazyObject(lambda: eligible_of(inspection)),
        "evidenced": SimpleLazyObject(lambda: Evidence.objects.evidenced(inspection.pk)),  # where a proposal is shown
    }


def standard_or_404(inspection: Inspection, number: str) -> StandardFigures:
    try:
        return standard_figures(inspection, number)
    except KeyError:
        raise Http404 from None


def standard_context(inspection: Inspection, now: StandardFigures, figures: Figures) -> dict[str, Any]:
    return {
        "standard": now,
        "statement": filled(now.outline.statement, inspection.service_word),
        "characteristics": characteristics_of(now.outline, figures, inspection.service_word),
        "live": SimpleLazyObject(lambda: live_of(inspection, now.number)),
    }
