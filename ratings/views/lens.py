"""The lens on a standard, asked for again while the page is open."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from ratings.access import can_see_notes
from ratings.live import live_of
from ratings.views.opening import opened
from standards.outline import outline_of


@require_safe
def standard_lens(request: PersonRequest, name: str, number: str) -> HttpResponse:
    """What the page of a standard asks for every ten seconds: 204 where it shows all there is already."""
    inspection, context = opened(request, name, can_see_notes, ("Ratings", "ratings"))
    standard = outline_of(inspection.edition).standards.get(number)
    if standard is None or not standard.by_cases:
        raise Http404
    live = live_of(inspection, number)
    if request.GET.get("seen", "") == live.token:
        return HttpResponse(status=204)
    context |= {"live": live, "opened_on": request.GET.get("opened", live.shown), "is_news": True}
    return render(request, "ratings/_lens_live.html", context)
