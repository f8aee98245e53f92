"""Conflicts of interest: declared on the page of a team or on one's own, listed there, withdrawn with a reason."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.requests import PersonRequest
from inspections import services
from inspections.access import can_declare_conflict, can_see_team
from inspections.forms import ConflictForm, WithdrawForm
from inspections.models import ConflictOfInterest, Inspection, Service, TeamMember
from inspections.rules import Role, Standing
from inspections.views.asking import inspection_asked, is_saved, page_of, posted


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict as somebody sees it; an administrator sees no reference of a case."""

    conflict: ConflictOfInterest
    with_what: str

    @classmethod
    def of(cls, conflict: ConflictOfInterest, *, names_cases: bool) -> "ConflictRow":
        if conflict.case_manager:
            return cls(conflict, f"Cases of {conflict.case_manager}")
        if conflict.reference:
            return cls(conflict, f"Case {conflict.reference}" if names_cases else "One case")
        return cls(conflict, "The whole service")


def conflict_rows(inspection: Inspection, standing: Standing) -> list[ConflictRow]:
    """Those of the team with the service, the standing ones first."""
    found = ConflictOfInterest.objects.filter(
        service=inspection.service_id, person__in=inspection.team.values("person")
    ).select_related("person", "by", "withdrawn_by")
    rows = [ConflictRow.of(row, names_cases=names_cases(standing)) for row in found]
    return sorted(rows, key=lambda row: row.conflict.withdrawn_at is not None)


def names_cases(standing: Standing) -> bool:
    """An administrator sees no reference of a case, unless they lead the inspection."""
    return bool(standing.roles) or not standing.is_administrator


def conflicts_of(person: Person, *, names_cases: bool) -> list[ConflictRow]:
    """Everything somebody declared or had declared for them, the standing ones first."""
    found = ConflictOfInterest.objects.filter(person=person).select_related("service", "by", "withdrawn_by")
    rows = [ConflictRow.of(row, names_cases=names_cases) for row in found]
    return sorted(rows, key=lambda row: row.conflict.withdrawn_at is not None)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict_new(request: PersonRequest, name: str) -> HttpResponse:
    """By the lead or an administrator, for somebody of the team."""
    found, standing = inspection_asked(request, name, can_see_team)
    inspects = found.team.exclude(role=Role.SERVICE_CONTACT).values("person")
    people = Person.objects.filter(pk__in=inspects)
    form = ConflictForm(posted(request), people=people, names_cases=names_cases(standing))
    back = reverse("inspection_team", args=[name])
    if form.is_valid() and is_saved(form, lambda: _declare(request, form, found.service, form.cleaned_data["person"])):
        return redirect(back)
    context = page_of(found, standing, "Declare a conflict of interest", form=form)
    context["crumbs"].insert(-1, ("Team", back))
    return render(request, "inspections/conflict_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_conflict_new(request: PersonRequest) -> HttpResponse:
    """By anybody, for themself."""
    inspected = TeamMember.objects.filter(person=request.user).exclude(role=Role.SERVICE_CONTACT)
    mine = Service.objects.filter(inspections__team__in=inspected).distinct()
    form = ConflictForm(posted(request), services=mine)
    if form.is_valid() and is_saved(form, lambda: _declare(request, form, form.cleaned_data["service"], request.user)):
        return redirect("my_page")
    title = "Declare a conflict of interest"
    crumbs = [("My work", reverse("home")), (request.user.name, reverse("my_page")), (title, "")]
    context = {"form": form, "title": title, "crumbs": crumbs, "nothing": not mine.exists()}
    return render(request, "inspections/conflict_new.html", context)


def _declare(request: PersonRequest, form: ConflictForm, service: Service, person: Person) -> None:
    services.conflict_declare(by=request.user, at=timezone.now(), service=service, person=person, **form.told)
    messages.success(request, "The conflict of interest is declared. No case that it bars can be given to them.")


@require_http_methods(["GET", "HEAD", "POST"])
def conflict_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ConflictOfInterest.objects.select_related("person", "service"), pk=pk)
    if not can_declare_conflict(request.user, person=found.person, service=found.service):
        raise PermissionDenied
    form, back = WithdrawForm(posted(request)), _back(request, found)
    if form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "because": form.cleaned_data["because"]}
        if is_saved(form, lambda: services.conflict_withdraw(conflict=found, **told)):
            messages.success(request, "The conflict of interest is withdrawn. It stays on record.")
            return redirect(back)
    title = "Withdraw a conflict of interest"
    row = ConflictRow.of(found, names_cases=found.person_id == request.user.pk or not request.user.is_administrator)
    context = {"form": form, "title": title, "caption": found.service.place, "row": row, "back": back}
    return render(
        request,
        "inspections/conflict_withdraw.html",
        {**context, "crumbs": [("My work", reverse("home")), ("Conflicts", back), (title, "")]},
    )


def _back(request: PersonRequest, conflict: ConflictOfInterest) -> str:
    """One's own page, or that of the newest team on which the page's reader sees the person."""
    if conflict.person_id == request.user.pk:
        return reverse("my_page")
    teams = Inspection.objects.filter(service=conflict.service_id, team__person=conflict.person_id)
    if not request.user.is_administrator:
        teams = teams & Inspection.objects.filter(team__person=request.user)
    newest = teams.order_by("-fieldwork_starts").first()
    return reverse("inspection_team", args=[newest.name]) if newest else reverse("my_page")
