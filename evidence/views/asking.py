"""What the pages of evidence begin with, and how they say why nothing is saved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.requests import PersonRequest
from evidence.forms import WithdrawForm
from evidence.services import EvidenceRefused
from inspections.models import Inspection
from inspections.rules import Standing
from inspections.views import asking
from inspections.views.asking import page_of, posted

TITLE = "Evidence"
is_saved = partial(asking.is_saved, refusals=(EvidenceRefused,))


def evidence_page(
    inspection: Inspection, standing: Standing, title: str, *way: tuple[str, str], **more: Any
) -> dict[str, Any]:
    """The context of a page below the list of evidence; `way` are the steps between."""
    page = page_of(inspection, standing, title, **more)
    page["crumbs"][-1:-1] = [(TITLE, reverse("evidence", args=[inspection.name])), *way]
    return page


def withdrawal(
    request: PersonRequest, page: dict[str, Any], *, seen: int, back: tuple[str, str], do: Callable[[str, int], Any]
) -> HttpResponse:
    """The page that asks why something is withdrawn; `do` takes the reason and the version seen."""
    form = WithdrawForm(posted(request), initial={"seen": seen})
    if form.is_valid():
        told = form.cleaned_data
        if is_saved(form, lambda: do(told["because"].replace("\r\n", "\n"), seen_number(told["seen"]))):
            messages.success(request, "It is withdrawn, and stays on record with your reason.")
            return redirect(back[0])
    return render(request, "evidence/withdraw.html", {**page, "form": form, "back": back})


def seen_number(told: str) -> int:
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= 9 else 0


def files_of(request: PersonRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def is_form(form: forms.Form) -> bool:
    return form.is_bound and form.is_valid()
