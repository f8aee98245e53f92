"""Somebody whose access ended while they typed: what they sent is shown again, not lost."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PersonRequest

NO_WORDS = frozenset({"csrfmiddlewaretoken", "id", "fact", "seen", "about", "answers", "submit"})


def typed_in(request: PersonRequest) -> list[str]:
    """What somebody wrote in the fields of a form."""
    return [str(words) for name, words in request.POST.items() if name not in NO_WORDS and str(words).strip()]


def unsent(request: PersonRequest, why: str, **more: Any) -> HttpResponse:
    """Says why nothing was sent, and shows what was typed. Raises PermissionDenied where nothing was."""
    typed = typed_in(request)
    if not typed:
        raise PermissionDenied(why)
    context = {"why": why or "You no longer have access to this", "typed": typed, **more}
    return render(request, "casereviews/unsent.html", context, status=403)


def typed_shown_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page whose form takes text: a refusal of what was posted shows it again."""

    @wraps(view)
    def answer(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return unsent(request, str(refusal))

    return answer
