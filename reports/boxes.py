"""Examples of practice as the boxes that a report prints."""

from collections.abc import Mapping

from django.template.loader import render_to_string

from inspections.models import Inspection
from reports.models import PracticeExample

BOX = "reports/_example_box.html"


def boxes_of(inspection: Inspection, *, draft: bool) -> Mapping[int, str]:
    """By id. One that nobody cleared prints nowhere: a `draft` says that it waits, a report says nothing."""
    found = PracticeExample.objects.filter(inspection=inspection).standing()
    return {one.pk: render_to_string(BOX, {"example": one}) for one in found if draft or one.is_cleared}


def examples_offered(inspection: Inspection, text: str, standard: str) -> list[dict[str, object]]:
    """Those that may be placed, the section's own standard first; one query."""
    words = text.lower().split()
    rows = [row for row in PracticeExample.objects.filter(inspection=inspection).standing() if _holds(row, words)]
    rows.sort(key=lambda row: row.standard != standard)
    return [{"id": row.pk, "title": _title(row), "words": row.words, "cleared": row.is_cleared} for row in rows]


def example_titles(inspection: Inspection) -> dict[int, str]:
    """By id, those that may be placed; one query."""
    return {row.pk: _title(row) for row in PracticeExample.objects.filter(inspection=inspection).standing()}


def _holds(row: PracticeExample, words: list[str]) -> bool:
    text = f"{_title(row)} {row.words} {row.standard}".lower()
    return all(word in text for word in words)


def _title(row: PracticeExample) -> str:
    return f"{row.get_practice_display()}, {row.standard}: {row.heading}"
