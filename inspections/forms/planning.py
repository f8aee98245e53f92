"""The forms of planning inspections. Wording and shape; what may be is decided by the services."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.forms import DateField, PlumblineForm, VersionedForm
from inspections.forms.fields import IsbnField, count_field
from inspections.models import Inspection, Service
from inspections.rules import MODE_NAMES, PHASE_NAMES, TAKEN_NAMES, Mode, Phase
from standards.models import Edition
from standards.wording import date_words, sentence

MEETINGS_HINT = "With the board, managers, staff and partners. The report counts those recorded as evidence, if any"
INTERVIEWS_HINT = "Leave empty, and the report counts those in submitted reviews"
FIELDS_OF_COLLEAGUES = ("police", "social care", "health", "education", "probation")


class FieldworkForm(PlumblineForm):
    """When, how and with whom fieldwork takes place."""

    fieldwork_starts = DateField(
        label="Monday on which fieldwork starts",
        help_text="For example, 16 3 2026",
        missing="Enter the day, month and year of the Monday",
    )
    fieldwork_weeks = count_field("Weeks of fieldwork", least=1, most=8, required=True)
    fieldwork_mode = forms.ChoiceField(
        label="Where fieldwork takes place",
        choices=[(mode.value, MODE_NAMES[mode]) for mode in Mode],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where fieldwork takes place"},
    )
    other_day = forms.BooleanField(required=False, label="It starts on another day than a Monday, and that is right")
    joint_with = forms.MultipleChoiceField(
        label="Colleague inspectors",
        required=False,
        help_text="Leave empty unless it is a joint inspection: police, health, social care, education",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = (kwargs.get("initial") or {}).get("joint_with", [])
        fields = list(dict.fromkeys([*FIELDS_OF_COLLEAGUES, *held]))
        asked = self.fields["joint_with"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = [(field, sentence(field)) for field in fields]

    def parts(self) -> list[Any]:
        """The box about the day stands there only where the day is not a Monday."""
        day = self._day_told()
        if day is None or not day.weekday():
            del self.fields["other_day"]
        return super().parts()

    def _day_told(self) -> date | None:
        if not self.is_bound:
            return (self.initial or {}).get("fieldwork_starts")
        asked = self.fields["fieldwork_starts"]
        told = asked.widget.value_from_datadict(self.data, self.files, self.add_prefix("fieldwork_starts"))
        try:
            found: date | None = DateField(required=False).clean(told)
        except ValidationError:
            return None
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day: date | None = cleaned.get("fieldwork_starts")
        if day and day.weekday() and not cleaned.pop("other_day", False):
            monday = day - timedelta(days=day.weekday())
            self.add_error(
                "fieldwork_starts",
                f"Fieldwork starts on a Monday, and {date_words(day)} is a {day:%A}. The Monday of that week is "
                f"{date_words(monday)}: enter that day, or say below that it starts on another.",
            )
        return cleaned


class InspectionNewForm(FieldworkForm):
    submit_text = "Set up the inspection"

    service = forms.ModelChoiceField(
        Service.objects.all(),
        empty_label="Choose a service",
        error_messages={"required": "Choose the service", "invalid_choice": "Choose a service of the list"},
    )
    edition = forms.ModelChoiceField(
        Edition.objects.newest_first(),
        empty_label="Choose an edition",
        help_text="The standards that cases are read against. It cannot change later.",
        error_messages={"required": "Choose the edition", "invalid_choice": "Choose an edition of the list"},
    )
    name = forms.SlugField(
        max_length=80,
        required=False,
        label="Short name for web addresses and commands",
        help_text="Small letters, figures and hyphens: doncaster-2026. Empty: the place and the year.",
        error_messages={"invalid": "Enter a name of letters, figures and hyphens, such as doncaster-2026"},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}),
    )
    field_order = (
        "service",
        "edition",
        "fieldwork_starts",
        "other_day",
        "fieldwork_weeks",
        "fieldwork_mode",
        "joint_with",
        "name",
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].lower()
        if name in TAKEN_NAMES or (name and Inspection.objects.filter(name=name).exists()):
            raise ValidationError(f"{name} is taken: enter another name, such as {free_name(name)}")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        service, starts = cleaned.get("service"), cleaned.get("fieldwork_starts")
        if cleaned.get("name") == "" and service and starts:
            cleaned["name"] = free_name(slugify(f"{service.place[:70]} {starts.year}"))
        return cleaned


def free_name(wanted: str) -> str:
    """`wanted`, or with the first number behind it that is free: doncaster-2026-2."""
    taken = set(Inspection.objects.filter(name__startswith=wanted).values_list("name", flat=True)) | TAKEN_NAMES
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


class InspectionEditForm(FieldworkForm, VersionedForm):
    submit_text = "Save the inspection"

    published = forms.CharField(
        max_length=40,
        required=False,
        label="Report published",
        help_text="Month and year in words: July 2026",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    isbn = IsbnField()
    meetings_held = count_field("Meetings held", most=1000, hint=MEETINGS_HINT)
    interviews_case_manager = count_field("Interviews with case managers", most=1000, hint=INTERVIEWS_HINT)
    interviews_other = count_field("Interviews with other people", most=1000, hint=INTERVIEWS_HINT)
    field_order = ("fieldwork_starts", "other_day", "fieldwork_weeks", "fieldwork_mode", "joint_with")

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        fieldwork = ("fieldwork_starts", "fieldwork_weeks", "fieldwork_mode", "joint_with")
        names = (*fieldwork, "published", "isbn", "meetings_held")
        interviews = {f"interviews_{whom}": row.interviews.get(whom) for whom in ("case_manager", "other")}
        return {name: getattr(row, name) for name in names} | interviews

    def apply_to(self, inspection: Inspection) -> Inspection:
        """The inspection as the form showed it, with what the form says, not saved."""
        changed = copy(inspection)
        changed.version = self.cleaned_data["seen"]
        told = self.told
        interviews = {whom: told.pop(f"interviews_{whom}") for whom in ("case_manager", "other")}
        changed.interviews = {whom: count for whom, count in interviews.items() if count is not None}
        for name, value in told.items():
            setattr(changed, name, value)
        return changed


class EmptyForm(PlumblineForm):
    """A question whose only answer is the button."""

    def __init__(self, *args: Any, submit_text: str, warns: bool = False, **kwargs: Any) -> None:
        self.submit_text, self.submit_warns = submit_text, warns
        super().__init__(*args, **kwargs)


class ConfirmForm(EmptyForm):
    """The same for a row that somebody else may change meanwhile: `seen` is what the page showed of it."""

    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class YearForm(PlumblineForm):
    """Narrows inspections down to a year, a phase, or both. Sent in the address."""

    submit_text = "Show"

    year = forms.ChoiceField(required=False)
    phase = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Every phase"),
            ("overdue", "Overdue"),
            *((phase.value, PHASE_NAMES[phase]) for phase in Phase),
        ],
    )

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.form_class = "plumb-filter"
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Every year"), *((str(year), str(year)) for year in years)]


class PhaseForm(VersionedForm):
    """Other days for a phase than those worked out."""

    submit_text = "Save these days"

    first = DateField(label="First day", missing="Enter the first day")
    last = DateField(
        label="Last day", missing="Enter the last day", help_text="The same as the first where it is one day"
    )

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"first": row.first, "last": row.last}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day comes before the first: enter the same day or a later one")
        return cleaned
