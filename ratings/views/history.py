"""Every rating that an inspection has had."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from ratings.access import can_see_ratings
from ratings.past import ratings_history
from ratings.views.opening import opened
from standards.outline import outline_of


@require_safe
def ratings_past(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", "ratings"), ("History", ""))
    found = ratings_history(inspection)
    standards = outline_of(inspection.edition).standards
    context |= {
        "overall": found.overall,
        "standards": [(standard, found.standards[number]) for number, standard in standards.items()],
    }
    return render(request, "ratings/history.html", context)
