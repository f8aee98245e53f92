"""The request of a page behind sign-in, for type checkers: LoginRequiredMiddleware lets nobody else through."""

from django.http import HttpRequest

from accounts.models import Person


class PersonRequest(HttpRequest):
    user: Person
