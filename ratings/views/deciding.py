"""The panel's pages: all ratings, and one standard to decide on."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.views.asking import posted
from ratings.access import can_see_ratings
from ratings.figures import decisions_of, ratings_page, standard_figures
from ratings.forms import DecisionForm, saw_of
from ratings.meetings import meeting_now, members_of
from ratings.models import Discussion, PanelMeeting
from ratings.pages import (
    next_to_decide,
    what_changed,
)
from ratings.services import (
    DecisionRefused,
    FiguresChanged,
    NeedsConfirmation,
    decision_take,
)
from ratings.structure import StandardFigures
from ratings.views.opening import opened, standard_context, standard_or_404
from samples.models import SampleDraw
from standards.outline import outline_of
from standards.rules import Figures


@require_safe
def ratings(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", ""))
    is_drawn = context["may_replay"] and SampleDraw.objects.filter(inspection=inspection).exists()
    return render(request, "ratings/ratings.html", context | {"page": ratings_page(inspection), "is_drawn": is_drawn})


@require_http_methods(["GET", "HEAD", "POST"])
def standard_decide(request: PersonRequest, name: str, number: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", "ratings"), (number, ""))
    figures, may_decide = context["edition_figures"], context["may_decide"]
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    now, meeting = standard_or_404(inspection, number), meeting_now(inspection.pk)
    members = members_of(meeting) if meeting else {}
    form = DecisionForm.of(now, figures, posted(request), members=members)
    try:
        if form.is_valid() and _decision_saved(request, inspection, now, form):
            return redirect("ratings", name=name)
    except FiguresChanged:
        now, saw = standard_figures(inspection, number), form.cleaned_data["saw"]
        context["changes"] = what_changed(now, form.seen_number, saw, figures, you=request.user.pk)
        form = _decision_form_anew(request.POST, now, figures, members)
    context |= standard_context(inspection, now, figures) | _meeting_beside(meeting, now, request.user.pk in members)
    decides = context["is_member"] and context["on_agenda"]
    context |= {
        "form": form if may_decide and (decides or form.is_bound) else None,
        "earlier": decisions_of(inspection.pk, now.outline.pk),
    }
    return render(request, "ratings/standard_decide.html", context)


def _meeting_beside(meeting: PanelMeeting | None, now: StandardFigures, is_member: bool) -> dict[str, Any]:
    """The meeting that is being held, whether the visitor decides at it, and whether the standard is on its agenda."""
    on_agenda = meeting is not None and meeting.discussions.filter(standard_id=now.outline.pk).exists()
    return {"meeting": meeting, "is_member": is_member, "on_agenda": on_agenda}


def _decision_saved(request: PersonRequest, inspection: Inspection, now: StandardFigures, form: DecisionForm) -> bool:
    """Whether the decision was taken; where not, the form says why. Raises FiguresChanged."""
    try:
        decision = decision_take(
            inspection=inspection,
            standard_number=now.number,
            rating=form.chosen,
            words=form.cleaned_data["words"],
            reason_code=form.cleaned_data.get("reason_code", ""),
            seen_number=form.seen_number,
            confirmed=form.is_confirmed,
            agreed=form.cleaned_data["agreed"],
            against=form.cleaned_data["against"],
            dissent=form.cleaned_data["dissent"],
            by=request.user,
            at=timezone.now(),
        )
    except DecisionRefused as problem:
        form.add_error(problem.field, str(problem))
        return False
    except NeedsConfirmation as asked:
        form.ask_to_confirm(asked.reasons)
        return False
    rating = outline_of(inspection.edition).figures.names.get(decision.rating, "left unrated")
    agenda = set(Discussion.objects.filter(meeting=decision.meeting_id).values_list("standard_id", flat=True))
    further = next_to_decide(ratings_page(inspection), now.number, agenda)
    link = _decide_link(inspection, further) if further else ""
    messages.success(request, format_html("Saved. {} {}: {}. {}", now.number, now.title, rating, link))
    return True


def _decide_link(inspection: Inspection, standard: StandardFigures) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">Next: {} {}</a>',
        reverse("standard_decide", args=[inspection.name, standard.number]),
        standard.number,
        standard.title,
    )


def _decision_form_anew(
    told: QueryDict, now: StandardFigures, figures: Figures, members: Mapping[int, str]
) -> DecisionForm:
    """What was typed, for the figures as they are now."""
    typed = told.copy()
    typed["seen"], typed["saw"] = str(now.seen), saw_of(now)
    typed.pop("confirmed", None)
    form = DecisionForm.of(now, figures, typed, members=members)
    form.add_error("rating", "What you decide on changed after you opened the page. Look again, then save")
    return form
