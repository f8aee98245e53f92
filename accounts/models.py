"""People who sign in. What a person may do in an inspection is their role in its team (inspections.TeamMember)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

IMPORTED = "@plumbline.invalid"  # ends the addresses of people that an import made up (published/services/crew.py)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person; without a password they cannot sign in until they set one by e-mail."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


@pghistory.track(fields=["email", "name", "is_administrator", "is_active", "version", "by"], model_name="PersonEvent")
class Person(AbstractBaseUser):
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    is_administrator = models.BooleanField("administrator", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    times_ended = models.PositiveIntegerField(default=0, help_text="how often their access was ended")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who changed it last; empty: a command on the server",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_per_email"),)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must hold: one from before their access was ended stays ended when they get it back."""
        return self._of_this_access(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same, by former secret keys."""
        return map(self._of_this_access, super().get_session_auth_fallback_hash())

    def _of_this_access(self, session_hash: str) -> str:
        return f"{session_hash}.{self.times_ended}" if self.times_ended else session_hash

    @cached_property
    def leads(self) -> set[int]:
        """The inspections that this person was found to lead while a page was made (inspections.access.standing_of).

        So a page knows whom to tell of alerts without asking. Nothing is allowed on the strength of it.
        """
        return set()

    @property
    def is_made_by_import(self) -> bool:
        """Nobody's account: the readers and leads of synthetic inspections."""
        return self.email.endswith(IMPORTED)
