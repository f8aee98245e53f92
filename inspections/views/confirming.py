"""The page between a button and what it does."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import PersonRequest
from inspections.forms import ConfirmForm
from inspections.views.asking import is_saved


def confirmed(
    request: PersonRequest,
    context: dict[str, Any],
    *,
    submit: str,
    says: Sequence[str],
    back: tuple[str, str],
    seen: object,
    do: Callable[[str], str],
    warns: bool = True,
) -> HttpResponse:
    """Shows what a button would do, and does it once it is confirmed.

    `do` takes what the page had `seen` and returns the sentence that says it is done; `back` is an address and the
    words of the link that leads there instead.
    """
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, submit_text=submit, warns=warns, initial={"seen": seen}
    )
    done: list[str] = []
    if form.is_valid() and is_saved(form, lambda: done.append(do(form.cleaned_data["seen"]))):
        messages.success(request, done[0])
        return redirect(back[0])
    return render(request, "inspections/confirm.html", {**context, "form": form, "says": says, "back": back})


def version_seen(told: str) -> int:
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= 9 else 0
