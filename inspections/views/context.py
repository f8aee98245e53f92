"""Figures about the place and the service: a list by kind, and a form for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from inspections import services
from inspections.access import can_change_context, can_see_context
from inspections.forms import ContextForm
from inspections.models import ContextFigure
from inspections.rules import CONTEXT_NAMES, STARTERS, ContextKind, Starter, Unit, bar_lengths, figure_shown
from inspections.views.asking import inspection_asked, is_saved, page_of, posted
from inspections.views.confirming import confirmed, version_seen


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as tables show it, with the lengths of two bars where there is a national one to set it against."""

    figure: ContextFigure
    value: str
    national: str
    counts: str
    bar: str
    national_bar: str

    @classmethod
    def of(cls, figure: ContextFigure) -> "FigureRow":
        unit = Unit(figure.unit)
        bars = bar_lengths(figure.value, figure.national)
        counts = [figure_shown(n, Unit.NUMBER) for n in (figure.numerator, figure.denominator) if n is not None]
        return cls(
            figure,
            figure_shown(figure.value, unit),
            "" if figure.national is None else figure_shown(figure.national, unit),
            " of ".join(counts),
            *(bars or ("", "")),
        )


@dataclass(frozen=True, slots=True)
class KindRows:
    """The figures of one kind, and the usual ones that are not there yet."""

    name: str
    rows: list[FigureRow]
    starters: list[Starter]


def kinds_of(figures: Iterable[ContextFigure]) -> list[KindRows]:
    held = list(figures)
    codes = {figure.code for figure in held}
    return [
        KindRows(
            CONTEXT_NAMES[kind],
            [FigureRow.of(figure) for figure in held if figure.kind == kind],
            [starter for starter in STARTERS if starter.kind is kind and starter.code not in codes],
        )
        for kind in ContextKind
    ]


@require_safe
def context(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_context)
    shown = kinds_of(found.context_figures.all())
    may_change = can_change_context(standing)
    page = page_of(found, standing, "Contextual facts", kinds=shown, may_change=may_change)
    page["any"] = any(kind.rows for kind in shown)
    return render(request, "inspections/context.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def context_new(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_change_context)
    starter = next((one for one in STARTERS if one.code == request.GET.get("figure")), None)
    figure = ContextFigure(inspection=found, code=starter.code if starter else "", value=Decimal(0))
    if starter:
        figure.kind, figure.label, figure.unit = starter.kind.value, starter.label, starter.unit.value
    initial = ContextForm.initial_from(figure) | {"value": None}
    page = page_of(found, standing, "Add a figure")
    return _figure_form(request, page, figure, initial)


@require_http_methods(["GET", "HEAD", "POST"])
def context_figure(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_change_context)
    figure = get_object_or_404(found.context_figures, pk=pk)
    page = page_of(found, standing, "Change the figure")
    return _figure_form(request, page, figure, ContextForm.initial_from(figure))


def _figure_form(
    request: PersonRequest, page: dict[str, Any], figure: ContextFigure, initial: dict[str, Any]
) -> HttpResponse:
    back = reverse("context", args=[figure.inspection.name])
    form = ContextForm(posted(request), initial=initial)
    if form.is_valid():
        changed = form.apply_to(figure)
        if is_saved(form, lambda: services.context_save(by=request.user, figure=changed), row=changed):
            messages.success(request, f"{changed.label} is saved.")
            return redirect(back)
    page["crumbs"].insert(-1, ("Contextual facts", back))
    return render(request, "accounts/form_page.html", {**page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def context_remove(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_change_context)
    figure = get_object_or_404(found.context_figures, pk=pk)
    back = reverse("context", args=[name])

    def do(seen: str) -> str:
        figure.version = version_seen(seen)
        services.context_remove(by=request.user, figure=figure)
        return f"{figure.label} is removed."

    page = page_of(found, standing, f"Remove “{figure.label}”?")
    page["crumbs"].insert(-1, ("Contextual facts", back))
    says = ["It leaves this page and the report. What was recorded stays in the history."]
    return confirmed(
        request,
        page,
        submit="Remove the figure",
        says=says,
        back=(back, "Keep it"),
        seen=figure.version,
        do=do,
    )
