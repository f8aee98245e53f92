"""The plan of the year: inspections as a list, and as a calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from inspections.forms import YearForm
from inspections.models import Inspection, PlannedPhase
from inspections.rules import PHASE_NAMES, Phase
from inspections.views.asking import plan_asked
from inspections.years import (
    Planned,
    Wanted,
    clashes_between,
    days_words,
    percent_of_year,
    planned_of,
    planned_prefetches,
)
from standards.wording import MONTHS

ROWS_PER_PAGE = 50
OVERDUE = "overdue"
EARLIEST, LATEST = 2000, 2099


@require_safe
def inspection_list(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    today = localdate()
    form = YearForm(request.GET or None, years=years_of_fieldwork())
    told = form.cleaned_data if form.is_valid() else {}
    found = Inspection.objects.with_names().prefetch_related(*planned_prefetches())
    if told.get("year"):
        found = found.filter(fieldwork_starts__year=int(told["year"]))
    if told.get("phase") == OVERDUE:
        found = found.filter(pk__in=overdue_ids(today))
    elif told.get("phase"):
        found = found.filter(phase=told["phase"])
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [planned_of(inspection, today=today) for inspection in page]
    context = {"form": form, "page": page, "rows": rows, "narrowed": any(told.values()), "this_year": today.year}
    return render(request, "inspections/inspection_list.html", context)


def years_of_fieldwork() -> list[int]:
    years = Inspection.objects.order_by().values_list(ExtractYear("fieldwork_starts"), flat=True).distinct()
    return sorted(years, reverse=True)


def overdue_ids(today: date) -> list[int]:
    """Inspections with a phase that is overdue; only those with one that should be over are looked at."""
    late = PlannedPhase.objects.filter(last__lt=today).exclude(inspection__phase=Phase.PUBLISHED)
    found = Inspection.objects.filter(pk__in=late.values("inspection")).prefetch_related(*planned_prefetches())
    return [inspection.pk for inspection in found if planned_of(inspection, today=today).overdue]


@require_safe
def inspection_calendar(request: PersonRequest) -> HttpResponse:
    plan_asked(request)
    today = localdate()
    year = _year(request.GET.get("year", ""), today)
    first, last = date(year, 1, 1), date(year, 12, 31)
    shown = PlannedPhase.objects.filter(first__lte=last, last__gte=first).values("inspection")
    found = Inspection.objects.with_names().filter(pk__in=shown).order_by("fieldwork_starts", "name")
    rows = [planned_of(row, today=today, year=year) for row in found.prefetch_related(*planned_prefetches())]
    clashes = clashes_between(first, last)
    _count_clashes(rows, clashes)
    context = {
        "year": year,
        "earlier": year - 1 if year > EARLIEST else None,
        "later": year + 1 if year < LATEST else None,
        "rows": rows,
        "clashes": clashes,
        "month_marks": [(MONTHS[month - 1][:3], percent_of_year(date(year, month, 1))) for month in range(1, 13)],
        "today_mark": percent_of_year(today) if today.year == year else "",
        "months": month_list(rows, year),
        "legend": [(phase.value.replace("_", "-"), PHASE_NAMES[phase]) for phase in Phase],
        "crumbs": [("My work", reverse("home")), ("Inspections", reverse("inspection_list")), (f"{year}", "")],
    }
    return render(request, "inspections/inspection_calendar.html", context)


def _year(told: str, today: date) -> int:
    year = int(told) if told.isascii() and told.isdecimal() and len(told) == 4 else today.year
    return min(max(year, EARLIEST), LATEST)


def _count_clashes(rows: Iterable[Planned], clashes: Iterable[Wanted]) -> None:
    by_id = {row.inspection.pk: row for row in rows}
    for clash in clashes:
        for pk in clash.inspections:
            if pk in by_id:
                by_id[pk].clashes += 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What begins in a month, in the order of its days."""

    first: date
    days: str
    phase: str
    row: Planned
    is_overdue: bool


def month_list(rows: Iterable[Planned], year: int) -> list[tuple[str, list[Entry]]]:
    """Every phase of the year under the month in which it begins."""
    entries = [
        Entry(
            planned.first,
            days_words(planned.first, planned.last).removesuffix(f" {year}"),
            planned.get_phase_display(),
            row,
            Phase(planned.phase) in row.overdue,
        )
        for row in rows
        for planned in row.inspection.phases  # type: ignore[attr-defined]  # as prefetched
        if planned.first.year == year
    ]
    entries.sort(key=lambda entry: (entry.first, entry.row.inspection.name))
    months = [(name, [entry for entry in entries if entry.first.month == n]) for n, name in enumerate(MONTHS, start=1)]
    return [(name, found) for name, found in months if found]
