"""The pages of an inspector's cases: my cases, one review, its facts, one page per standard, the whole case."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from casereviews import services
from casereviews.access import (
    can_answer,
    can_ask,
    can_open_review,
    can_raise_alert,
    can_read_cases,
    can_reopen,
    can_rule,
)
from casereviews.alerts import alerts_wanted
from casereviews.aside import asides_of
from casereviews.forms import ReopenForm, changes_posted, fields_unsaved
from casereviews.handover import typed_in, why_no_longer_theirs, why_too_late
from casereviews.history import says_more_than_seen
from casereviews.interview import interview_noted
from casereviews.marks import marks_of
from casereviews.models import CaseReview
from casereviews.pages import (
    about,
    answered_questions,
    answered_standards,
    conflicts_of,
    fact_rows,
    facts_markup,
    missing_links,
    names_by_id,
    problems_of,
    question_blocks,
    state_tag,
    step_after,
    steps_of,
)
from casereviews.rules import Missing, Outcome, Sheet, Status, marked, place_of
from casereviews.rulings import own_words, rulings_beside
from casereviews.services.changes import sheet_of
from casereviews.telling import personal_tellings, tellings
from inspections.access import can_see_inspection, standing_of
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import posted
from standards.structure import StandardOutline, filled

# Shows a page of a review, for what else it is given.
Show = Callable[..., HttpResponse]


@require_GET
def my_cases(request: PersonRequest, name: str) -> HttpResponse:
    inspection = get_object_or_404(Inspection.objects.with_names(), name=name)
    if not can_read_cases(standing_of(request.user, inspection.pk)):
        raise PermissionDenied
    mine = CaseReview.objects.filter(inspection=inspection, reader=request.user, case__in_sample=True).with_case()
    # What is still to do comes first.
    reviews = sorted(mine.order_by("case__domain__number", "case__reference"), key=lambda review: review.is_closed)
    cards = [{"review": review, "state": state_tag(review)} for review in reviews]
    waiting = sum(1 for review in reviews if not review.is_closed)
    return render(
        request,
        "casereviews/my_cases.html",
        {
            "inspection": inspection,
            "cards": cards,
            "waiting": waiting,
            "total": len(reviews),
            "asked": own_words(inspection.questions.filter(asked_by=request.user)),
        },
    )


def review_for(request: PersonRequest, pk: int) -> tuple[CaseReview, Standing]:
    """The review, if this person may read it."""
    try:
        review = CaseReview.objects.read(pk)
    except CaseReview.DoesNotExist as error:
        raise Http404 from error
    standing = standing_of(request.user, review.inspection_id)
    if not can_open_review(standing, review):
        raise PermissionDenied(why_no_longer_theirs(review, standing))
    return review, standing


def look(request: PersonRequest, review: CaseReview, page: str) -> None:
    """Puts on record that this person looks at the case, once it is clear that there is something to see."""
    services.case_opened(case_id=review.case_id, page=page, by=request.user, at=timezone.now())


def may_write(review: CaseReview, standing: Standing) -> bool:
    return can_answer(standing, review) and not review.is_closed


def page_context(review: CaseReview, standing: Standing, sheet: Sheet, **more: Any) -> dict[str, Any]:
    """What every page of a review shows round its own content."""
    state, colour = state_tag(review)
    return {
        "review": review,
        "case": review.case,
        "inspection": review.inspection,
        "steps": steps_of(review, sheet),
        "state": state,
        "state_colour": colour,
        "may_write": may_write(review, standing),
        "may_reopen": can_reopen(standing) and review.is_closed,
        "may_alert": can_raise_alert(standing, review),
        "may_ask": can_ask(standing, review),
        "may_rule": can_rule(standing),
        "is_reader": review.reader_id == standing.person_id,
        "may_see_inspection": can_see_inspection(standing),
        **more,
    }


@require_GET
def review(request: PersonRequest, pk: int) -> HttpResponse:
    found, standing = review_for(request, pk)
    look(request, found, "overview")
    return render(request, "casereviews/review.html", _overview(found, standing, sheet_of(found)))


def _overview(found: CaseReview, standing: Standing, sheet: Sheet, **more: Any) -> dict[str, Any]:
    steps = steps_of(found, sheet)
    tasks = [{"title": step.title, "href": step.href, "status": step.status, "colour": step.colour} for step in steps]
    done, required = sum(s.progress.done for s in steps), sum(s.progress.required for s in steps)
    asides = asides_of(found, sheet) if can_answer(standing, found) else []
    first_open = next((step for step in steps if not step.progress.complete), None)
    if can_raise_alert(standing, found):
        alerts = list(found.alerts.all())
        more |= {"alerts": alerts, "alerts_wanted": alerts_wanted(found, sheet, alerts)}
    more |= {"tasks": tasks, "done": done, "required": required, "next_step": first_open, "asides": asides}
    more["marks"] = marks_of(found, sheet)
    return page_context(found, standing, sheet, **more)


@require_http_methods(["GET", "POST"])
def review_submit(request: PersonRequest, pk: int) -> HttpResponse:
    found, _ = review_for(request, pk)
    if request.method == "GET":  # the address of a refusal, copied or reloaded
        return redirect("review", pk)
    try:
        services.review_submit(review_id=pk, by=request.user, at=timezone.now())
    except services.ReviewClosed as error:
        messages.info(request, str(error))
        return redirect("review", pk)
    except services.ReviewIncomplete as error:
        return _incomplete(request, pk, error.missing)
    messages.success(request, _submitted_words(found))
    is_reader = found.reader_id == request.user.pk
    return redirect("my_cases", found.inspection.name) if is_reader else redirect("review", pk)


def _submitted_words(found: CaseReview) -> str:
    words = f"You submitted {found.case.reference}. It now counts in the inspection’s figures."
    marks = len(marked(sheet_of(found)))
    stands = "1 mark to come back to stands." if marks == 1 else f"{marks} marks to come back to stand."
    return f"{words} {stands}" if marks else words


def _incomplete(request: PersonRequest, pk: int, missing: Sequence[Missing]) -> HttpResponse:
    """The review's page with a link to each thing that is missing."""
    found, standing = review_for(request, pk)
    look(request, found, "overview")
    context = _overview(found, standing, sheet_of(found), missing=missing_links(found, missing), has_errors=True)
    return render(request, "casereviews/review.html", context)


@require_http_methods(["GET", "POST"])
def review_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    found, standing = review_for(request, pk)
    if not can_reopen(standing):
        raise PermissionDenied
    if not found.is_closed:
        messages.info(request, f"{found.case.reference} is open already: its reader can change it.")
        return redirect("review", pk)
    form = ReopenForm(posted(request))
    if form.is_valid():
        try:
            services.review_reopen(review_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except services.ReviewNotSubmitted as error:
            messages.info(request, str(error))
        else:
            messages.success(request, f"{found.case.reference} is open again. {found.reader} can change it.")
        return redirect("review", pk)
    return render(request, "casereviews/reopen.html", {"review": found, "case": found.case, "form": form})


@require_http_methods(["GET", "POST"])
def review_facts(request: PersonRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return save_page(request, pk, "", _facts_page)
    found, standing = review_for(request, pk)
    return _facts_page(request, found, standing)


def _facts_page(request: PersonRequest, found: CaseReview, standing: Standing, **more: Any) -> HttpResponse:
    look(request, found, "facts")
    sheet = sheet_of(found)
    context = page_context(found, standing, sheet, **more)
    context["next_href"] = step_after(context["steps"], "") or reverse("review", args=[found.pk])
    if context["may_write"] or "posted" in more:
        context["form_markup"] = facts_markup(sheet, posted=more.get("posted"), errors=more.get("field_errors"))
    else:
        context["facts"] = fact_rows(sheet)
    return render(request, "casereviews/facts.html", context)


@require_http_methods(["GET", "POST"])
def review_standard(request: PersonRequest, pk: int, number: str) -> HttpResponse:
    if request.method == "POST":
        return save_page(request, pk, number, partial(_standard_page, number=number))
    found, standing = review_for(request, pk)
    return _standard_page(request, found, standing, number=number)


def _standard_page(
    request: PersonRequest, found: CaseReview, standing: Standing, *, number: str, **more: Any
) -> HttpResponse:
    sheet = sheet_of(found)
    standard = standard_or_404(sheet, number)
    look(request, found, f"standard {standard.number}")
    context = page_context(found, standing, sheet, standard=standard, **more)
    context["next_href"] = step_after(context["steps"], standard.number) or reverse("review", args=[found.pk])
    context["rulings"] = rulings_beside(found.inspection, standard)
    context["statement"] = filled(standard.statement, found.inspection.service_word)
    if context["may_write"] or "posted" in more:
        context["blocks"] = question_blocks(
            found, sheet, standard, posted=more.get("posted"), errors=more.get("field_errors")
        )
    else:
        addresses = [question.address for question in standard.questions]
        context["questions"] = list(zip(addresses, answered_questions(found, sheet, standard), strict=True))
    return render(request, "casereviews/standard.html", context)


def standard_or_404(sheet: Sheet, number: str) -> StandardOutline:
    for standard in sheet.domain.judged_standards:
        if standard.number == number:
            return standard
    raise Http404(f"Standard {number} is not judged in this case.")


@require_GET
def review_whole(request: PersonRequest, pk: int) -> HttpResponse:
    found, standing = review_for(request, pk)
    look(request, found, "whole case")
    sheet = sheet_of(found)
    context = page_context(found, standing, sheet, facts=fact_rows(sheet), standards=answered_standards(found, sheet))
    context["noted"] = interview_noted(sheet, found.inspection.service_word)
    return render(request, "casereviews/whole.html", context)


def save_page(request: PersonRequest, pk: int, here: str, show: Show) -> HttpResponse:
    """Saves the page of the step `here`, and shows again, as typed, whatever could not be saved."""
    changes = changes_posted(request.POST)
    if not changes:
        found, standing = review_for(request, pk)
        if not can_answer(standing, found):
            raise PermissionDenied
        raise BadRequest("What was sent holds none of the page's fields, so nothing was saved.")
    try:
        receipt = services.changes_apply(review_id=pk, changes=changes, by=request.user, at=timezone.now())
    except CaseReview.DoesNotExist as error:
        raise Http404 from error
    if receipt.with_status(Status.KEPT_ASIDE):
        return _show_kept_aside(request, receipt)
    if unsaved := still_unsaved(receipt):
        return _show_again(request, pk, unsaved, show)
    return _go_on(request, receipt, here)


def _go_on(request: PersonRequest, receipt: services.Receipt, here: str) -> HttpResponse:
    """To the next page, or back to this one, with all that there is to say of what was saved."""
    for told in [*tellings(receipt), *personal_tellings(receipt)]:
        (messages.warning if told.kind == "warning" else messages.info)(request, told.markup)
    if "continue" not in request.POST:
        messages.success(request, f"Saved at {timezone.localtime():%H:%M}.")
        return redirect(request.path)
    following = step_after(steps_of(receipt.review, receipt.sheet), here)
    return redirect(following or reverse("review", args=[receipt.review.pk]))


def _show_kept_aside(request: PersonRequest, receipt: services.Receipt) -> HttpResponse:
    """What somebody typed in a case that was taken from them, or submitted, meanwhile."""
    why = why_too_late(receipt.review, standing_of(request.user, receipt.review.inspection_id))
    typed = typed_in(receipt.review, receipt.sheet, [o.change for o in receipt.with_status(Status.KEPT_ASIDE)])
    return render(request, "casereviews/kept_aside.html", {"why": why, "typed": typed})


def still_unsaved(receipt: services.Receipt) -> list[Outcome]:
    """Refusals, and conflicts about answers that this person did change: a page posts all that it shows."""
    unsaved = list(receipt.with_status(Status.REFUSED))
    for outcome in receipt.with_status(Status.CONFLICT):
        place = place_of(receipt.sheet, outcome.change.target)
        assert place is not None
        if says_more_than_seen(receipt.review.pk, place, outcome.change):
            unsaved.append(outcome)
    return unsaved


def _show_again(request: PersonRequest, pk: int, unsaved: Sequence[Outcome], show: Show) -> HttpResponse:
    """The page with what was typed, each problem at its field, and both sides of a conflict."""
    found, standing = review_for(request, pk)
    sheet, word = sheet_of(found), found.inspection.service_word
    readers = names_by_id(outcome.current.by_id for outcome in unsaved) | {request.user.pk: "You, in another window,"}
    errors = problems_of(unsaved, readers)
    links = [
        (f"#id_{name}" if place_of(sheet, name[2:]) else "", about(sheet, name, word) + sentence)
        for name, sentences in errors.items()
        for sentence in sentences
    ]
    more = {
        "posted": fields_unsaved(request.POST, unsaved),
        "field_errors": errors,
        "error_links": links,
        "has_errors": True,
        "conflicts": conflicts_of(sheet, unsaved, readers, word),
    }
    return show(request, found, standing, **more)
