"""Questions to the lead about a prompt or key question, and the rulings that every reader sees beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from casereviews import services
from casereviews.access import can_ask, can_rule, can_see_rulings
from casereviews.forms import version_posted
from casereviews.leadforms import QuestionForm, RulingForm, RulingNewForm
from casereviews.models import Question, Ruling
from casereviews.rulings import (
    addresses,
    asked_by,
    asked_openly,
    block_of,
    earlier_of,
    options_all,
    options_of,
    rulings_all,
    text_of,
)
from casereviews.services.changes import sheet_of
from casereviews.views.reviews import review_for
from casereviews.views.unsent import typed_shown_again
from inspections.models import Inspection
from inspections.views.asking import crumbs_to, inspection_asked, page_of, posted
from standards.outline import outline_of


@require_http_methods(["GET", "HEAD", "POST"])
@typed_shown_again
def review_ask(request: PersonRequest, pk: int) -> HttpResponse:
    found, standing = review_for(request, pk)
    if not can_ask(standing, found):
        raise PermissionDenied
    about = request.POST.get("about", "") or request.GET.get("about", "")
    form = QuestionForm(
        posted(request),
        about=options_of(sheet_of(found), found.inspection.service_word, about),
        initial={"about": about},
    )
    if form.is_valid() and _is_asked(request, pk, form):
        messages.success(request, "Your question is with the lead inspector. The ruling will stand beside the prompt.")
        standard = ".".join(form.cleaned_data["about"].split(".")[:2])
        return redirect("review_standard", pk, standard)
    context = {"review": found, "case": found.case, "inspection": found.inspection, "form": form, "about": about}
    return render(request, "casereviews/ask.html", context)


def _is_asked(request: PersonRequest, pk: int, form: QuestionForm) -> bool:
    about, words = form.cleaned_data["about"], form.cleaned_data["words"]
    try:
        services.question_ask(review_id=pk, target=about, words=words, by=request.user, at=timezone.now())
    except services.QuestionRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD"])
def questions(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_rulings)
    if can_rule(standing) and (about := request.GET.get("about", "")) in set(addresses(outline_of(found.edition))):
        return redirect("ruling", name, about)
    context = page_of(found, standing, "Questions to the lead inspector", rulings=rulings_all(found))
    context |= {"own": asked_by(found, request.user.pk), "may_rule": can_rule(standing)}
    if can_rule(standing):
        new = RulingNewForm(request.GET if "about" in request.GET else None, about=options_all(found))
        context |= {"asked": asked_openly(found), "new": new, "answered": _answered(found)}
    elif request.method == "GET":
        services.questions_seen(inspection_id=found.pk, by=request.user, at=timezone.now())
    return render(request, "casereviews/questions.html", context)


def _answered(inspection: Inspection) -> list[Question]:
    rows = Question.objects.filter(inspection=inspection, ruling__isnull=False)
    return list(rows.select_related("asked_by", "review__case").order_by("-answered_at", "-pk"))


@require_http_methods(["GET", "HEAD", "POST"])
@typed_shown_again
def ruling(request: PersonRequest, name: str, target: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_rule)
    if target not in set(addresses(outline_of(found.edition))):
        raise Http404("This is no prompt or key question of this inspection.")
    stands = Ruling.objects.filter(inspection=found, target=target).select_related("by").first()
    asked = next((one.questions for one in asked_openly(found) if one.target == target), [])
    form = RulingForm(posted(request), questions=[_option(one) for one in asked], initial=_initial(stands, asked))
    both: dict[str, Any] = {}
    if form.is_valid():
        try:
            _rule(request, found, target, form)
        except services.RulingRefused as refusal:
            form.add_error("words", str(refusal))
        except services.RulingChanged as changed:
            both, stands = _both(form, changed.current), changed.current
        else:
            messages.success(request, f"Every reader now sees the ruling beside {target}.")
            return redirect("questions", name)
    context = page_of(found, standing, f"Ruling on {target}", form=form, stands=stands, asked=asked, both=both)
    return render(request, "casereviews/ruling.html", context | _about(context, target))


def _about(context: dict[str, Any], target: str) -> dict[str, Any]:
    """What the page says of the prompt or key question that is ruled on, and the way back from it."""
    found, standing, stands = context["inspection"], context["standing"], context["stands"]
    listed = ("Questions", reverse("questions", args=[found.name]))
    return {
        "text": text_of(outline_of(found.edition), target, found.service_word),
        "earlier": earlier_of(stands) if stands else [],
        "others": block_of(found, target),
        "crumbs": crumbs_to(found, standing, listed, (context["title"], "")),
    }


def _option(question: Question) -> tuple[str, str]:
    return str(question.pk), f"{question.asked_by}: {question.words}"


def _initial(stands: Ruling | None, asked: list[Question]) -> dict[str, Any]:
    words, version = (stands.words, stands.version) if stands else ("", 0)
    return {"words": words, "seen": version, "answers": [str(question.pk) for question in asked]}


def _rule(request: PersonRequest, inspection: Inspection, target: str, form: RulingForm) -> None:
    services.ruling_make(
        inspection=inspection,
        target=target,
        words=form.cleaned_data["words"],
        answers=form.answered,
        seen=version_posted(form.cleaned_data["seen"]),
        by=request.user,
        at=timezone.now(),
    )


def _both(form: RulingForm, current: Ruling | None) -> dict[str, Any]:
    """Both rulings, side by side; sent again, what was typed stands."""
    words = form.cleaned_data["words"]
    form.add_error(None, "Another ruling was saved after you opened this page. Read it, then save yours if it stands.")
    form.show_version(current.version if current else 0)
    theirs = {"by": current.by.name, "at": current.at, "value": "", "note": current.words} if current else {}
    return {"theirs": theirs, "yours": {"by": "Your ruling, not saved", "value": "", "note": words}}


@require_http_methods(["GET", "POST"])
def question_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_see_rulings)
    question = get_object_or_404(Question, inspection=found, pk=pk)
    if request.method == "POST":
        try:
            services.question_withdraw(question_id=question.pk, by=request.user, at=timezone.now())
        except services.QuestionClosed as closed:
            messages.info(request, str(closed))
        else:
            messages.success(request, "Your question is taken back.")
    return redirect("questions", name)
