"""The page of a review on the interview, on others spoken to, and on examples of practice."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from casereviews.interview import interview_noted
from casereviews.models import CaseReview
from casereviews.pages import INTERVIEW_PAGE, interview_markup
from casereviews.services.changes import sheet_of
from casereviews.views.reviews import look, page_context, review_for, save_page
from inspections.rules import Standing


@require_http_methods(["GET", "POST"])
def review_interview(request: PersonRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return save_page(request, pk, INTERVIEW_PAGE, _interview_page)
    found, standing = review_for(request, pk)
    return _interview_page(request, found, standing)


def _interview_page(request: PersonRequest, found: CaseReview, standing: Standing, **more: Any) -> HttpResponse:
    look(request, found, "interview and examples")
    sheet = sheet_of(found)
    context = page_context(found, standing, sheet, next_href=reverse("review", args=[found.pk]), **more)
    if context["may_write"] or "posted" in more:
        context["form_markup"] = interview_markup(
            found, sheet, posted=more.get("posted"), errors=more.get("field_errors")
        )
    else:
        context["noted"] = interview_noted(sheet, found.inspection.service_word)
    return render(request, "casereviews/interview.html", context)
