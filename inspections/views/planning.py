"""Setting up an inspection and changing its plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from inspections import services
from inspections.forms import InspectionEditForm, InspectionNewForm
from inspections.models import PlannedPhase, Service
from inspections.views.asking import inspection_asked, is_saved, page_of, plan_asked, posted
from standards.models import Edition
from standards.wording import joined


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    initial = {"fieldwork_weeks": 1, "fieldwork_mode": "on_site", "service": request.GET.get("service", "")}
    form = InspectionNewForm(posted(request), initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        if is_saved(form, lambda: services.inspection_create(by=request.user, **told), field="name"):
            messages.success(
                request, f"{told['service']}, {told['fieldwork_starts']:%B %Y} is set up. Now choose its team."
            )
            return redirect("inspection_team", told["name"])
    title = "Set up an inspection"
    crumbs = [("My work", reverse("home")), ("Inspections", reverse("inspection_list")), (title, "")]
    lacking = {"no_service": not Service.objects.exists(), "no_edition": not Edition.objects.exists()}
    return render(
        request, "inspections/inspection_new.html", {"form": form, "title": title, "crumbs": crumbs, **lacking}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_edit(request: PersonRequest, name: str) -> HttpResponse:
    plan_asked(request)
    found, standing = inspection_asked(request, name, lambda standing: standing.is_administrator)
    form = InspectionEditForm(posted(request), initial=InspectionEditForm.initial_from(found))
    if form.is_valid():
        changed = form.apply_to(found)
        if is_saved(form, lambda: services.inspection_change(by=request.user, inspection=changed), row=changed):
            messages.success(request, f"{changed} is saved.{_what_stays(changed.pk, form)}")
            return redirect("inspection", name)
    context = page_of(found, standing, "Change the plan", form=form)
    return render(request, "inspections/inspection_edit.html", context)


def _what_stays(inspection_id: int, form: InspectionEditForm) -> str:
    """Where the Monday or the weeks changed: which phases did not move with it."""
    if not {"fieldwork_starts", "fieldwork_weeks"}.intersection(form.changed_data):
        return ""
    adjusted = PlannedPhase.objects.filter(inspection=inspection_id, is_adjusted=True)
    names = [row.get_phase_display().lower() for row in adjusted]
    if not names:
        return " All its phases have moved with it."
    return f" Its phases have moved with it, but for those that somebody adjusted: {joined(names)}."
