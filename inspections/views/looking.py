"""Who looked at which case, and who joined the team or left it: for the lead inspector."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncHour
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews.access import can_see_who_looked
from casereviews.models import CaseOpening
from inspections.forms import LookedForm
from inspections.history import team_changes
from inspections.models import Case
from inspections.views.asking import inspection_asked, page_of
from standards.wording import joined, sentence

VISITS_PER_PAGE = 50
PAGES = {
    "case": "The case’s own page",
    "overview": "Overview of the review",
    "facts": "Facts and classifications",
    "whole case": "The whole case",
    "reopen": "Reopening the review",
    "alert": "An alert of the case",
}


@require_safe
def who_looked(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_see_who_looked)
    openings = CaseOpening.objects.filter(case__inspection=found)
    form = LookedForm(
        request.GET,
        cases=Case.objects.filter(inspection=found).order_by("reference"),
        people=Person.objects.filter(pk__in=openings.order_by().values("person_id")).order_by("name"),
    )
    narrowed = form.is_valid() and any(form.cleaned_data.values())
    if narrowed:
        openings = openings.filter(**{name: value for name, value in form.cleaned_data.items() if value})
    page = Paginator(by_hour(openings), VISITS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [{**visit, "pages": joined(sorted({page_name(name) for name in visit["names"]}))} for visit in page]
    context = page_of(found, standing, "Who looked", form=form, page=page, rows=rows, narrowed=narrowed)
    context |= {"looks": openings.count(), "team": team_changes(found)}
    return render(request, "inspections/who_looked.html", context)


def by_hour(openings: QuerySet[CaseOpening]) -> QuerySet[Any, Any]:
    """What one person looked at of one case within an hour of the clock, as one row; the newest first."""
    return (
        openings.order_by()
        .values("person_id", "case_id", "person__name", "case__reference", hour=TruncHour("at"))
        .annotate(first=Min("at"), last=Max("at"), looks=Count("pk"), names=ArrayAgg("page", distinct=True))
        .order_by("-last", "person_id", "case_id")
    )


def page_name(page: str) -> str:
    return PAGES.get(page, sentence(page))
