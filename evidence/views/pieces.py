"""The list of evidence, and one piece: added, shown, changed, withdrawn, its file taken."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from evidence import services
from evidence.access import (
    can_record_evidence,
    can_see_downloads,
    can_see_evidence,
    can_send_evidence,
    can_take,
    can_take_file,
    can_write_strengths,
)
from evidence.forms import FORMS, NarrowForm, PieceForm, position_groups, sent_file
from evidence.models import Download, Evidence
from evidence.reading import evidence_for
from evidence.rules import KIND_NAMES, KINDS_MANY, MEDIA_TYPES, EvidenceKind, FileKind
from evidence.views.asking import evidence_page, files_of, is_saved, withdrawal
from evidence.views.showing import about_words, abouts_of, narrowed, piece_rows, standard_rows
from inspections.models import Inspection
from inspections.rules import Role
from inspections.views.asking import inspection_asked, page_of, posted
from standards.outline import outline_of

ADD = {
    EvidenceKind.DOCUMENT: "Add a document",
    EvidenceKind.PRESENTATION: "Add the service’s presentation",
    EvidenceKind.MEETING: "Add a meeting",
    EvidenceKind.INTERVIEW: "Add an interview",
    EvidenceKind.SURVEY: "Add a survey",
    EvidenceKind.TEXT_SURVEY: "Add the children’s text survey",
}
HINTS = {
    EvidenceKind.DOCUMENT: "A file that the service or somebody else gave you",
    EvidenceKind.PRESENTATION: "What the service presented of itself, with its slides",
    EvidenceKind.MEETING: "Who met whom, when, and what was said",
    EvidenceKind.INTERVIEW: "A talk with one person or a few",
    EvidenceKind.SURVEY: "Of staff, volunteers, children, or parents and carers",
    EvidenceKind.TEXT_SURVEY: "Consents, replies, scores from 1 to 10, and quotes",
}


@require_safe
def evidence(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_evidence)
    held = evidence_for(found)
    form = NarrowForm(request.GET or None, kinds=list(_kinds()), abouts=abouts_of(found))
    shown = narrowed(held.pieces, form.cleaned_data if form.is_valid() else {})
    page = page_of(found, standing, "Evidence", form_narrow=form, held=held)
    page |= {
        "groups": [(KINDS_MANY[kind], [p for p in shown if p.kind is kind and p.is_good]) for kind in EvidenceKind],
        "gone": [piece for piece in shown if not piece.is_good],
        "is_narrowed": len(shown) < len(held.pieces),
        "rows": standard_rows(found, held),
        "may_record": can_record_evidence(standing),
        "kinds": [(kind.value, KIND_NAMES[kind], HINTS[kind]) for kind in EvidenceKind],
    }
    return render(request, "evidence/evidence.html", page)


def _kinds() -> Any:
    return ((kind.value, KIND_NAMES[kind]) for kind in EvidenceKind)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: PersonRequest, name: str, kind: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_record_evidence)
    if kind not in set(EvidenceKind):
        raise Http404
    wanted = EvidenceKind(kind)
    form = _form(request, found, wanted, initial=_first(request, wanted))
    if form.is_valid() and (piece := _added(request, found, wanted, form)):
        messages.success(request, f"{piece.title} is saved.")
        return redirect("evidence_piece", name, piece.pk)
    return render(
        request, "evidence/piece_form.html", evidence_page(found, standing, ADD[wanted], form=form, kind=kind)
    )


def _first(request: PersonRequest, kind: EvidenceKind) -> dict[str, Any]:
    """A form from the page of a standard has that ticked; whoever records a meeting was there, until they say else."""
    initial: dict[str, Any] = {"positions": request.GET.getlist("about")}
    if "attended" in services.FIELDS[kind]:
        initial["attended"] = [str(request.user.pk)]
    return initial


def _form(
    request: PersonRequest, found: Inspection, kind: EvidenceKind, *, initial: dict[str, Any], row: Any = None
) -> PieceForm:
    team = found.team.exclude(role=Role.SERVICE_CONTACT).order_by("person__name").values_list("person", "person__name")
    before = row.attended if row else []
    people = (
        {str(pk): name for pk, name in team}
        | {str(pk): "Somebody who left the team" for pk in before}
        | {str(pk): name for pk, name in team}
    )
    groups = position_groups(outline_of(found.edition), found.service_word)
    return FORMS[kind](
        posted(request), files_of(request), groups=groups, team=people.items(), is_new=row is None, initial=initial
    )


def _added(request: PersonRequest, found: Inspection, kind: EvidenceKind, form: PieceForm) -> Evidence | None:
    saved: list[Evidence] = []
    told: dict[str, Any] = {"inspection": found, "kind": kind, "told": form.values, "file": sent_file(form)}
    is_saved(form, lambda: saved.append(services.piece_add(**told, by=request.user, at=timezone.now())))
    return saved[0] if saved else None


def piece_asked(request: PersonRequest, name: str, pk: int, may: Any, *way: str) -> tuple[Evidence, dict[str, Any]]:
    """The piece, if this person may, and what each page below it shows; `way` is the title of a page below its own."""
    found, standing = inspection_asked(request, name, may)
    piece = get_object_or_404(Evidence.objects.listed(), pk=pk, inspection=found)
    piece.inspection = found
    steps = [(piece.title, reverse("evidence_piece", args=[name, pk]))] if way else []
    page = evidence_page(found, standing, way[0] if way else piece.title, *steps, row=piece)
    page["may_record"] = can_record_evidence(standing) and piece.withdrawn_at is None
    return piece, page


@require_safe
def evidence_piece(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    row, page = piece_asked(request, name, pk, can_see_evidence)
    held = evidence_for(row.inspection)
    piece = next(one for one in held.pieces if one.pk == pk)
    file, standing = getattr(row, "file", None), page["standing"]
    page |= {"piece": piece, "rows": piece_rows(row, piece), "about": about_words(row.inspection, piece)}
    page["resting"] = [
        (about, one)
        for about in (*held.by_standard.values(), *held.by_domain.values(), *held.by_theme.values())
        for one in (*about.strengths, *about.areas)
        if pk in {pointed.pk for pointed in one.evidence}
    ]
    page["why_not"] = services.why_not_taken(file) if file else ""
    if file and can_see_downloads(standing):
        page["downloads"] = Download.objects.filter(file=file).select_related("by")
    page["may_write"] = can_write_strengths(standing)
    return render(request, "evidence/piece.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_change(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    piece, page = piece_asked(request, name, pk, can_record_evidence, "Change it")
    kind = EvidenceKind(piece.kind)
    form = _form(request, piece.inspection, kind, initial=FORMS[kind].initial_from(piece), row=piece)
    if form.is_valid():
        told = {"piece_id": pk, "told": form.values, "seen": form.cleaned_data["seen"]}
        save = lambda: services.piece_change(**told, by=request.user, at=timezone.now())  # noqa: E731
        if is_saved(form, save, row=piece):
            messages.success(request, f"{form.values['title']} is saved.")
            return redirect("evidence_piece", name, pk)
    return render(request, "evidence/piece_form.html", {**page, "form": form, "kind": piece.kind})


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    piece, page = piece_asked(request, name, pk, can_record_evidence, "Withdraw this evidence")
    return withdrawal(
        request,
        page
        | {
            "says": f"“{piece.title}” stays on record. No judgement rests on it any more, and strengths that "
            "point to it say so."
        },
        seen=piece.version,
        back=(reverse("evidence_piece", args=[name, pk]), "Keep it"),
        do=lambda because, seen: services.piece_withdraw(
            piece_id=pk, because=because, seen=seen, by=request.user, at=timezone.now()
        ),
    )


@require_safe
def evidence_file(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    """Hands a file out so that no browser runs it, and puts on record who took it."""
    found, standing = inspection_asked(request, name, can_take_file)
    piece = get_object_or_404(Evidence.objects.listed(), pk=pk, inspection=found, file__isnull=False)
    if not can_take(standing, piece):
        raise Http404
    try:
        content = services.file_take(file_id=piece.file.pk, by=request.user, at=timezone.now())
    except services.FileNotTaken as reason:
        messages.error(request, str(reason))
        is_contact = can_send_evidence(standing)
        return redirect("evidence_sent", name) if is_contact else redirect("evidence_piece", name, pk)
    headers = {
        "Content-Disposition": content_disposition_header(True, piece.file.name) or "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=MEDIA_TYPES[FileKind(piece.file.kind)], headers=headers)
