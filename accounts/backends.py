"""Signing in is allauth's; who is signed in is asked by every request, so that query is compiled once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend

from accounts.compiled import CompiledRow
from accounts.models import Person

PERSON: CompiledRow[Person] = CompiledRow("accounts.Person", pk=-1)


class AuthenticationBackend(AllauthBackend):
    def get_user(self, user_id: Any) -> Person | None:
        person = PERSON.get(user_id)
        return person if person and self.user_can_authenticate(person) else None
