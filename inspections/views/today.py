"""The five o'clock page: what whoever leads an inspection asks at the end of a day of fieldwork."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.rules import is_behind, share_due
from casereviews.rulings import asked_openly
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views.asking import inspection_asked, page_of
from inspections.views.leading import emerging_rows
from inspections.views.progress import CaseRow, case_rows
from ratings.access import can_give_findings
from ratings.figures import emerging
from ratings.remarks import remarks_by_standard, remarks_of
from standards.outline import outline_of


@dataclass(frozen=True, slots=True)
class Reader:
    """How far one reader is with the cases in the sample. A case not opened yet requires all that it will ask."""

    name: str
    cases: int
    submitted: int
    given: int
    required: int
    behind: bool

    @property
    def percent(self) -> int:
        return 100 * self.given // self.required if self.required else 100


@require_safe
def today(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_give_findings)
    context = page_of(found, standing, "Today", **today_of(found, standing, localdate()))
    return render(request, "inspections/today.html", context)


def today_of(inspection: Inspection, standing: Standing, day: date) -> dict[str, Any]:
    """All that the page shows, in eleven queries however many cases there are."""
    rows = case_rows(inspection, standing)
    sample = [row for row in rows if row.case.in_sample]
    share = share_due(starts=inspection.fieldwork_starts, weeks=inspection.fieldwork_weeks, today=day)
    figures = emerging(inspection)
    return {
        "day": day,
        "due": int(100 * share),
        "readers": readers_of(sample, share),
        "no_reader": [row for row in sample if row.review is None],
        "unsubmitted": [row for row in sample if row.review and not row.review.is_closed],
        "fell_out": [row for row in rows if not row.case.in_sample],
        "reviews": figures.reviews,
        "emerging": emerging_rows(figures, outline_of(inspection.edition).figures.names),
        "judged": any(question.relevant for standard in figures.standards for question in standard.questions),
        "alerts_open": list(inspection.alerts.open().with_names().order_by("-at")),
        "asked": asked_openly(inspection),
        "remarks": [one for one in remarks_by_standard(inspection, remarks_of(inspection)) if one.any],
        "findings": inspection.findings.first(),
    }


def readers_of(sample: Iterable[CaseRow], share: Fraction) -> list[Reader]:
    """Those who are behind first, then by name."""
    grouped: dict[str, list[Any]] = {}
    for row in sample:
        if row.review:
            grouped.setdefault(row.reader_key, []).append(row.review)
    found = [_reader(reviews[0].reader.name, reviews, share) for reviews in grouped.values()]
    return sorted(found, key=lambda reader: (not reader.behind, reader.name))


def _reader(name: str, reviews: list[Any], share: Fraction) -> Reader:
    given, required = sum(review.done for review in reviews), sum(review.required for review in reviews)
    return Reader(
        name=name,
        cases=len(reviews),
        submitted=sum(review.is_closed for review in reviews),
        given=given,
        required=required,
        behind=is_behind(given=given, required=required, share=share),
    )
