"""Emerging findings: prepared and frozen for the closing meeting, printed, and what changed since."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from casereviews.views.unsent import typed_shown_again
from inspections.forms.findings import FindingsForm
from inspections.views.asking import crumbs_to, inspection_asked, page_of, posted
from ratings.access import can_give_findings
from ratings.findings import since
from ratings.models import EmergingFindings
from ratings.remarks import remarks_by_standard, remarks_of
from ratings.rules import Moved
from ratings.services import FindingsRefused, findings_give
from standards.outline import outline_of


@require_safe
def findings_list(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_give_findings)
    given = list(found.findings.select_related("by"))
    return render(request, "inspections/findings_list.html", page_of(found, standing, "Emerging findings", given=given))


@require_http_methods(["GET", "HEAD", "POST"])
@typed_shown_again
def findings_new(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_give_findings)
    standards = remarks_by_standard(found, remarks_of(found))
    form = FindingsForm(posted(request), standards=standards, initial={"id": uuid4()})
    if form.is_valid():
        try:
            given = findings_give(
                id=form.cleaned_data["id"], inspection=found, said=form.said, by=request.user, at=timezone.now()
            )
        except FindingsRefused as refusal:
            form.tell_problems(refusal.problems)
        else:
            messages.success(request, "The findings are frozen, with the figures of this moment.")
            return redirect("findings", name, given.pk)
    context = page_of(found, standing, "Prepare emerging findings", form=form)
    listed = ("Emerging findings", reverse("findings_list", args=[name]))
    context["crumbs"] = crumbs_to(found, standing, listed, (context["title"], ""))
    return render(request, "inspections/findings_new.html", context)


def _findings_page(request: PersonRequest, name: str, given: UUID, title: str) -> dict[str, Any]:
    found, standing = inspection_asked(request, name, can_give_findings)
    findings = get_object_or_404(EmergingFindings.objects.select_related("by"), inspection=found, pk=given)
    listed = ("Emerging findings", reverse("findings_list", args=[name]))
    context = page_of(found, standing, title, findings=findings, content=findings.content)
    return context | {"crumbs": crumbs_to(found, standing, listed, (title, ""))}


@require_safe
def findings(request: PersonRequest, name: str, given: UUID) -> HttpResponse:
    """The page that is printed: no rating, no band, no percentage."""
    context = _findings_page(request, name, given, "Emerging findings")
    context["standards"] = [one for one in context["content"]["standards"] if one["strengths"] or one["areas"]]
    return render(request, "inspections/findings.html", context)


@require_safe
def findings_since(request: PersonRequest, name: str, given: UUID) -> HttpResponse:
    context = _findings_page(request, name, given, "What changed since")
    inspection = context["inspection"]
    outline = outline_of(inspection.edition)
    found = since(context["findings"], inspection)
    names, titles = outline.figures.names, {number: one.title for number, one in outline.standards.items()}
    context |= {"since": found, "moved": [_moved_row(one, titles, names) for one in found.moved]}
    return render(request, "inspections/findings_since.html", context)


def _moved_row(moved: Moved, titles: dict[str, str], names: Any) -> dict[str, Any]:
    """A standard then and now: its band, and the counts of the key questions that differ."""
    most = max(len(moved.then.counts), len(moved.now.counts))
    then = (*moved.then.counts, *[(0, 0)] * (most - len(moved.then.counts)))
    now = (*moved.now.counts, *[(0, 0)] * (most - len(moved.now.counts)))
    pairs = enumerate(zip(then, now, strict=True), start=1)
    return {
        "number": moved.number,
        "title": titles.get(moved.number, ""),
        "moved": moved,
        "then_name": names.get(moved.then.band or "", "Not rated"),
        "now_name": names.get(moved.now.band or "", "Not rated"),
        "questions": [{"number": n, "then": before, "now": after} for n, (before, after) in pairs if before != after],
    }
