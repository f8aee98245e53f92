"""Comments on a section, for lead, editor and signatory; as a page of their own where there is no script."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PersonRequest
from reports import services
from reports.access import can_comment
from reports.contents import Part
from reports.forms import AnswerForm, CommentForm
from reports.models import Comment
from reports.rules import text_of
from reports.views.asking import section_asked, section_crumbs
from reports.views.writing import beside
from reports.writing import paragraph_named


@require_http_methods(["GET", "HEAD", "POST"])
def section_comments(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """All of them, and a form for another: on one paragraph where the address names it (`paragraph`)."""
    inspection, standing, part = section_asked(request, name, section, can_comment)
    form = CommentForm(request.POST if request.method == "POST" else None, initial=_about(request, part))
    if form.is_valid():
        said = {key: form.cleaned_data[key] for key in ("words", "paragraph", "quote")}
        services.comment_add(section_id=part.row.pk, by=request.user, at=timezone.now(), **said)
        return _back(request, name, section)
    title = f"Comments on {part.spec.title}"
    context = beside(part, standing) | {
        "inspection": inspection,
        "part": part,
        "title": title,
        "form": form,
        "quote": form["quote"].value() or "",
        "crumbs": section_crumbs(inspection, standing, (title, "")),
    }
    return render(request, "reports/comments.html", context)


def _about(request: PersonRequest, part: Part) -> dict[str, Any]:
    """The paragraph that the address names, with its words."""
    asked = request.GET.get("paragraph", "")
    form = CommentForm({"words": "-", "paragraph": asked})
    row = paragraph_named(part.row, form.cleaned_data["paragraph"]) if asked and form.is_valid() else None
    return {"paragraph": row.key, "quote": text_of(row.node or {})} if row else {}


def _back(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """To the section's page, or for its script only the part that changed."""
    if request.headers.get("X-Part") == "comments":
        _, standing, part = section_asked(request, name, section, can_comment)
        return render(request, "reports/_comments.html", {"part": part, "name": name, **beside(part, standing)})
    return redirect(f"{reverse('section_edit', args=[name, section])}#comments")


@require_POST
def section_comment(request: PersonRequest, name: str, section: str, pk: int) -> HttpResponse:
    """An answer to a comment, or that it is resolved, or open again (`do`)."""
    inspection, standing, part = section_asked(request, name, section, can_comment)
    if not Comment.objects.begun().filter(pk=pk, section=part.row).exists():
        raise Http404
    do, now = request.POST.get("do", ""), timezone.now()
    if do == "resolve":
        services.comment_resolve(comment_id=pk, by=request.user, at=now)
    elif do == "reopen":
        services.comment_reopen(comment_id=pk, by=request.user)
    elif do == "answer":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _answer_again(request, form, section_crumbs(inspection, standing, ("Answer", "")))
        services.comment_answer(comment_id=pk, words=form.cleaned_data["words"], by=request.user, at=now)
    else:
        raise BadRequest
    return _back(request, name, section)


def _answer_again(request: PersonRequest, form: AnswerForm, crumbs: list[tuple[str, str]]) -> HttpResponse:
    context = {"form": form, "title": "Answer a comment", "crumbs": crumbs}
    return render(request, "accounts/form_page.html", context)
