"""Who is not signed in: a page asked for leads to sign-in; something sent is told apart, so that no text is lost.

Who is signed in stays so while they work.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from accounts.json import refusal, speaks_json

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def stay_signed_in(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Puts the end of a session off. An open page that asks for news by itself (htmx) is not somebody at work."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session: Any = request.session
        asks_by_itself = request.method in READING and "HX-Request" in request.headers
        if session.accessed and request.user.is_authenticated and not asks_by_itself:
            session.prolong()
        return response

    return answer


class SignInMiddleware(LoginRequiredMiddleware):
    """After sign-in a browser goes on with a GET: what it had sent would be gone without a word."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        to_sign_in = super().process_view(request, view_func, view_args, view_kwargs)
        if to_sign_in is not None and speaks_json(request):
            return refusal("signed_out", "You are signed out.", status=401)
        if to_sign_in is None or request.method in READING:
            return to_sign_in
        return render(request, "accounts/signed_out.html", status=403)
