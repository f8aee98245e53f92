"""The earlier values of one answer, with who and when."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import PersonRequest
from casereviews.access import can_answer
from casereviews.history import earlier_saved, earlier_unsaved
from casereviews.marks import href_of
from casereviews.pages import earlier_words, target_text
from casereviews.rules import place_of
from casereviews.services.changes import sheet_of
from casereviews.views.reviews import look, page_context, review_for


@require_GET
def review_history(request: PersonRequest, pk: int, target: str) -> HttpResponse:
    found, standing = review_for(request, pk)
    sheet = sheet_of(found)
    place = place_of(sheet, target)
    if place is None:
        raise Http404("This is not asked of this case.")
    look(request, found, "history of an answer")
    earlier = earlier_saved(pk, place, target)
    if can_answer(standing, found):
        earlier += earlier_unsaved(pk, target)
    question = target_text(sheet, target, found.inspection.service_word)
    context = page_context(found, standing, sheet, question=question, target=target)
    context["rows"] = earlier_words(sheet, target, earlier)
    context["back"] = href_of(found, sheet, target)
    return render(request, "casereviews/history.html", context)
