"""The forms of planning: services, inspections, teams. Wording and shape; what may be is decided by the services."""

from copy import copy
from datetime import date, timedelta
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.forms import DateField, PlumblineForm, VersionedForm
from accounts.models import Person
from inspections.models import Inspection, Service
from inspections.rules import MODE_NAMES, PHASE_NAMES, ROLE_NAMES, TAKEN_NAMES, Mode, Phase, Role
from inspections.services import SERVICE_NAMES
from standards.models import Edition
from standards.wording import date_words, sentence

FIELDS_OF_COLLEAGUES = ("police", "social care", "health", "education", "probation")
ROLES_DO = {
    Role.LEAD: "Owns the inspection: shares out cases, proposes judgements, reopens reviews. There is one.",
    Role.STAND_IN: "Signs off for the lead that a case fell out of the sample, and what takes its place.",
    Role.INSPECTOR: "Reads the cases given to them. Also a colleague inspector or a local assessor.",
    Role.QUALITY_LEAD: "Sees progress and every case, to check that cases are judged alike.",
    Role.PANEL: "Decides the ratings. Not somebody who led this inspection or read for it.",
    Role.EDITOR: "Edits the report.",
    Role.SIGNATORY: "Signs the report’s foreword and approves its publication.",
    Role.SERVICE_CONTACT: "Works for the service inspected. Sends its eligible cases, and sees nothing else here.",
}


def count_field(label: str, *, most: int, least: int = 0, required: bool = False, hint: str = "") -> forms.IntegerField:
    """A whole number, typed."""
    says = f"{label} must be a whole number from {least} to {most:,}"
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), says),
    )


class ServiceForm(VersionedForm):
    """A youth justice service with its several names."""

    submit_text = "Save the service"

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

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        self.service = service
        super().__init__(*args, **kwargs)

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in SERVICE_NAMES}

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"].strip()
        others = Service.objects.filter(place__iexact=place)
        if self.service is not None:
            others = others.exclude(pk=self.service.pk)
        if others.exists():
            raise ValidationError(f"There is a service for {place} already: enter another place")
        return place


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

    def clean_fieldwork_starts(self) -> date:
        day: date = self.cleaned_data["fieldwork_starts"]
        if day.weekday():
            monday = day - timedelta(days=day.weekday())
            raise ValidationError(
                f"Fieldwork starts on a Monday, and {date_words(day)} is a {day:%A}. "
                f"The Monday of that week is {date_words(monday)}."
            )
        return day


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
    field_order = ("service", "edition", "fieldwork_starts", "fieldwork_weeks", "fieldwork_mode", "joint_with", "name")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].lower()
        if name in TAKEN_NAMES or (name and Inspection.objects.filter(name=name).exists()):
            raise ValidationError(f"{name} is taken: enter another name, such as {free_name(name)}")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
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

    phase = forms.ChoiceField(
        choices=[(phase.value, PHASE_NAMES[phase]) for phase in Phase],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the phase"},
    )
    published = forms.CharField(
        max_length=40,
        required=False,
        label="Report published",
        help_text="Month and year in words: July 2026",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    meetings_held = count_field("Meetings held", most=1000, hint="With the board, managers, staff and partners")
    interviews_case_manager = count_field("Interviews with case managers", most=1000)
    interviews_other = count_field("Interviews with other people", most=1000)
    field_order = ("phase", "fieldwork_starts", "fieldwork_weeks", "fieldwork_mode", "joint_with")

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        fieldwork = ("fieldwork_starts", "fieldwork_weeks", "fieldwork_mode", "joint_with")
        names = ("phase", *fieldwork, "published", "meetings_held")
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


class PersonField(forms.ModelChoiceField):
    """Two people may share a name: their e-mail addresses tell them apart."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} ({obj.email})"


class TeamMemberForm(PlumblineForm):
    submit_text = "Add to the team"

    person = PersonField(
        Person.objects.filter(is_active=True),
        empty_label="Choose a person",
        error_messages={"required": "Choose a person", "invalid_choice": "Choose a person who may sign in"},
    )
    role = forms.ChoiceField(
        choices=[Choice(role.value, ROLE_NAMES[role], hint=ROLES_DO[role]) for role in Role],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    field = forms.ChoiceField(
        required=False,
        label="Field of a colleague inspector",
        help_text="Only for somebody from another inspectorate",
        choices=[("", "Not a colleague inspector"), *((field, sentence(field)) for field in FIELDS_OF_COLLEAGUES)],
    )


class EmptyForm(PlumblineForm):
    """A question whose only answer is the button."""

    def __init__(self, *args: Any, submit_text: str, warns: bool = False, **kwargs: Any) -> None:
        self.submit_text, self.submit_warns = submit_text, warns
        super().__init__(*args, **kwargs)
