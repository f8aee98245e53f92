"""Services: their names, whom to write to, how they were inspected before, and many at once from a file."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from accounts.spreadsheets import csv_response
from inspections import services
from inspections.forms import ContactForm, EarlierForm, ServiceForm, ServicesFileForm, ServicesTakeForm
from inspections.models import EarlierInspection, Inspection, Service, ServiceContact
from inspections.rules import COLUMNS, Phase
from inspections.views.asking import CHANGED, Crumbs, is_saved, plan_asked, posted
from inspections.views.confirming import confirmed, version_seen
from ratings.figures import ratings_page
from standards.wording import joined, plural, sentence

ROWS_PER_PAGE = 50


@require_safe
def service_list(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    found = Service.objects.annotate(inspected=Count("inspections")).order_by("place")
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/service_list.html", {"page": page})


@require_safe
def service(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(Service, pk=pk)
    context = {
        "service": found,
        "rows": _rows(found),
        "contacts": found.contacts.all(),
        "kept": [Kept.of(inspection) for inspection in found.inspections.with_names()],
        "earlier": found.earlier_inspections.all(),
        "crumbs": _crumbs((found.place, "")),
    }
    return render(request, "inspections/service.html", context)


def _rows(found: Service) -> list[dict[str, Any]]:
    edit = reverse("service_edit", args=[found.pk])
    told = {
        "Place": found.place,
        "Full name": found.full_name,
        "Short name": found.short_name,
        "What such a service is called": found.generic_term or "As the edition calls it",
        "Board": found.board_name,
        "Region": found.get_region_display(),
        "Local authorities": joined(found.authorities),
    }
    return [{"key": key, "value": value, "href": edit} for key, value in told.items()]


@dataclass(frozen=True, slots=True)
class Kept:
    """An inspection in Plumbline. Its rating is shown once it is published, to whoever may open this page."""

    inspection: Inspection
    rating: str | None = None
    rating_name: str = ""
    score: str = ""

    @classmethod
    def of(cls, inspection: Inspection) -> "Kept":
        if inspection.phase != Phase.PUBLISHED:
            return cls(inspection)
        page = ratings_page(inspection)
        score = "" if page.overall.score is None else f"{page.overall.score} of {page.overall.out_of}"
        return cls(inspection, page.overall.rating, page.figures.names.get(page.overall.rating or "", ""), score)


@require_http_methods(["GET", "HEAD", "POST"])
def service_new(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    return _service_form(request, Service(), "Add a service")


@require_http_methods(["GET", "HEAD", "POST"])
def service_edit(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    return _service_form(request, get_object_or_404(Service, pk=pk), "Change the service")


def _service_form(request: PersonRequest, found: Service, title: str) -> HttpResponse:
    known = found if found.pk else None
    place = found.place
    form = ServiceForm(posted(request), service=known, initial=ServiceForm.initial_from(found))
    if form.is_valid():
        changed = form.apply_to(found)
        if is_saved(form, lambda: services.service_save(by=request.user, service=changed), row=changed, field="place"):
            messages.success(request, f"{changed.place} is saved.")
            return redirect("service", changed.pk)
    way = [(place, reverse("service", args=[found.pk]))] if known else []
    context = {"form": form, "title": title, "caption": place, "crumbs": _crumbs(*way, (title, "")), "service": known}
    return render(request, "inspections/service_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(Service, pk=pk)
    return _contact_form(request, ServiceContact(service=found), "Add a contact")


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(ServiceContact.objects.select_related("service"), pk=pk)
    return _contact_form(request, found, "Change the contact")


def _contact_form(request: PersonRequest, found: ServiceContact, title: str) -> HttpResponse:
    form = ContactForm(posted(request), initial=ContactForm.initial_from(found))
    if form.is_valid():
        changed = form.apply_to(found)
        if is_saved(form, lambda: services.contact_save(by=request.user, contact=changed), row=changed):
            messages.success(request, f"{changed.name} is saved.")
            return redirect("service", found.service_id)
    return render(request, "accounts/form_page.html", {"form": form, **_page(found.service, title)})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_remove(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(ServiceContact.objects.select_related("service"), pk=pk)

    def do(seen: str) -> str:
        found.version = version_seen(seen)
        services.contact_remove(by=request.user, contact=found)
        return f"{found.name} is no contact of {found.service} any more."

    return confirmed(
        request,
        _page(found.service, f"Remove {found.name} as a contact?"),
        submit="Remove the contact",
        says=["Their name and addresses leave this page. What was recorded stays in the history."],
        back=(reverse("service", args=[found.service_id]), f"Keep {found.name}"),
        seen=found.version,
        do=do,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def earlier_new(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(Service, pk=pk)
    return _earlier_form(request, EarlierInspection(service=found), "Add an earlier inspection")


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(EarlierInspection.objects.select_related("service"), pk=pk)
    return _earlier_form(request, found, "Change the earlier inspection")


def _earlier_form(request: PersonRequest, found: EarlierInspection, title: str) -> HttpResponse:
    form = EarlierForm(posted(request), initial=EarlierForm.initial_from(found))
    if form.is_valid():
        changed = form.apply_to(found)
        save = services.earlier_save
        if is_saved(form, lambda: save(by=request.user, earlier=changed), row=changed, field="held_on"):
            messages.success(request, f"The inspection of {changed.held_on:%B %Y} is saved.")
            return redirect("service", found.service_id)
    return render(request, "accounts/form_page.html", {"form": form, **_page(found.service, title)})


@require_http_methods(["GET", "HEAD", "POST"])
def earlier_remove(request: PersonRequest, pk: int) -> HttpResponse:
    plan_asked(request)
    found = get_object_or_404(EarlierInspection.objects.select_related("service"), pk=pk)

    def do(seen: str) -> str:
        found.version = version_seen(seen)
        services.earlier_remove(by=request.user, earlier=found)
        return f"The inspection of {found.held_on:%B %Y} is removed."

    return confirmed(
        request,
        _page(found.service, f"Remove the inspection of {found.held_on:%B %Y}?"),
        submit="Remove the inspection",
        says=["It leaves this page. What was recorded stays in the history."],
        back=(reverse("service", args=[found.service_id]), "Keep it"),
        seen=found.version,
        do=do,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def services_import(request: PersonRequest) -> HttpResponse:
    """First the file, then what it changes, then all of it or nothing."""
    plan_asked(request)
    if request.method == "POST" and "token" in request.POST:
        return _services_take(request)
    form = ServicesFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        return _services_show(request, form.cleaned_data["file"], services.services_preview(form.cleaned_data["file"]))
    return render(request, "inspections/services_import.html", {"form": form, **_import_page(), "columns": COLUMNS})


def _services_take(request: PersonRequest) -> HttpResponse:
    form = ServicesTakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The page lost the file: choose it again.")
        return redirect("services_import")
    text, token = form.cleaned_data["text"], form.cleaned_data["token"]
    try:
        taken = services.services_import(by=request.user, text=text, seen=token)
    except services.PreviewChanged:
        messages.error(request, CHANGED)
        return _services_show(request, text, services.services_preview(text))
    messages.success(request, f"{sentence(plural(len(taken.changes), 'service is', 'services are'))} saved.")
    return redirect("service_list")


def _services_show(request: PersonRequest, text: str, preview: services.ServicesPreview) -> HttpResponse:
    if preview.problems:
        context = {"form": ServicesFileForm(), "preview": preview, "has_errors": True, "columns": COLUMNS}
        return render(request, "inspections/services_import.html", {**context, **_import_page()})
    form = ServicesTakeForm(initial={"text": text, "token": preview.token})
    return render(request, "inspections/services_preview.html", {"form": form, "preview": preview, **_import_page()})


@require_safe
def services_template(request: PersonRequest) -> HttpResponse:
    """An empty file with the names of the columns."""
    plan_asked(request)
    return csv_response("services.csv", [COLUMNS])


def _crumbs(*further: tuple[str, str]) -> Crumbs:
    return [("My work", reverse("home")), ("Services", reverse("service_list")), *further]


def _import_page() -> dict[str, Any]:
    title = "Import services"
    return {"title": title, "crumbs": _crumbs((title, ""))}


def _page(found: Service, title: str) -> dict[str, Any]:
    way = (found.place, reverse("service", args=[found.pk]))
    return {"title": title, "caption": found.place, "crumbs": _crumbs(way, (title, "")), "service": found}
