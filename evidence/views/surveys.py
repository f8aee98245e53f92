"""Questions of a survey with their answers; quotes of the children's text survey."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from evidence import services
from evidence.access import can_record_evidence
from evidence.forms import QuestionForm, QuoteForm, ScaleForm
from evidence.models import Evidence, Quote, SurveyQuestion
from evidence.rules import SCALE_NAMES, EvidenceKind, Scale
from evidence.views.asking import is_saved, withdrawal
from evidence.views.pieces import piece_asked
from inspections.views.asking import posted


def _survey_asked(
    request: PersonRequest, name: str, pk: int, kind: EvidenceKind, title: str
) -> tuple[Evidence, dict[str, Any]]:
    piece, page = piece_asked(request, name, pk, can_record_evidence, title)
    if piece.kind != kind:
        raise Http404
    return piece, page


@require_http_methods(["GET", "HEAD", "POST"])
def survey_question_new(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """First how it was answered, which stands in the address; then the question with its counts."""
    survey, page = _survey_asked(request, name, pk, EvidenceKind.SURVEY, "Add a question")
    chosen = request.GET.get("scale", "")
    if chosen not in set(Scale):
        asked = ScaleForm(request.GET if "scale" in request.GET or "submit" in request.GET else None)
        return render(request, "evidence/form.html", {**page, "form": asked})
    form = QuestionForm(posted(request), scale=Scale(chosen), completed=survey.completed or 0)
    if form.is_valid() and is_saved(form, lambda: _question_saved(request, survey, form)):
        return _question_done(request, name, survey, form)
    return render(
        request,
        "evidence/question_form.html",
        {**page, "form": form, "scale": SCALE_NAMES[Scale(chosen)], "is_new": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_question(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    row = get_object_or_404(SurveyQuestion, pk=pk, evidence__inspection__name=name)
    survey, page = _survey_asked(request, name, row.evidence_id, EvidenceKind.SURVEY, "Change the question")
    scale, completed = Scale(row.scale), survey.completed or 0
    form = QuestionForm(posted(request), scale=scale, completed=completed, initial=QuestionForm.initial_from(row))
    if form.is_valid() and is_saved(form, lambda: _question_saved(request, survey, form, row), row=row):
        return _question_done(request, name, survey, form)
    return render(
        request, "evidence/question_form.html", {**page, "form": form, "scale": SCALE_NAMES[scale], "question": row}
    )


def _question_saved(
    request: PersonRequest, survey: Evidence, form: QuestionForm, row: SurveyQuestion | None = None
) -> SurveyQuestion:
    pk, seen = (row.pk, form.cleaned_data["seen"]) if row else (None, 0)
    told = {"survey_id": survey.pk, "question_id": pk, "seen": seen, **form.values}
    return services.question_save(**told, by=request.user, at=timezone.now())


def _question_done(request: PersonRequest, name: str, survey: Evidence, form: QuestionForm) -> HttpResponse:
    messages.success(request, f"“{form.cleaned_data['text']}” is saved.")
    return redirect("evidence_piece", name, survey.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_question_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    row = get_object_or_404(SurveyQuestion, pk=pk, evidence__inspection__name=name)
    _, page = _survey_asked(request, name, row.evidence_id, EvidenceKind.SURVEY, "Withdraw this question")
    return withdrawal(
        request,
        page | {"says": f"“{row.text}” leaves the survey, and stays on record."},
        seen=row.version,
        back=(reverse("evidence_piece", args=[name, row.evidence_id]), "Keep it"),
        do=lambda because, seen: services.question_withdraw(
            question_id=pk, because=because, seen=seen, by=request.user, at=timezone.now()
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def quote_new(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    survey, page = _survey_asked(request, name, pk, EvidenceKind.TEXT_SURVEY, "Add a quote")
    form = QuoteForm(posted(request), is_new=True)
    if form.is_valid() and is_saved(form, lambda: _quote_saved(request, survey, form)):
        messages.success(request, "The quote is saved.")
        return redirect("evidence_piece", name, pk)
    return render(request, "evidence/form.html", {**page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Quote, pk=pk, evidence__inspection__name=name)
    survey, page = _survey_asked(request, name, row.evidence_id, EvidenceKind.TEXT_SURVEY, "Edit the quote")
    form = QuoteForm(posted(request), is_new=False, initial=QuoteForm.initial_from(row))
    if form.is_valid() and is_saved(form, lambda: _quote_saved(request, survey, form, row), row=row):
        messages.success(request, "The quote is saved.")
        return redirect("evidence_piece", name, survey.pk)
    return render(request, "evidence/form.html", {**page, "form": form, "quote": row})


def _quote_saved(request: PersonRequest, survey: Evidence, form: QuoteForm, row: Quote | None = None) -> Quote:
    told = {"original": row.original, "quote_id": row.pk, "seen": form.cleaned_data["seen"]} if row else {}
    return services.quote_save(survey_id=survey.pk, **{**form.values, **told}, by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def quote_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Quote, pk=pk, evidence__inspection__name=name)
    _, page = _survey_asked(request, name, row.evidence_id, EvidenceKind.TEXT_SURVEY, "Withdraw this quote")
    return withdrawal(
        request,
        page | {"says": f"“{row.printed}” leaves the survey, and stays on record."},
        seen=row.version,
        back=(reverse("evidence_piece", args=[name, row.evidence_id]), "Keep it"),
        do=lambda because, seen: services.quote_withdraw(
            quote_id=pk, because=because, seen=seen, by=request.user, at=timezone.now()
        ),
    )
