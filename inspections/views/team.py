"""The team of an inspection: who does what in it, joining and leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.requests import PersonRequest
from accounts.services import PersonRefused
from casereviews.models import CaseReview
from casereviews.rules import CLOSED
from inspections import services
from inspections.access import can_see_team, can_staff
from inspections.forms import EmptyForm, StandInForm, TeamMemberChangeForm, TeamMemberForm
from inspections.models import Inspection, TeamMember
from inspections.rules import BUSY, NOT_TOGETHER, READ_CASES, ROLE_NAMES, Role, Standing
from inspections.views.asking import inspection_asked, is_saved, page_of, posted
from inspections.views.conflicts import conflict_rows
from inspections.years import Wanted, clashes_between
from standards.outline import outline_of
from standards.wording import joined, plural, sentence


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_team(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_team)
    form = _joining_form(request, found, standing)
    if form.is_valid() and is_saved(form, lambda: _join(request, found, form), field="role"):
        return redirect("inspection_team", name)
    members = members_of(found)
    context = page_of(found, standing, "Team", form=form, members=members)
    context["no_lead"] = not any(member.role == Role.LEAD for member in members)
    context["conflicts"] = conflict_rows(found, standing)
    context["clashes"] = _clashes(found, members)
    return render(request, "inspections/inspection_team.html", context)


def _joining_form(request: PersonRequest, found: Inspection, standing: Standing) -> TeamMemberForm | StandInForm:
    if standing.is_administrator:
        return TeamMemberForm(posted(request))
    people = Person.objects.filter(is_active=True, memberships__inspection=found)
    barred = found.team.filter(role__in=[Role.SERVICE_CONTACT, Role.PANEL, Role.STAND_IN, Role.LEAD]).values("person")
    return StandInForm(posted(request), people=people.exclude(pk__in=barred).distinct())


def _join(request: PersonRequest, found: Inspection, form: TeamMemberForm | StandInForm) -> None:
    told = form.cleaned_data
    role, field = Role(told.get("role", Role.STAND_IN)), told.get("field", "")
    by, site = request.user, request.build_absolute_uri("/")
    person = told["person"]
    try:
        if person is None:
            name, email = told["name"], told["email"]
            person = services.team_member_invite(
                by=by, inspection=found, name=name, email=email, role=role, field=field, site=site
            ).person
        else:
            services.team_member_add(by=by, inspection=found, person=person, role=role, field=field, site=site)
    except PersonRefused as refusal:
        raise services.TeamRefused(str(refusal)) from refusal
    mailed = f"A mail tells {person.email}" + ("." if told["person"] else ", with a link to set a password.")
    messages.success(request, f"{person} is now {ROLE_NAMES[role].lower()} of this inspection. {mailed}")


def members_of(inspection: Inspection) -> list[TeamMember]:
    """In the order of the roles, then by name."""
    order = [role.value for role in Role]
    members = inspection.team.select_related("person")
    return sorted(members, key=lambda member: (order.index(member.role), member.person.name))


def _clashes(found: Inspection, members: list[TeamMember]) -> list[Wanted]:
    """Where the team is wanted elsewhere on the days of this inspection."""
    planned = [row.dates for row in found.planned_phases.all()]
    days = [day for dated in planned if dated.phase in BUSY for day in (dated.first, dated.last)]
    if not days:
        return []
    people = {member.person_id for member in members}
    return [clash for clash in clashes_between(min(days), max(days), people=people) if found.pk in clash.inspections]


@require_http_methods(["GET", "HEAD", "POST"])
def team_member(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """What somebody reads: days, domains, most cases."""
    found, standing = inspection_asked(request, name, can_see_team)
    member = get_object_or_404(found.team.select_related("person").filter(role__in=READ_CASES), pk=pk)
    domains = [domain for domain in outline_of(found.edition).domains if domain.has_cases]
    form = TeamMemberChangeForm(
        posted(request),
        domains=domains,
        leads=member.role == Role.LEAD,
        initial=TeamMemberChangeForm.initial_from(member),
    )
    if form.is_valid():
        member.version = form.cleaned_data["seen"]
        told = form.told
        if is_saved(form, lambda: services.team_member_change(by=request.user, member=member, **told), row=member):
            messages.success(request, f"What {member.person} reads is saved.")
            return redirect("inspection_team", name)
    title = f"{member.person}: days and cases"
    context = page_of(found, standing, title, form=form, member=member)
    context["crumbs"].insert(-1, ("Team", reverse("inspection_team", args=[name])))
    return render(request, "accounts/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_member_remove(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_team)
    member = get_object_or_404(found.team.select_related("person"), pk=pk)
    role = Role(member.role)
    if not can_staff(standing, role):
        raise PermissionDenied
    if request.method == "POST":
        services.team_member_remove(by=request.user, member=member)
        messages.success(request, f"{member.person} is no longer {ROLE_NAMES[role].lower()} of this inspection.")
        return redirect("inspection_team", name)
    title = f"Take {member.person} off the team as {ROLE_NAMES[role].lower()}?"
    context = page_of(found, standing, title, member=member, lost=lost_with(member))
    context["crumbs"].insert(-1, ("Team", reverse("inspection_team", args=[name])))
    context["form"] = EmptyForm(submit_text="Take off the team", warns=True)
    return render(request, "inspections/team_member_remove.html", context)


def lost_with(member: TeamMember) -> list[str]:
    """What taking somebody off the team in this role does, in sentences."""
    person, role = member.person, Role(member.role)
    others = [Role(other.role) for other in member.inspection.team.filter(person=person).exclude(pk=member.pk)]
    if others:
        kept = joined([ROLE_NAMES[other].lower() for other in others])
        says = [f"{person} stays on the team as {kept}, and keeps what that role sees and does."]
    else:
        says = [f"{person} loses access to this inspection at once, also where they are signed in now."]
    if role is Role.LEAD:
        says.append("The inspection then has no lead inspector until you add one.")
    reads_on = {Role.LEAD, Role.INSPECTOR}.intersection(others)
    if role in (Role.LEAD, Role.INSPECTOR) and not reads_on:
        says += _reviews_left(member)
    if others and NOT_TOGETHER.get(role):
        says.append("What they recorded in this role stays.")
    return says


def _reviews_left(member: TeamMember) -> list[str]:
    reviews = CaseReview.objects.filter(inspection_id=member.inspection_id, reader=member.person)
    states = list(reviews.order_by().values_list("state", flat=True))
    unfinished = sum(state not in CLOSED for state in states)
    submitted = len(states) - unfinished
    says = []
    if unfinished:
        says.append(
            f"{sentence(plural(unfinished, 'review', 'reviews'))} of theirs not finished: what is answered is kept, "
            "and only the lead inspector can go on with it or give it to somebody else. What their device has not sent "
            "yet is kept aside when it arrives."
        )
    if submitted:
        says.append(f"{sentence(plural(submitted, 'review', 'reviews'))} of theirs submitted: nothing changes there.")
    return says
