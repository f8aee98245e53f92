"""The notes behind a figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.rules import Value
from casereviews.services.sample import cases_opened
from ratings.access import can_see_notes
from ratings.notes import notes_on
from ratings.pages import (
    questions_chosen,
)
from ratings.views.opening import opened, standard_or_404


@require_safe
def deciding_notes(request: PersonRequest, name: str, number: str) -> HttpResponse:
    """All notes on a key question of the cases judged "no" (or "yes"); each look at a case goes on record."""
    way = (("Ratings", "ratings"), (number, "standard_decide", number), ("Notes", ""))
    inspection, context = opened(request, name, can_see_notes, *way)
    now = standard_or_404(inspection, number)
    if not now.by_cases:
        raise Http404
    judged = Value.YES if request.GET.get("judged") == "yes" else Value.NO
    chosen = questions_chosen(now, request.GET.get("question", ""))
    found = notes_on(inspection, now, chosen, judged)
    cases = {case.case_id for question in found for case in question.cases}
    if cases and request.method == "GET":
        cases_opened(case_ids=cases, page=f"notes on {number}", by=request.user, at=timezone.now())
    context |= {"standard": now, "judged": judged, "chosen": chosen, "notes": found}
    return render(request, "ratings/deciding_notes.html", context)
