"""The team of an inspection: who does what in it, joining and leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from casereviews.models import CaseReview
from casereviews.rules import CLOSED
from inspections import services
from inspections.forms import EmptyForm, TeamMemberForm
from inspections.models import Inspection, TeamMember
from inspections.rules import NOT_TOGETHER, ROLE_NAMES, Role
from inspections.views.asking import inspection_asked, page_of, plan_asked, posted
from standards.wording import joined, plural, sentence


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_team(request: PersonRequest, name: str) -> HttpResponse:
    plan_asked(request)
    found, standing = inspection_asked(request, name, lambda standing: standing.is_administrator)
    form = TeamMemberForm(posted(request))
    if form.is_valid():
        person, role = form.cleaned_data["person"], Role(form.cleaned_data["role"])
        try:
            services.team_member_add(
                by=request.user, inspection=found, person=person, role=role, field=form.cleaned_data["field"]
            )
        except services.TeamRefused as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"{person} is now {ROLE_NAMES[role].lower()} of this inspection.")
            return redirect("inspection_team", name)
    context = page_of(found, standing, "Team", form=form, members=_members(found))
    context["no_lead"] = not any(member.role == Role.LEAD for member in context["members"])
    return render(request, "inspections/inspection_team.html", context)


def _members(inspection: Inspection) -> list[TeamMember]:
    """In the order of the roles, then by name."""
    order = [role.value for role in Role]
    members = inspection.team.select_related("person")
    return sorted(members, key=lambda member: (order.index(member.role), member.person.name))


@require_http_methods(["GET", "HEAD", "POST"])
def team_member_remove(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    plan_asked(request)
    found, standing = inspection_asked(request, name, lambda standing: standing.is_administrator)
    member = get_object_or_404(found.team.select_related("person"), pk=pk)
    role = ROLE_NAMES[Role(member.role)].lower()
    if request.method == "POST":
        services.team_member_remove(by=request.user, member=member)
        messages.success(request, f"{member.person} is no longer {role} of this inspection.")
        return redirect("inspection_team", name)
    title = f"Take {member.person} off the team as {role}?"
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
            "and only the lead inspector can go on with it or give it to somebody else."
        )
    if submitted:
        says.append(f"{sentence(plural(submitted, 'review', 'reviews'))} of theirs submitted: nothing changes there.")
    return says
