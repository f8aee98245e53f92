"""Strengths and areas for improvement: all of an inspection's, and one to write, move or withdraw."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile
from evidence import services
from evidence.access import can_see_evidence, can_write_strengths
from evidence.forms import StrengthForm, evidence_choices
from evidence.models import StrengthOrArea
from evidence.reading import About, InspectionEvidence, evidence_for
from evidence.rules import SIDE_NAMES, Side
from evidence.views.asking import evidence_page, is_saved, withdrawal
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import inspection_asked, posted
from standards.outline import outline_of

TITLE = "Strengths and areas for improvement"


@require_safe
def strengths(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_evidence)
    held = evidence_for(found)
    domains = [
        (held.by_domain[domain.code], [held.by_standard[standard.number] for standard in domain.standards])
        for domain in outline_of(found.edition).domains
    ]
    page = evidence_page(found, standing, TITLE, domains=domains, themes=held.by_theme.values())
    return render(request, "evidence/strengths.html", page | {"may_write": can_write_strengths(standing)})


def about_of(held: InspectionEvidence, about: str) -> About:
    by_theme = {theme.value: found for theme, found in held.by_theme.items()}
    found = {**held.by_standard, **held.by_domain, **by_theme}.get(about)
    if found is None:
        raise Http404
    return found


def _page(found: Inspection, standing: Standing, title: str, about: About) -> dict[str, Any]:
    way = (TITLE, reverse("strengths", args=[found.name]))
    return evidence_page(found, standing, title, way, about=about, back=f"{way[1]}#about-{about.place}")


@require_http_methods(["GET", "HEAD", "POST"])
def strength_new(request: PersonRequest, name: str, about: str, side: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_strengths)
    if side not in set(Side):
        raise Http404
    held, kind = evidence_for(found), Side(side)
    of = about_of(held, about)
    form = StrengthForm(posted(request), side=kind, choices=evidence_choices(of, held.pieces, []))
    page = _page(found, standing, f"Add {'a' if kind is Side.STRENGTH else 'an'} {SIDE_NAMES[kind].lower()}", of)
    if form.is_valid() and is_saved(form, lambda: _saved(request, found, form, about=about, side=kind)):
        messages.success(request, f"The {SIDE_NAMES[kind].lower()} is saved.")
        return redirect(page["back"])
    return render(request, "evidence/strength_form.html", {**page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def strength(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_strengths)
    row = get_object_or_404(StrengthOrArea, pk=pk, inspection=found)
    held, kind = evidence_for(found), Side(row.side)
    of = about_of(held, row.about)
    choices = evidence_choices(of, held.pieces, row.evidence)
    form = StrengthForm(posted(request), side=kind, choices=choices, initial=StrengthForm.initial_from(row))
    page = _page(found, standing, f"Change the {SIDE_NAMES[kind].lower()}", of)
    if form.is_valid():
        told = {"about": row.about, "side": kind, "strength_id": pk, "seen": form.cleaned_data["seen"]}
        if is_saved(form, lambda: _saved(request, found, form, **told), row=row):
            messages.success(request, f"The {SIDE_NAMES[kind].lower()} is saved.")
            return redirect(page["back"])
    return render(request, "evidence/strength_form.html", {**page, "form": form, "row": row})


def _saved(request: PersonRequest, found: Inspection, form: StrengthForm, **told: Any) -> None:
    services.strength_save(inspection=found, **told, **form.values, by=request.user, at=timezone.now())


@require_POST
def strength_move(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, _ = inspection_asked(request, name, can_write_strengths)
    row = get_object_or_404(StrengthOrArea, pk=pk, inspection=found)
    place = request.POST.get("place", "")
    seen = int(place) if place.isascii() and place.isdecimal() and len(place) < 6 else 0
    up = request.POST.get("to") != "down"
    try:
        services.strength_move(strength_id=pk, up=up, seen_place=seen, by=request.user, at=timezone.now())
    except (ChangedMeanwhile, services.EvidenceRefused):
        messages.error(request, "The order changed meanwhile, so nothing was moved. Look again.")
    return redirect(f"{reverse('strengths', args=[name])}#about-{row.about}")


@require_http_methods(["GET", "HEAD", "POST"])
def strength_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_write_strengths)
    row = get_object_or_404(StrengthOrArea, pk=pk, inspection=found)
    of = about_of(evidence_for(found), row.about)
    page = _page(found, standing, f"Withdraw this {SIDE_NAMES[Side(row.side)].lower()}", of)
    return withdrawal(
        request,
        page | {"says": f"“{row.words}” leaves the list, and stays on record."},
        seen=row.version,
        back=(page["back"], "Keep it"),
        do=lambda because, seen: services.strength_withdraw(
            strength_id=pk, because=because, seen=seen, by=request.user, at=timezone.now()
        ),
    )
