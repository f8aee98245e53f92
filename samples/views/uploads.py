"""Eligible cases: what is taken, a new file, one file from its arrival until it is taken or given up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from accounts.spreadsheets import csv_response, download
from inspections.models import Inspection
from inspections.views.asking import inspection_asked, page_of, posted
from samples import services
from samples.access import can_see_eligible, can_upload
from samples.forms import ColumnsForm, GiveUpForm, TakeForm, UploadForm
from samples.models import EligibleRow, EligibleUpload
from samples.previews import (
    COLOURS,
    columns_for,
    counts_for,
    difference_for,
    explained_for,
    first_rows,
    matched_for,
    matched_rows,
    outline_for,
    windows_for,
)
from samples.rules import ASIDE_NAMES, BEING_READ, OPEN, Aside, UploadState
from samples.services.uploads import why_not_taken
from samples.uploading import template_csv, template_xlsx
from samples.uploading.writing import XLSX
from standards.wording import joined, plural

ROWS_PER_PAGE = 50
TITLE = "Eligible cases"


def upload_asked(request: PersonRequest, name: str, pk: int, may: Any) -> tuple[EligibleUpload, dict[str, Any]]:
    """The upload, if this person may, and what each of its pages shows."""
    inspection, standing = inspection_asked(request, name, may)
    uploads = EligibleUpload.objects.select_related("by", "taken_by").defer("content")
    found = get_object_or_404(uploads, pk=pk, inspection=inspection)
    context = _below(page_of(inspection, standing, found.file_name, upload=found), (found.file_name, ""))
    return found, context | {"may_upload": can_upload(standing), "colour": COLOURS.get(found.state, "grey")}


def _below(context: dict[str, Any], *further: tuple[str, str]) -> dict[str, Any]:
    """The context of a page below that of the eligible cases."""
    own = (TITLE, reverse("eligible", args=[context["inspection"].name]))
    return {**context, "crumbs": [*context["crumbs"][:-1], own, *further]}


@require_safe
def eligible(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_see_eligible)
    uploads = list(EligibleUpload.objects.filter(inspection=inspection).listed())
    taken = next((upload for upload in uploads if upload.state == UploadState.TAKEN), None)
    waiting = next((upload for upload in uploads if upload.state in OPEN), None)
    context = page_of(inspection, standing, TITLE, taken=taken, waiting=waiting, may_upload=can_upload(standing))
    if taken:
        context |= {"counts": counts_for(inspection, taken), "asides": _asides(request, taken)}
        context["moved"] = taken.sorted_for != inspection.fieldwork_starts
    context["uploads"] = [
        {"upload": upload, "state": upload.get_state_display(), "colour": COLOURS.get(upload.state, "grey")}
        for upload in uploads
    ]
    context |= {"windows": windows_for(inspection), "why_not": why_not_taken(inspection.pk)}
    return render(request, "samples/eligible.html", context)


def _asides(request: PersonRequest, taken: EligibleUpload) -> Any:
    rows = EligibleRow.objects.filter(upload=taken).exclude(aside="").order_by("aside", "domain", "reference")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.reason = ASIDE_NAMES[Aside(row.aside)]
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def eligible_new(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_upload)
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid() and (upload := _added(request, inspection, form)):
        return redirect("eligible_upload", name, upload.pk)
    title = "Upload eligible cases"
    context = _below(page_of(inspection, standing, title, form=form), (title, ""))
    context |= {"windows": windows_for(inspection), "columns": explained_for(inspection)}
    context["why_not"] = why_not_taken(inspection.pk)
    return render(request, "samples/eligible_new.html", context)


def _added(request: PersonRequest, inspection: Inspection, form: UploadForm) -> EligibleUpload | None:
    sent = form.cleaned_data["file"]
    try:
        return services.upload_add(
            inspection=inspection, file_name=sent.name, content=sent.read(), by=request.user, at=timezone.now()
        )
    except services.UploadRefused as refusal:
        form.add_error("file", str(refusal))
        return None


@require_safe
def eligible_upload(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """One file as it stands: being read, refused, to be matched, to be mended, to be taken, or done with."""
    upload, context = upload_asked(request, name, pk, can_see_eligible)
    if upload.state == UploadState.MAPPING and context["may_upload"]:
        return redirect("eligible_columns", name, pk)
    if upload.state == UploadState.FAULTY:
        context["page"] = Paginator(upload.problems, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context["may_match"] = context["may_upload"] and _has_content(upload)
    if upload.state in (UploadState.READY, UploadState.TAKEN, UploadState.REPLACED):
        context |= _preview(context["inspection"], upload)
    return render(request, "samples/eligible_upload.html", context)


def _has_content(upload: EligibleUpload) -> bool:
    return EligibleUpload.objects.filter(pk=upload.pk, content__isnull=False).exists()


def _preview(inspection: Inspection, upload: EligibleUpload) -> dict[str, Any]:
    found = {"counts": counts_for(inspection, upload), **first_rows(inspection, upload)}
    if upload.state != UploadState.READY:
        return found
    former = EligibleUpload.objects.filter(inspection=inspection).taken().listed().first()
    found |= {"former": former, "why_not": why_not_taken(inspection.pk)}
    return found | (difference_for(inspection, former, upload) if former else {})


@require_safe
def eligible_progress(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """How far a file is read, for htmx; the whole page once it is."""
    try:
        upload, context = upload_asked(request, name, pk, can_see_eligible)
    except (PermissionDenied, Http404):  # taken off the team: let the page itself say so, and ask no more
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    if upload.state not in BEING_READ:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "samples/_reading.html", context)


@require_safe
def eligible_problems(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    upload, _ = upload_asked(request, name, pk, can_see_eligible)
    told = [[found["row"], found["column"], found["problem"], found["mend"]] for found in upload.problems]
    return csv_response(f"{name}-problems.csv", [["Row", "Column", "Problem", "What to do"], *told])


@require_http_methods(["GET", "HEAD", "POST"])
def eligible_columns(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    upload, context = upload_asked(request, name, pk, can_upload)
    if upload.state not in (UploadState.MAPPING, UploadState.FAULTY) or not _has_content(upload):
        return redirect("eligible_upload", name, pk)
    form = _columns_form(request, context["inspection"], upload, context)
    if form.is_valid() and _mapped(request, upload, form):
        return redirect("eligible_upload", name, pk)
    context = {**context, "form": form, "title": "Match the columns", "caption": upload.file_name}
    return render(request, "samples/eligible_columns.html", context)


def _columns_form(
    request: PersonRequest, inspection: Inspection, upload: EligibleUpload, context: dict[str, Any]
) -> ColumnsForm:
    """Asks of what is not known by its name; where the file is to be put right, of every column."""
    matched = matched_for(inspection, upload)
    known = {} if upload.state == UploadState.MAPPING else _by_name(upload, matched)
    asked = [header for header in upload.headers if header in {*matched.unknown, *upload.mapping, *known}]
    context["known"] = [] if known else matched_rows(matched, upload.headers, upload.mapping)
    taken = {} if known else {row["code"] for row in context["known"]}
    columns = [column for column in columns_for(inspection) if column.code not in taken]
    context["needed"] = joined([f"“{column.title}”" for column in columns if column.required])
    return ColumnsForm(
        posted(request), headers=list(dict.fromkeys(asked)), columns=columns, said={**known, **upload.mapping}
    )


def _by_name(upload: EligibleUpload, matched: Any) -> dict[str, str]:
    return {upload.headers[place]: column.code for place, column in matched.columns.items()}


def _mapped(request: PersonRequest, upload: EligibleUpload, form: ColumnsForm) -> bool:
    try:
        services.upload_map(upload_id=upload.pk, mapping=form.mapping, by=request.user, at=timezone.now())
    except services.UploadRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def eligible_take(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    upload, context = upload_asked(request, name, pk, can_upload)
    former = EligibleUpload.objects.filter(inspection=upload.inspection_id).taken().listed().first()
    form = TakeForm(posted(request), initial={"seen": former.pk if former else 0})
    if form.is_valid() and _taken(request, upload, form):
        return redirect("eligible", name)
    if upload.state != UploadState.READY:
        return redirect("eligible_upload", name, pk)
    counts = counts_for(context["inspection"], upload)
    title = f"Take {plural(counts.total.sent, 'case', 'cases')}?"
    context = {**context, "form": form, "title": title, "caption": upload.file_name, "former": former}
    return render(request, "samples/eligible_take.html", context | {"counts": counts})


def _taken(request: PersonRequest, upload: EligibleUpload, form: TakeForm) -> bool:
    try:
        services.upload_take(upload_id=upload.pk, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now())
    except services.UploadRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"The cases of {upload.file_name} are taken.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def eligible_give_up(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    upload, context = upload_asked(request, name, pk, can_upload)
    form = GiveUpForm(posted(request))
    if form.is_valid():
        _given_up(request, upload)
        return redirect("eligible", name)
    context = {**context, "form": form, "title": "Give this file up?", "caption": upload.file_name}
    return render(request, "samples/eligible_give_up.html", context)


def _given_up(request: PersonRequest, upload: EligibleUpload) -> None:
    try:
        services.upload_withdraw(upload_id=upload.pk, by=request.user, at=timezone.now())
    except services.UploadRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{upload.file_name} is given up. Nothing of it is kept.")


@require_safe
def eligible_template_csv(request: PersonRequest, name: str) -> HttpResponse:
    inspection, _ = inspection_asked(request, name, can_see_eligible)
    content = template_csv(columns_for(inspection))
    return download(f"{name}-eligible-cases.csv", content, "text/csv; charset=utf-8")


@require_safe
def eligible_template_xlsx(request: PersonRequest, name: str) -> HttpResponse:
    inspection, _ = inspection_asked(request, name, can_see_eligible)
    content = template_xlsx(columns_for(inspection), outline_for(inspection))
    return download(f"{name}-eligible-cases.xlsx", content, XLSX)
