"""Somebody new, and what an administrator may change of somebody."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.laying_out import PlumblineForm
from accounts.forms.versions import VersionedForm
from accounts.models import Person


class PersonForm(PlumblineForm):
    """Somebody new, or what an administrator may change of somebody."""

    name = forms.CharField(
        max_length=120,
        help_text="As colleagues know them. It stands in the record of who looked at a case.",
        error_messages={"required": "Enter the person’s name"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person’s e-mail address",
            "invalid": "Enter an e-mail address, such as name@example.org",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    is_administrator = forms.BooleanField(
        required=False,
        label="Administrator: plans inspections, sets up services and teams, adds people",
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        others = Person.objects.filter(email__iexact=email)
        if self.person is not None:
            others = others.exclude(pk=self.person.pk)
        if other := others.first():
            raise ValidationError(f"{other} signs in with this e-mail address: enter another")
        return email


class PersonNewForm(PersonForm):
    submit_text = "Add and send the link"


class PersonChangeForm(PersonForm, VersionedForm):
    is_active = forms.BooleanField(
        required=False,
        label="May sign in: without the tick, access ends at once, also where they are signed in now",
    )

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("name", "email", "is_administrator", "is_active")}
