"""The annexe on the web: its tables, how fresh it is, its files, and for the team what is not made public."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from accounts.spreadsheets import download
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import crumbs_to, inspection_asked
from reports.annexe import services
from reports.annexe.access import can_see_annexe, can_see_inside, can_see_taken
from reports.annexe.answers import answers_csv
from reports.annexe.archive import ZIP
from reports.annexe.models import ANSWERS, Annexe, AnnexeFile, AnnexeTaken
from reports.annexe.pages import document_of, page_of, progress_of, token_of
from reports.annexe.rules import DICTIONARY, SPECS, Audience
from reports.annexe.workbook import XLSX
from standards.outline import outline_of

KINDS = {"xlsx": ("xlsx", XLSX), "csv": ("zip", ZIP), "json": ("json", "application/json")}
TITLE, TITLE_INSIDE = "Data annexe", "Data annexe for the team"


def asked(request: PersonRequest, name: str, *, inside: bool, way: tuple[str, str] | None = None) -> dict[str, Any]:
    """What every page of an annexe shows; `way` is the title of a table below it. Raises Http404, PermissionDenied."""
    inspection, standing = inspection_asked(request, name, can_see_inside if inside else can_see_annexe)
    annexe = Annexe.objects.filter(pk=inspection.pk).first()
    title = TITLE_INSIDE if inside else TITLE
    steps = [("Report", reverse("report", args=[name])), (title, reverse(home(inside), args=[name]) if way else "")]
    return {
        "inspection": inspection,
        "standing": standing,
        "annexe": annexe,
        "inside": inside,
        "title": title,
        "progress": progress_of(annexe),
        "token": token_of(annexe),
        "crumbs": crumbs_to(inspection, standing, *steps, *([way] if way else [])),
    }


def home(inside: bool) -> str:
    return "annexe_inside" if inside else "annexe"


@require_safe
def annexe(request: PersonRequest, name: str, *, inside: bool = False) -> HttpResponse:
    context = asked(request, name, inside=inside)
    audience = Audience.INSIDE if inside else Audience.PUBLIC
    files = AnnexeFile.objects.filter(annexe=context["inspection"].pk, audience=audience).defer("content")
    sizes = {file.format: file.size for file in files}
    context["files"] = [(kind, sizes[kind]) for kind in KINDS if kind in sizes]
    context["tables"] = [spec for spec in (*SPECS, DICTIONARY) if inside or not spec.inside]
    context["may_see_inside"] = can_see_inside(context["standing"])
    context["taken"] = _taken(context["inspection"], context["standing"]) if inside else []
    return render(request, "reports/annexe.html", context)


def _taken(inspection: Inspection, standing: Standing) -> list[AnnexeTaken]:
    if not can_see_taken(standing):
        return []
    return list(AnnexeTaken.objects.filter(inspection=inspection).select_related("by")[:50])


@require_safe
def annexe_table(request: PersonRequest, name: str, table: str, *, inside: bool = False) -> HttpResponse:
    spec = next((one for one in (*SPECS, DICTIONARY) if one.code == table.replace("-", "_")), None)
    if spec is None or (spec.inside and not inside):
        raise Http404
    context = asked(request, name, inside=inside, way=(spec.title, ""))
    document = document_of(context["inspection"], Audience.INSIDE if inside else Audience.PUBLIC)
    context |= {
        "spec": spec,
        "table": page_of(document, spec.code, _domains(context["inspection"])) if document else None,
    }
    return render(request, "reports/annexe_table.html", context)


def _domains(inspection: Inspection) -> dict[str, str]:
    return {domain.code: domain.title for domain in outline_of(inspection.edition).domains}


@require_safe
def annexe_changes(request: PersonRequest, name: str) -> HttpResponse:
    """What differs from the annexe that the page holds (`v`): 204, how far it is, or word to load the page anew."""
    inspection, _ = inspection_asked(request, name, can_see_annexe)
    found = Annexe.objects.filter(pk=inspection.pk).first()
    held, token = request.GET.get("v", ""), token_of(found)
    if held == token:
        return HttpResponse(status=204)
    if held.partition(".")[0] != token.partition(".")[0]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"inspection": inspection, "annexe": found, "progress": progress_of(found), "token": token}
    return render(request, "reports/_annexe_state.html", context)


@require_safe
def annexe_file(request: PersonRequest, name: str, file: str, *, inside: bool = False) -> HttpResponse:
    inspection, _ = inspection_asked(request, name, can_see_inside if inside else can_see_annexe)
    if file not in KINDS:
        raise Http404
    audience = Audience.INSIDE if inside else Audience.PUBLIC
    found = AnnexeFile.objects.filter(annexe=inspection.pk, audience=audience, format=file).first()
    if found is None:
        messages.info(request, "The data annexe is not built yet. Its files will be here once it is.")
        return redirect(home(inside), name)
    if inside and request.method == "GET":
        services.inside_take(inspection_id=inspection.pk, what=file, by=request.user, at=timezone.now())
    suffix, kind = KINDS[file]
    told = "data-annexe-not-for-publication" if inside else "data-annexe"
    return download(f"{name}-{told}.{suffix}", bytes(found.content), kind)


@require_safe
def annexe_answers(request: PersonRequest, name: str) -> HttpResponseBase:
    """Every answer behind the annexe, streamed; who took it is on record."""
    inspection, _ = inspection_asked(request, name, can_see_inside)
    if request.method == "GET":
        services.inside_take(inspection_id=inspection.pk, what=ANSWERS, by=request.user, at=timezone.now())
    return StreamingHttpResponse(
        answers_csv(inspection.pk, inspection.edition_id),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-answers-not-for-publication.csv"',
            "Cache-Control": "no-store",
        },
    )
