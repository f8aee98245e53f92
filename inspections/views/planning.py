"""Services and inspections, as an administrator sets them up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile, states_since
from inspections import services
from inspections.forms import InspectionEditForm, InspectionNewForm, ServiceForm
from inspections.models import Inspection, Service, TeamMember
from inspections.rules import Role
from inspections.views.asking import inspection_asked, page_of, plan_asked, posted
from standards.models import Edition

ROWS_PER_PAGE = 50


@require_safe
def service_list(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    found = Service.objects.annotate(inspected=Count("inspections")).order_by("place")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/service_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def service_new(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    return _service_form(request, Service(), "Add a service")


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(Service, pk=pk)
    return _service_form(request, found, found.place)


def _service_form(request: PersonRequest, found: Service, title: str) -> HttpResponse:
    known = found if found.pk else None
    form = ServiceForm(posted(request), service=known, initial=ServiceForm.initial_from(found))
    if form.is_valid() and _service_is_saved(request, found, form):
        messages.success(request, f"{found.place} is saved.")
        return redirect("service_list")
    crumbs = [("My work", reverse("home")), ("Services", reverse("service_list")), (title, "")]
    inspections = known.inspections.with_names() if known else []
    context = {"form": form, "title": title, "crumbs": crumbs, "service": known, "inspections": inspections}
    return render(request, "inspections/service.html", context)


def _service_is_saved(request: PersonRequest, found: Service, form: ServiceForm) -> bool:
    """Saves what the form says, or says in the form why not."""
    for name, value in form.told.items():
        setattr(found, name, value)
    if found.pk:
        found.version = form.cleaned_data["seen"]
    try:
        services.service_save(by=request.user, service=found)
    except services.ServiceRefused as refusal:
        form.add_error("place", str(refusal))
    except ChangedMeanwhile:
        form.tell_changes(states_since(found))
    else:
        return True
    return False


@require_safe
def inspection_list(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    leads = TeamMember.objects.filter(role=Role.LEAD).select_related("person")
    found = Inspection.objects.with_names().prefetch_related(Prefetch("team", leads, to_attr="leads"))
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/inspection_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    form = InspectionNewForm(posted(request), initial={"fieldwork_weeks": 1, "fieldwork_mode": "on_site"})
    if form.is_valid():
        try:
            created = services.inspection_create(by=request.user, **form.cleaned_data)
        except services.InspectionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{created} is set up. Now choose its team.")
            return redirect("inspection_team", created.name)
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
        try:
            services.inspection_change(by=request.user, inspection=changed)
        except ChangedMeanwhile:
            form.tell_changes(states_since(changed))
        else:
            messages.success(request, f"{changed} is saved.")
            return redirect("inspection", name)
    context = page_of(found, standing, "Change the plan", form=form)
    return render(request, "inspections/inspection_edit.html", context)
