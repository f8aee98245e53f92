"""Figures parted by a fact of the cases."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from ratings.access import can_see_ratings
from ratings.forms import SlicesForm, is_so_far
from ratings.slicing import Sliced, facts_of, sliced
from ratings.views.opening import opened
from standards.outline import outline_of

TOO_FEW_WORDS = "Too few to say"


@require_safe
def slices(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_ratings, ("Ratings", "ratings"), ("Slices", ""))
    outline = outline_of(inspection.edition)
    form = SlicesForm(request.GET, outline=outline, service_word=inspection.service_word)
    of, by, so_far = form.told["of"], form.told["by"], is_so_far(form.told)
    found = sliced(inspection, of, by, closed_only=not so_far)
    fact = facts_of(outline)[by]
    parts = [(one, table_of(one, fact)) for one in found]
    context |= {"form": form, "parts": parts, "so_far": so_far}
    return render(request, "ratings/slices.html", context)


def table_of(found: Sliced, fact: str) -> dict[str, Any]:
    """For components/bars.html, each bar a per cent of the whole width."""
    rows = []
    for part, per_cent in zip(found.slices, found.percentages, strict=True):
        told = ["–", TOO_FEW_WORDS] if part.tally is None else [part.tally.yes, f"{per_cent}%"]
        bars = [] if per_cent is None else [per_cent]
        rows.append({"label": part.level, "cells": [part.relevant, *told], "bars": bars})
    caption = f"{found.address} by {fact[:1].lower()}{fact[1:]}"
    columns = ["Relevant cases", "Yes", "Per cent"]
    drawn = {"series": (), "of": 100, "long": True}
    return {"caption": caption, "first": fact, "columns": columns, "groups": [{"rows": rows}], **drawn}
