"""The first administrator of a new Plumbline, and anybody whom an administrator cannot add in the browser."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.rules import is_one_line

LONGEST_NAME = 120


class Command(BaseCommand):
    help = "Adds a person; asks for their password, or leaves it to be set by e-mail with --no-password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help='in quotation marks: "Ada Marsh"')
        parser.add_argument("--administrator", action="store_true", help="may plan inspections and manage people")
        parser.add_argument("--no-password", action="store_true", help="they set it through “forgotten password”")

    def handle(self, *, email: str, name: str, administrator: bool, no_password: bool, **options: Any) -> None:
        person = Person(email=email.strip().lower(), name=name.strip(), is_administrator=administrator)
        if not person.name or not is_one_line(person.name) or len(person.name) > LONGEST_NAME:
            raise CommandError(
                f"Give a name of at most {LONGEST_NAME} characters in quotation marks, on one line and without "
                "characters that do not show."
            )
        try:
            validate_email(person.email)
            password = None if no_password else getpass("Password: ")
        except EOFError as error:
            raise CommandError("There is no terminal to ask for a password: use --no-password.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            if password is not None:
                validate_password(password, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            with transaction.atomic():
                Person.objects.create_user(person.email, password, name=person.name, is_administrator=administrator)
        except IntegrityError as error:
            raise CommandError(f"Somebody has the address {person.email} already.") from error
        self.stdout.write(f"Added {person.name}{', an administrator' if administrator else ''}.")
