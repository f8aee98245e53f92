"""Recommendations: all of an inspection's by body, and one to write, move, withdraw or bring back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.views.asking import inspection_asked, posted
from reports import services
from reports.access import can_see_examples, can_see_report, can_write_recommendations
from reports.broker import builds_send
from reports.forms import BodyForm, RecommendationForm, findings_offered
from reports.models import Recommendation, RecommendationBody
from reports.recommended import findings_known, recommendations_of
from reports.rules import bodies_of_service
from reports.views.asking import MOVED, is_done, is_published, is_saved, number_posted, report_page
from standards.outline import outline_of

TITLE = "Recommendations"
CHANGED = "Somebody changed this recommendation meanwhile, so it was not withdrawn. Look again."


@require_safe
def recommendations(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_report)
    told: dict[str, Any] = {
        "recommendations": recommendations_of(found, uncleared=can_see_examples(standing)),
        "may_write": can_write_recommendations(standing) and not is_published(found),
    }
    return render(request, "reports/recommendations.html", report_page(found, standing, TITLE, **told))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_new(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_recommendations)
    form = RecommendationForm(posted(request), **_offered(found, None))
    if form.is_valid() and is_saved(form, lambda: _saved(request, found, form)):
        messages.success(request, "The recommendation is saved.")
        return redirect(_back(name))
    page = report_page(found, standing, "Add a recommendation", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/recommendation_form.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_recommendations)
    row = get_object_or_404(Recommendation, pk=pk, inspection=found)
    form = RecommendationForm(posted(request), initial=RecommendationForm.initial_from(row), **_offered(found, row))
    if form.is_valid():
        told: dict[str, Any] = {"recommendation_id": pk, "seen": form.cleaned_data["seen"]}
        if is_saved(form, lambda: _saved(request, found, form, **told), row=row):
            messages.success(request, "The recommendation is saved.")
            return redirect(_back(name))
    page = report_page(found, standing, "Change the recommendation", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/recommendation_form.html", page)


def _offered(found: Inspection, row: Recommendation | None) -> dict[str, Any]:
    service = found.service
    bodies = RecommendationBody.objects.filter(inspection=found)
    return {
        "bodies": {body.pk: body.name for body in bodies},
        "suggested": bodies_of_service(full_name=service.full_name, place=service.place, board_name=service.board_name),
        "findings": findings_offered(outline_of(found.edition), findings_known(found), row.rests_on if row else []),
    }


def _saved(request: PersonRequest, found: Inspection, form: RecommendationForm, **told: Any) -> None:
    more: dict[str, Any] = {"inspection": found, "by": request.user, "at": timezone.now()}
    builds_send(services.recommendation_save(**more, **told, **form.values))


@require_POST
def recommendation_move(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_write_recommendations)
    get_object_or_404(Recommendation, pk=pk, inspection=found)
    told: dict[str, Any] = {
        "recommendation_id": pk,
        "up": request.POST.get("to") != "down",
        "seen_place": number_posted(request),
    }
    return _moved(request, name, lambda: services.recommendation_move(**told, by=request.user, at=timezone.now()))


@require_POST
def body_move(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_write_recommendations)
    get_object_or_404(RecommendationBody, pk=pk, inspection=found)
    told: dict[str, Any] = {"body_id": pk, "up": request.POST.get("to") != "down", "seen_place": number_posted(request)}
    return _moved(request, name, lambda: services.body_move(**told, by=request.user, at=timezone.now()))


def _moved(request: PersonRequest, name: str, move: Any) -> HttpResponse:
    is_done(request, move, changed=MOVED)
    return redirect(_back(name))


@require_http_methods(["GET", "HEAD", "POST"])
def body(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_recommendations)
    row = get_object_or_404(RecommendationBody, pk=pk, inspection=found)
    form = BodyForm(posted(request), initial=BodyForm.initial_from(row))

    def save() -> None:
        told = form.cleaned_data
        builds_send(services.body_rename(body_id=pk, **told, by=request.user, at=timezone.now()))

    if form.is_valid() and is_saved(form, save, row=row):
        messages.success(request, "The name is saved.")
        return redirect(_back(name))
    page = report_page(found, standing, "Change the name", (TITLE, _back(name)), form=form, back=_back(name))
    return render(request, "reports/recommendation_form.html", page)


@require_POST
def recommendation_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """Without asking: it is brought back as easily."""
    found, _ = inspection_asked(request, name, can_write_recommendations)
    get_object_or_404(Recommendation, pk=pk, inspection=found)
    told: dict[str, Any] = {"recommendation_id": pk, "by": request.user, "at": timezone.now()}
    if request.POST.get("back"):
        do, words = partial(services.recommendation_bring_back, **told), "The recommendation is back in the report."
    else:
        do = partial(services.recommendation_withdraw, seen=number_posted(request, "seen"), **told)
        words = "The recommendation is withdrawn. You can bring it back below."
    if is_done(request, do, changed=CHANGED):
        messages.success(request, words)
    return redirect(_back(name))


def _back(name: str) -> str:
    return reverse("recommendations", args=[name])
