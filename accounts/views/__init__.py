"""My work, the people who sign in, and what happens when a form's token has gone stale."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.json import refusal, speaks_json
from accounts.views.home import home
from accounts.views.mine import my_page
from accounts.views.people import person, person_invite, person_list, person_new
from accounts.views.session import session

__all__ = ["csrf_failure", "home", "my_page", "person", "person_invite", "person_list", "person_new", "session"]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if speaks_json(request):
        return refusal("token", "The page is older than the last sign-in.", status=403)
    return render(request, "403_csrf.html", status=403)
