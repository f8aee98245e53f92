"""The panel's pages (ratings, one standard, the notes behind a figure) and the lead's judgements to propose."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from casereviews.rules import Value
from casereviews.services.sample import cases_opened
from inspections.access import can_open_inspection
from inspections.models import Inspection
from inspections.rules import Phase, Standing
from inspections.views.asking import crumbs_to, inspection_asked, posted
from ratings.access import can_decide, can_propose, can_see_notes, can_see_ratings
from ratings.figures import decisions_of, ratings_page, standard_figures
from ratings.forms import DecisionForm, ProposalForm, saw_of
from ratings.interviews import InterviewFigures, interviews_by_question, interviews_on
from ratings.notes import notes_on
from ratings.pages import (
    both_proposals,
    characteristics_of,
    flip_groups,
    next_to_decide,
    questions_chosen,
    what_changed,
)
from ratings.services import (
    DecisionRefused,
    FiguresChanged,
    NeedsConfirmation,
    ProposalChanged,
    ProposalRefused,
    decision_take,
    proposal_make,
)
from ratings.structure import StandardFigures
from samples.access import can_replay
from samples.models import SampleDraw
from standards.outline import outline_of
from standards.rules import Figures
from standards.structure import filled


def opened(
    request: PersonRequest, name: str, allowed: Callable[[Standing], bool], *way: tuple[str, ...]
) -> tuple[Inspection, dict[str, Any]]:
    """The inspection, if this person may see the page, and what every page here shows round its own content.

    `way`: the last steps of the way back, as text, page ("" for this one) and what its address needs beside the name.
    """
    inspection, standing = inspection_asked(request, name, allowed)
    if not can_open_inspection(standing):  # then no step before these names the inspection
        (text, *page), *further = way
        way = ((f"{text}: {inspection.service.place}", *page), *further)
    steps = [(text, page and reverse(page, args=[name, *args])) for text, page, *args in way]
    return inspection, {
        "inspection": inspection,
        "published": inspection.phase == Phase.PUBLISHED,
        "edition_figures": outline_of(inspection.edition).figures,
        "crumbs": crumbs_to(inspection, standing, *steps),
        "may_decide": can_decide(standing),
        "may_propose": can_propose(standing),
        "may_replay": can_replay(standing),
        "may_see_notes": can_see_notes(standing),
    }


def standard_or_404(inspection: Inspection, number: str) -> StandardFigures:
    try:
        return standard_figures(inspection, number)
    except KeyError:
        raise Http404 from None


@require_safe
def ratings(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", ""))
    is_drawn = context["may_replay"] and SampleDraw.objects.filter(inspection=inspection).exists()
    return render(request, "ratings/ratings.html", context | {"page": ratings_page(inspection), "is_drawn": is_drawn})


def standard_context(inspection: Inspection, now: StandardFigures, figures: Figures) -> dict[str, Any]:
    return {
        "standard": now,
        "statement": filled(now.outline.statement, inspection.service_word),
        "characteristics": characteristics_of(now.outline, figures, inspection.service_word),
    }


# The panel's decision -------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def standard_decide(request: PersonRequest, name: str, number: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", "ratings"), (number, ""))
    figures, may_decide = context["edition_figures"], context["may_decide"]
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    now = standard_or_404(inspection, number)
    form = DecisionForm.of(now, figures, posted(request))
    try:
        if form.is_valid() and _decision_saved(request, inspection, now, form):
            return redirect("ratings", name=name)
    except FiguresChanged:
        now, saw = standard_figures(inspection, number), form.cleaned_data["saw"]
        context["changes"] = what_changed(now, form.seen_number, saw, figures, you=request.user.pk)
        form = _decision_form_anew(request.POST, now, figures)
    context |= standard_context(inspection, now, figures) | {
        "form": form if may_decide else None,
        "flip_groups": flip_groups(now.flips),
        "earlier": decisions_of(inspection.pk, now.outline.pk),
    }
    return render(request, "ratings/standard_decide.html", context)


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
    further = next_to_decide(ratings_page(inspection), now.number)
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


def _decision_form_anew(told: QueryDict, now: StandardFigures, figures: Figures) -> DecisionForm:
    """What was typed, for the figures as they are now."""
    typed = told.copy()
    typed["seen"], typed["saw"] = str(now.seen), saw_of(now)
    typed.pop("confirmed", None)
    form = DecisionForm.of(now, figures, typed)
    form.add_error("rating", "What you decide on changed after you opened the page. Look again, then save")
    return form


@require_safe
def deciding_notes(request: PersonRequest, name: str, number: str) -> HttpResponse:
    """All notes on a key question of the cases judged "no" (or "yes"); each look at a case goes on record."""
    way = (("Ratings", "ratings"), (number, "standard_decide", number), ("Notes", ""))
    inspection, context = opened(request, name, can_see_notes, *way)
    now = standard_or_404(inspection, number)
    if not now.by_cases:
        raise Http404
    judged = Value.YES if request.GET.get("judged") == "yes" else Value.NO
    chosen = questions_chosen(now, request.GET.get("question", ""))
    found = notes_on(inspection, now, chosen, judged)
    cases = {case.case_id for question in found for case in question.cases}
    if cases and request.method == "GET":
        cases_opened(case_ids=cases, page=f"notes on {number}", by=request.user, at=timezone.now())
    context |= {"standard": now, "judged": judged, "chosen": chosen, "notes": found}
    return render(request, "ratings/deciding_notes.html", context)


# The lead's proposals -------------------------------------------------------------------------------------------------
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
