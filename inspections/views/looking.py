"""Who looked at which case, when: for the lead inspector."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews.access import can_see_who_looked
from casereviews.models import CaseOpening
from inspections.forms import LookedForm
from inspections.models import Case
from inspections.views.asking import inspection_asked, page_of
from standards.wording import sentence

LOOKS_PER_PAGE = 50
PAGES = {
    "case": "The case’s own page",
    "overview": "Overview of the review",
    "facts": "Facts and classifications",
    "whole case": "The whole case",
    "reopen": "Reopening the review",
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
    looks = openings.select_related("case", "person").order_by("-at", "-pk")
    page = Paginator(looks, LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"look": look, "page": page_name(look.page)} for look in page]
    context = page_of(found, standing, "Who looked", form=form, page=page, rows=rows, narrowed=narrowed)
    return render(request, "inspections/who_looked.html", context)


def page_name(page: str) -> str:
    return PAGES.get(page, sentence(page))
