"""The check of a report: every finding with its place and its mend; what is made of one; how serious each check is."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import Crumbs, inspection_asked, plan_asked, posted
from reports import services
from reports.access import can_check_report, can_write_prose
from reports.broker import builds_send
from reports.checking import Slip, check_report, severities_of
from reports.contents import Part, part_of
from reports.forms import SeveritiesForm
from reports.live import LiveFigures
from reports.models import Dismissal
from reports.views.asking import is_done, is_published, number_posted, report_page
from standards.models import Edition

TITLE = "Check the report"
GONE = "This finding is not there any more: the words, or what they are held against, changed meanwhile. Look again."


@require_safe
def report_lint(request: PersonRequest, name: str, section: str = "") -> HttpResponse:
    """Of the whole report, or of one section."""
    inspection, standing = inspection_asked(request, name, can_check_report)
    part = _part(inspection, section)
    checked = check_report(LiveFigures(inspection))
    checked = checked.of(section.lower()) if part else checked
    grouped = [(spot, list(slips)) for spot, slips in groupby(checked.slips, key=lambda slip: slip.spot.title)]
    told: dict[str, Any] = {
        "checked": checked,
        "groups": grouped,
        "part": part,
        "mendable": _mendable(inspection, standing, checked.slips),
    }
    way = [(TITLE, reverse("report_lint", args=[name]))] if part else []
    title = f"Check: {part.spec.title}" if part else TITLE
    return render(request, "reports/lint.html", report_page(inspection, standing, title, *way, **told))


def _mendable(inspection: Inspection, standing: Standing, slips: Sequence[Slip]) -> frozenset[str]:
    """The sections whose words this person may change."""
    if is_published(inspection):
        return frozenset()
    return frozenset(code for slip in slips if can_write_prose(standing, code := slip.finding.passage.section))


def _part(inspection: Inspection, section: str) -> Part | None:
    part = part_of(inspection, section) if section else None
    if section and part is None:
        raise Http404
    return part


@require_POST
def finding_mend(request: PersonRequest, name: str) -> HttpResponse:
    """Applies the mend of one finding, as the check finds it now."""
    inspection, _ = inspection_asked(request, name, can_check_report)
    slip = _slip(request, inspection)
    try:
        if slip is None or not _mended(request, slip):
            messages.error(request, GONE)
    except ChangedMeanwhile:
        messages.error(request, "Somebody changed this paragraph meanwhile, so it was not mended. Look again.")
    except services.ReportRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, inspection)


def _mended(request: PersonRequest, slip: Slip) -> bool:
    if slip.node is None or slip.spot.paragraph is None:
        return False
    told: dict[str, Any] = {"paragraph_id": slip.spot.paragraph.pk, "node": slip.node, "by": request.user}
    builds_send(services.paragraph_mend(**told, seen=number_posted(request, "seen"), at=timezone.now()))
    messages.success(request, f"Mended: “{slip.put_words}” stands there now.")
    return True


@require_POST
def finding_dismiss(request: PersonRequest, name: str) -> HttpResponse:
    inspection, _ = inspection_asked(request, name, can_check_report)
    slip = _slip(request, inspection)
    if slip is None:
        messages.error(request, GONE)
        return _back(request, inspection)
    told: dict[str, Any] = {"fingerprint": slip.fingerprint, "check": slip.finding.check, "found": slip.found}
    told |= {"section": slip.finding.passage.section, "because": request.POST.get("because", "").strip()}
    try:
        services.finding_dismiss(inspection=inspection, **told, by=request.user, at=timezone.now())
        messages.success(request, "It is no longer told. You find it below, among those that are no slips here.")
    except services.ReportRefused as refusal:
        messages.error(request, f"{refusal}. Nothing was saved.")
    return _back(request, inspection)


@require_POST
def finding_reopen(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    inspection, _ = inspection_asked(request, name, can_check_report)
    get_object_or_404(Dismissal, pk=pk, inspection=inspection)
    told: dict[str, Any] = {"dismissal_id": pk, "by": request.user, "at": timezone.now()}
    if is_done(request, lambda: services.finding_reopen(**told), changed=GONE):
        messages.success(request, "It is told again.")
    return _back(request, inspection)


def _slip(request: PersonRequest, inspection: Inspection) -> Slip | None:
    return check_report(LiveFigures(inspection)).by_fingerprint(request.POST.get("finding", ""))


def _back(request: PersonRequest, inspection: Inspection) -> HttpResponse:
    """To the check of the section that it was pressed on, or of the whole report."""
    part = part_of(inspection, request.POST.get("section", ""))
    if part:
        return redirect("section_lint", name=inspection.name, section=part.anchor.lower())
    return redirect("report_lint", name=inspection.name)


@require_http_methods(["GET", "HEAD", "POST"])
def report_checks(request: PersonRequest, code: str) -> HttpResponse:
    """How serious each check of reports under an edition is: an administrator sets it."""
    plan_asked(request)
    edition = get_object_or_404(Edition, code=code)
    form = SeveritiesForm(posted(request), severities=severities_of(edition))
    if form.is_valid():
        try:
            services.severities_set(edition=edition, wanted=form.wanted, seen=form.seen, by=request.user)
            messages.success(request, "How serious each check is, is saved.")
            return redirect("report_checks", code=code)
        except ChangedMeanwhile:
            form.add_error(None, "Somebody else changed one of these meanwhile. Nothing is saved: open the page again.")
    page = {"form": form, "title": "Checks of reports", "caption": edition.title, "crumbs": _crumbs(edition)}
    return render(request, "reports/checks.html", page)


def _crumbs(edition: Edition) -> Crumbs:
    of_edition = reverse("edition_detail", args=[edition.code])
    return [("Editions", reverse("edition_list")), (edition.title, of_edition), ("Checks of reports", "")]
