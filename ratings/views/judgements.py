"""The lead's judgements to propose."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from casereviews.services.sample import cases_opened
from evidence.reading import evidence_for
from inspections.models import Inspection
from inspections.views.asking import posted
from ratings.access import can_propose
from ratings.figures import ratings_page
from ratings.forms import ProposalForm
from ratings.interviews import InterviewFigures, interviews_by_question, interviews_on
from ratings.pages import (
    both_proposals,
)
from ratings.services import (
    ProposalChanged,
    ProposalRefused,
    proposal_make,
)
from ratings.structure import StandardFigures
from ratings.views.opening import opened, standard_context, standard_or_404
from standards.rules import Figures


@require_safe
def judgements(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_propose, ("Judgements", ""))
    judged = [standard for standard in ratings_page(inspection).standards if not standard.by_cases]
    return render(request, "ratings/judgements.html", context | {"standards": judged})


@require_http_methods(["GET", "HEAD", "POST"])
def judgement_propose(request: PersonRequest, name: str, number: str) -> HttpResponse:
    inspection, context = opened(request, name, can_propose, ("Judgements", "judgements"), (number, ""))
    figures = context["edition_figures"]
    now = standard_or_404(inspection, number)
    if now.by_cases:
        raise Http404
    form = ProposalForm.of(now, figures, posted(request))
    try:
        if form.is_valid() and _proposal_saved(request, inspection, now, form):
            return redirect("judgements", name=name)
    except ProposalChanged as changed:
        context["both"] = both_proposals(changed.current, form, figures, yours=changed.yours)
        form = _proposal_form_anew(request.POST, now, figures, changed)
    context |= standard_context(inspection, now, figures) | {"form": form}
    context["interviews"] = _interviews(request, inspection, now)
    held = evidence_for(inspection)
    context |= {"about": held.by_standard[number], "whole": held.by_domain[now.outline.domain]}
    return render(request, "ratings/judgement_propose.html", context)


def _interviews(
    request: PersonRequest, inspection: Inspection, now: StandardFigures
) -> list[tuple[str, list[InterviewFigures]]]:
    """What case managers said so far; each look at the notes of a case goes on record."""
    found = interviews_on(inspection, now.outline)
    cases = {said.case_id for interview in found for said in interview.noted}
    if cases and request.method == "GET":
        cases_opened(case_ids=cases, page=f"interviews on {now.number}", by=request.user, at=timezone.now())
    return interviews_by_question(found, now.outline, inspection.service_word)


def _proposal_saved(request: PersonRequest, inspection: Inspection, now: StandardFigures, form: ProposalForm) -> bool:
    """Whether the proposal was saved; where not, the form says why. Raises ProposalChanged."""
    try:
        proposal_make(
            inspection=inspection,
            standard_number=now.number,
            rating=form.chosen,
            summary=form.cleaned_data["summary"],
            seen=form.seen_number,
            by=request.user,
            at=timezone.now(),
        )
    except ProposalRefused as problem:
        form.add_error(problem.field, str(problem))
        return False
    messages.success(request, f"Saved: your proposal for {now.number} {now.title}.")
    return True


def _proposal_form_anew(
    told: QueryDict, now: StandardFigures, figures: Figures, changed: ProposalChanged
) -> ProposalForm:
    """What was typed, over the proposal that stands now: saving it again replaces that one, knowingly."""
    typed = told.copy()
    typed["seen"] = str(changed.current.version if changed.current else 0)
    form = ProposalForm.of(now, figures, typed)
    form.add_error("rating", f"{changed} Choose which one stands")
    return form
