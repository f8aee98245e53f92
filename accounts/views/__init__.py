"""My work, the people who sign in, and what happens when a form's token has gone stale."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views.home import home
from accounts.views.people import person, person_invite, person_list, person_new

__all__ = ["csrf_failure", "home", "person", "person_invite", "person_list", "person_new"]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
