"""Editions for administrators: what is loaded, what it says, loading one more."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.access import can_plan
from standards.descriptions import band_rows, condition_words, highest_score, sample_rows
from standards.documents import yaml_written
from standards.forms import EditionUploadForm
from standards.models import Edition, RelevanceRule
from standards.outline import condition_of_row, outline_of
from standards.services import EditionInUse, document_load

View = Callable[..., HttpResponse]


def for_planners(view: View) -> View:
    """Only people who may plan see the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or not can_plan(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_planners
def edition_list(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = EditionUploadForm(request.POST, request.FILES) if sent else EditionUploadForm()
    if sent and form.is_valid() and (loaded := _loaded(request, form)):
        return loaded
    editions = Edition.objects.with_inspection_counts().newest_first()
    return render(request, "standards/edition_list.html", {"editions": editions, "form": form})


def _loaded(request: HttpRequest, form: EditionUploadForm) -> HttpResponseRedirect | None:
    """To the loaded edition; None, with the reason as an error of the form, where it is refused."""
    assert form.document is not None
    try:
        result = document_load(document=form.document)
    except EditionInUse as problem:
        form.add_error("file", str(problem))
        return None
    messages.success(request, result.sentence)
    return redirect("edition_detail", code=result.edition.code)


@require_safe
@for_planners
def edition_detail(request: HttpRequest, code: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.with_inspection_counts(), code=code)
    outline = outline_of(edition)
    figures, highest = outline.figures, highest_score(outline)
    rules = [(row, condition_of_row(row)) for row in RelevanceRule.objects.filter(edition=edition).order_by("pk")]
    context = {
        "edition": edition,
        "outline": outline,
        "highest": highest,
        "key_question_bands": band_rows(figures.key_question_bands, figures.names, highest=100),
        "overall_bands": band_rows(figures.overall_bands, figures.names, highest=highest),
        "sample": sample_rows(edition.sample),
        "rules": [(row.code, row.note, condition_words(condition, outline)) for row, condition in rules],
    }
    return render(request, "standards/edition_detail.html", context)


@require_safe
@for_planners
def edition_export(request: HttpRequest, code: str) -> HttpResponse:
    edition = get_object_or_404(Edition, code=code)
    response = HttpResponse(yaml_written(json.loads(edition.document)), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.code}.yaml"'
    return response
