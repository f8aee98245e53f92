"""The cases behind a figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.services.sample import cases_opened
from inspections.models import Inspection
from ratings.access import can_see_notes
from ratings.figures import reviews_of
from ratings.forms import is_so_far
from ratings.retracing import Behind, behind
from ratings.views.opening import opened


@require_safe
def retrace(request: PersonRequest, name: str, target: str) -> HttpResponse:
    """Every case behind the figure of a key question or a prompt; each look at a case goes on record."""
    number = ".".join(target.split(".")[:2])
    way = (("Ratings", "ratings"), (number, "standard_decide", number), (f"Cases behind {target}"[:30], ""))
    inspection, context = opened(request, name, can_see_notes, *way)
    so_far = is_so_far(request.GET)
    found = _behind_or_404(inspection, target, so_far=so_far)
    if found.looked_at and request.method == "GET":
        page = f"cases behind {target}"
        cases_opened(case_ids=found.looked_at, page=page, by=request.user, at=timezone.now())
    context |= {"behind": found, "so_far": so_far, "reviews": reviews_of(inspection.pk)}
    return render(request, "ratings/retrace.html", context)


def _behind_or_404(inspection: Inspection, target: str, *, so_far: bool) -> Behind:
    try:
        return behind(inspection, target, closed_only=not so_far)
    except KeyError:
        raise Http404 from None
