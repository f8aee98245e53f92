"""People: an administrator lists them, adds them, changes them, and sends them a link to set their password."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts import services
from accounts.access import can_manage_people
from accounts.forms import PersonChangeForm, PersonNewForm
from accounts.history import person_changes
from accounts.models import IMPORTED, Person
from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile, states_since
from accounts.views.mine import mine_of
from inspections.models import TeamMember
from inspections.services import team_person_change
from inspections.views.conflicts import conflicts_of

PEOPLE_PER_PAGE = 50
MADE_BY_IMPORT = ExpressionWrapper(Q(email__endswith=IMPORTED), BooleanField())


@require_GET
def person_list(request: PersonRequest) -> HttpResponse:
    if not can_manage_people(request.user):
        raise PermissionDenied
    people = (
        Person.objects.alias(imported=MADE_BY_IMPORT)
        .order_by("imported", Lower("name"), "pk")
        .prefetch_related(_memberships())
    )
    page = Paginator(people, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"person": found, "works": works_of(found)} for found in page]
    return render(request, "accounts/person_list.html", {"page": page, "rows": rows})


def _memberships() -> Prefetch:
    newest = TeamMember.objects.select_related("inspection__service")
    return Prefetch("memberships", newest.order_by("-inspection__fieldwork_starts", "inspection_id", "role"))


def works_of(found: Person) -> list[dict[str, Any]]:
    """The inspections somebody is on, newest first, each with all their roles in it."""
    grouped = groupby(found.memberships.all(), key=lambda member: member.inspection)
    return [
        {"inspection": inspection, "roles": ", ".join(member.get_role_display() for member in members)}
        for inspection, members in grouped
    ]


@require_http_methods(["GET", "POST"])
def person_new(request: PersonRequest) -> HttpResponse:
    if not can_manage_people(request.user):
        raise PermissionDenied
    form = PersonNewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.person_add(by=request.user, **form.cleaned_data)
        except services.PersonRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"{added} is added.")
            _invite(request, added)
            return redirect("person", added.pk)
    context = {"form": form, "title": "Add a person", "crumbs": [*_crumbs(), ("Add a person", "")]}
    return render(request, "accounts/person_new.html", context)


@require_http_methods(["GET", "POST"])
def person(request: PersonRequest, pk: int) -> HttpResponse:
    if not can_manage_people(request.user):
        raise PermissionDenied
    found = get_object_or_404(Person, pk=pk)
    form = PersonChangeForm(
        request.POST if request.method == "POST" else None, person=found, initial=PersonChangeForm.initial_from(found)
    )
    if request.method == "POST" and form.is_valid() and _is_changed(request, found, form):
        messages.success(request, f"What is recorded of {form.told['name']} is saved.")
        return redirect("person", pk)
    context = {
        "form": form,
        "person": found,
        "mine": mine_of(found),
        "conflicts": conflicts_of(found, names_cases=False),
        "changes": person_changes(found),
        "title": found.name,
        "crumbs": [*_crumbs(), (found.name, "")],
    }
    return render(request, "accounts/person.html", context)


def _is_changed(request: PersonRequest, found: Person, form: PersonChangeForm) -> bool:
    """Saves what the form says, or says in the form why not."""
    found.version = form.cleaned_data["seen"]
    try:
        team_person_change(by=request.user, person=found, **form.told)
    except services.PersonRefused as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhile:
        form.tell_changes(states_since(found))
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def person_invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Sends the link, by the button. Somebody who typed the address is led to the page of the button."""
    if not can_manage_people(request.user):
        raise PermissionDenied
    found = get_object_or_404(Person, pk=pk)
    if request.method == "POST":
        _invite(request, found)
    return redirect("person", pk)


def _invite(request: PersonRequest, found: Person) -> None:
    try:
        services.person_invite(by=request.user, person=found, site=request.build_absolute_uri("/"))
    except (services.InvitationNotSent, services.PersonRefused) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"A link to set their password is on its way to {found.email}.")


def _crumbs() -> list[tuple[str, str]]:
    return [("My work", reverse("home")), ("People", reverse("person_list"))]
