"""Sharing the cases of the sample out among readers: proposed, looked at, confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.views.asking import inspection_asked, posted
from samples import services
from samples.access import can_plan_sample
from samples.forms import ShareForm
from samples.models import SharingOut
from samples.rules import Reader
from samples.sharing import Proposal, proposal_for
from samples.views.below import page_below_sample
from standards.wording import joined, plural

CHANGED = (
    "Nothing is given to anybody: the sample, the team or a review changed meanwhile. This is the new proposal. "
    "Look again, then confirm."
)


@require_http_methods(["GET", "HEAD", "POST"])
def sample_share(request: PersonRequest, name: str) -> HttpResponse:
    inspection, standing = inspection_asked(request, name, can_plan_sample)
    form = ShareForm(posted(request))
    refusal = _refusal(request, inspection, form) if form.is_valid() else CHANGED
    if form.is_bound and not refusal:
        return redirect("sample_share", name)
    proposal = proposal_for(inspection)
    if form.is_bound:
        form.look_again(proposal.token, refusal)
    else:
        form.initial["seen"] = proposal.token
    context = page_below_sample(inspection, standing, "Share out the cases", form=form, proposal=proposal)
    return render(request, "samples/share.html", context | _rows(inspection, proposal))


def _refusal(request: PersonRequest, inspection: Inspection, form: ShareForm) -> str:
    """Gives the cases to their readers and says so, or why not."""
    try:
        done = services.sharing_confirm(
            inspection=inspection, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now()
        )
    except services.SharingChanged:
        return CHANGED
    except services.SharingRefused as refusal:
        return str(refusal)
    count = len(done.result["shared"])
    messages.success(request, f"Shared out: {plural(count, 'case has', 'cases have')} a reader.")
    return ""


def _rows(inspection: Inspection, proposal: Proposal) -> dict[str, Any]:
    cases, shared = proposal.cases, proposal.sharing.shared
    moved = [one for one in shared if proposal.is_new(one) and one.moved_from is not None]
    readers: list[dict[str, Any]] = []
    for reader in sorted(proposal.readers, key=lambda one: one.name):
        own = sorted((one for one in shared if one.reader == reader.id), key=lambda one: not proposal.is_new(one))
        rows = [{"one": one, "case": cases[one.reference], "is_new": proposal.is_new(one)} for one in own]
        readers.append({"reader": reader, "says": _reader_words(reader), "rows": rows})
    return {
        "readers": readers,
        "table": _table(readers),
        "changes": len(proposal.moves),
        "moved": len(moved),
        "unshared": [{"one": one, "case": cases[one.reference]} for one in proposal.sharing.unshared],
        "last": SharingOut.objects.filter(inspection=inspection).select_related("by").last(),
    }


def _reader_words(reader: Reader) -> str:
    days = f"{float(reader.days):g} {'day' if reader.days == 1 else 'days'} for reading"
    most = f"; at most {plural(reader.most, 'case', 'cases')}" if reader.most is not None else ""
    return f"{days}; reads {joined(sorted(reader.domains))}{most}"


def _table(readers: list[dict[str, Any]]) -> dict[str, Any]:
    """How many cases each would have, with a bar."""
    rows = [
        {
            "label": one["reader"].name,
            "cells": [f"{float(one['reader'].days):g}", sum(row["is_new"] for row in one["rows"]), len(one["rows"])],
            "bars": [len(one["rows"])],
        }
        for one in readers
    ]
    return {
        "caption": "Who would have how many" if any(row["cells"][1] for row in rows) else "Who has how many",
        "first": "Reader",
        "columns": ["Days", "New", "Cases"],
        "series": (),
        "groups": [{"rows": rows}],
    }
