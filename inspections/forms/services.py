"""The forms of services: names, whom to write to, earlier inspections, and many at once from a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.csv_text import NoText, text_of
from accounts.forms import PlumblineForm, VersionedForm
from inspections.forms.fields import MonthField, count_field
from inspections.models import Service
from inspections.rules import LONGEST_FILE, REGION_NAMES, Region
from inspections.services import CONTACT_FIELDS, EARLIER_FIELDS, SERVICE_FIELDS


class ServiceForm(VersionedForm):
    """A youth justice service with its several names."""

    submit_text = "Save the service"
    warns_unsaved = True

    place = forms.CharField(
        max_length=120,
        help_text="As the title of a report has it: Doncaster",
        error_messages={"required": "Enter the place"},
    )
    full_name = forms.CharField(max_length=200, required=False, help_text="Doncaster Youth Justice Service")
    short_name = forms.CharField(max_length=80, required=False, help_text="In running text: Doncaster YJS")
    generic_term = forms.CharField(
        max_length=40,
        required=False,
        label="What such a service is called",
        help_text="YOT, YOS or YJS. Empty: the word of the edition.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    board_name = forms.CharField(
        max_length=200, required=False, label="Name of its board", help_text="Youth Justice Partnership Board"
    )
    region = forms.ChoiceField(
        required=False,
        choices=[("", "Not given"), *((region.value, REGION_NAMES[region]) for region in Region)],
        error_messages={"invalid_choice": "Choose a region of the list"},
    )
    authorities = forms.CharField(
        required=False,
        max_length=2000,
        label="Local authorities that it covers",
        help_text="One on each line",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        self.service = service
        super().__init__(*args, **kwargs)

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in SERVICE_FIELDS}
        return told | {"authorities": "\n".join(row.authorities)}

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"].strip()
        others = Service.objects.filter(place__iexact=place)
        if self.service is not None:
            others = others.exclude(pk=self.service.pk)
        if others.exists():
            raise ValidationError(f"There is a service for {place} already: enter another place")
        return place

    def clean_authorities(self) -> str:
        names = [" ".join(line.split()) for line in self.cleaned_data["authorities"].splitlines()]
        found = list(dict.fromkeys(name for name in names if name))
        if long := next((name for name in found if len(name) > 120), ""):
            raise ValidationError(f"“{long[:30]}…” is too long for a name: put each authority on a line of its own")
        return "\n".join(found)

    def apply_to(self, service: Service) -> Service:
        for name, value in self.told.items():
            setattr(service, name, value)
        service.authorities = self.told["authorities"].splitlines()
        service.version = self.cleaned_data["seen"] or service.version
        return service


class RowForm(VersionedForm):
    """A row that belongs to a service."""

    fields_of_row: tuple[str, ...]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.fields_of_row}

    def apply_to(self, row: Any) -> Any:
        for name, value in self.told.items():
            setattr(row, name, value)
        row.version = self.cleaned_data["seen"] or row.version
        return row


class ContactForm(RowForm):
    """Somebody at the service to write to or to ring."""

    submit_text = "Save the contact"
    fields_of_row = CONTACT_FIELDS

    name = forms.CharField(max_length=120, error_messages={"required": "Enter the contact’s name"})
    post = forms.CharField(max_length=120, required=False, help_text="For example: Head of service")
    email = forms.EmailField(
        required=False,
        label="E-mail address",
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org"},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    phone = forms.CharField(
        max_length=40,
        required=False,
        label="Telephone",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "inputmode": "tel", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", "Enter an e-mail address or a telephone number: a contact must be reachable")
        return cleaned


class EarlierForm(RowForm):
    """An inspection of the service that is not kept in Plumbline."""

    submit_text = "Save the inspection"
    fields_of_row = EARLIER_FIELDS

    held_on = MonthField(label="Month of the inspection", missing="Enter the month and year of the inspection")
    kind = forms.CharField(max_length=120, required=False, help_text="For example: full joint inspection")
    rating = forms.CharField(
        max_length=60,
        required=False,
        label="Overall rating",
        help_text="As it was published: Good",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    score = count_field("Score", most=36, hint="Out of 36; leave it empty where there was none")
    source = forms.CharField(max_length=300, required=False, help_text="Where it can be read: title or web address")


class ServicesFileForm(PlumblineForm):
    """A CSV file of services."""

    submit_text = "Check the file"

    file = forms.FileField(
        label="CSV file",
        help_text="Up to 500 rows. Nothing is saved before you have seen what it changes.",
        error_messages={
            "required": "Choose a CSV file",
            "empty": "The file is empty: choose another",
            "missing": "Choose a CSV file",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        """Its text."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise ValidationError("The file is larger than 500 rows can be: choose the right one, or split it")
        content: bytes = file.read()
        if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            raise ValidationError("This is a workbook: save the sheet as CSV, then choose that file")
        try:
            return text_of(content)
        except NoText as problem:
            raise ValidationError("This is no CSV file: save it as “CSV UTF-8”, then choose that") from problem


class ServicesTakeForm(PlumblineForm):
    """What was shown, sent back with a token that stands for it."""

    submit_text = "Take all of this"

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=LONGEST_FILE)
    token = forms.CharField(widget=forms.HiddenInput)
