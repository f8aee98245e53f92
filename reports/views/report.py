"""The report page: every section's last built body at once, what became newer since, and what each section was."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from inspections.access import can_open_inspection
from inspections.rules import Phase
from inspections.views.asking import crumbs_to, inspection_asked
from reports.access import AUTHORS, can_check_report, can_comment, can_see_examples, can_see_report
from reports.contents import changes_since, chapters_of, part_of
from reports.former import versions_of
from reports.rules import paper_css, seen_of


@require_safe
def report(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_see_report)
    title = "Report" if can_open_inspection(standing) else f"Report: {inspection.service.place}"
    context = {
        "inspection": inspection,
        "published": inspection.phase == Phase.PUBLISHED,
        "chapters": chapters_of(inspection),
        "may_check": can_check_report(standing),
        "may_see_examples": can_see_examples(standing),
        "may_write": standing.is_any(*AUTHORS) and inspection.phase != Phase.PUBLISHED,
        "may_comment": can_comment(standing),
        "crumbs": crumbs_to(inspection, standing, (title, "")),
    }
    return render(request, "reports/report.html", context)


@require_safe
def report_read(request: PersonRequest, name: str) -> HttpResponse:
    """The report as its readers will have it, without the tools of those who make it; also for paper."""
    inspection, standing = inspection_asked(request, name, can_see_report)
    context = {
        "inspection": inspection,
        "chapters": chapters_of(inspection),
        "crumbs": crumbs_to(inspection, standing, ("Report", reverse("report", args=[name])), ("To read", "")),
    }
    return render(request, "reports/report_read.html", context)


@require_safe
def report_paper(request: PersonRequest, name: str) -> HttpResponse:
    """What stands at the foot of each page of paper: a style sheet, since no other way knows the pages."""
    inspection, _ = inspection_asked(request, name, can_see_report)
    return HttpResponse(paper_css(str(inspection)), content_type="text/css; charset=utf-8")


@require_safe
def report_changes(request: PersonRequest, name: str) -> HttpResponse:
    """What differs from the sections that the page holds (`v`, once for each): 204, or parts that htmx swaps in."""
    try:
        inspection, _ = inspection_asked(request, name, can_see_report)
    except PermissionDenied:  # taken off the team: let the page itself say so, and ask no more
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    changes = changes_since(inspection, seen_of(request.GET.getlist("v")))
    if changes.reload:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not changes.changed:
        return HttpResponse(status=204)
    return render(request, "reports/_changes.html", {"changes": changes})


@require_safe
def section_versions(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """Every body that a section had, and two of them side by side (`before`, `after`: their numbers)."""
    inspection, standing = inspection_asked(request, name, can_see_report)
    part = part_of(inspection, section)
    if part is None:
        raise Http404
    title = f"Versions of {part.spec.title}"
    report_step = ("Report", reverse("report", args=[name]))
    context = {
        "inspection": inspection,
        "part": part,
        "title": title,
        "versions": versions_of(part.row, request.GET.get("before", ""), request.GET.get("after", "")),
        "crumbs": crumbs_to(inspection, standing, report_step, (title, "")),
    }
    return render(request, "reports/section_versions.html", context)
