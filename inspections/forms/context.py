"""The form of a figure about the place or the service."""

from datetime import date
from typing import Any

from crispy_forms_gds.layout import Fieldset, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from accounts.forms import DateField, VersionedForm
from inspections.forms.fields import NumberField, number_typed
from inspections.models import ContextFigure
from inspections.rules import CONTEXT_NAMES, DIRECTION_NAMES, UNIT_NAMES, ContextKind, Direction, Unit
from inspections.services import CONTEXT_FIELDS


class ContextForm(VersionedForm):
    submit_text = "Save the figure"
    warns_unsaved = True

    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[(kind.value, CONTEXT_NAMES[kind]) for kind in ContextKind],
        error_messages={"required": "Choose what it is about"},
    )
    label = forms.CharField(
        max_length=200,
        label="Name of the figure",
        help_text="As the report prints it: Population aged 10 to 17",
        error_messages={"required": "Enter the name of the figure"},
    )
    unit = forms.ChoiceField(
        label="Counted in",
        choices=[(unit.value, UNIT_NAMES[unit]) for unit in Unit],
        error_messages={"required": "Choose what it is counted in"},
    )
    value = NumberField(label="Figure here", required=True, help_text="Of this service or place: 15,240 or 45.3")
    numerator = NumberField(label="Numerator", places=2, help_text="How many of them it is")
    denominator = NumberField(label="Denominator", places=2, help_text="Of how many")
    national = NumberField(label="National figure", help_text="In the same unit; empty where there is none")
    direction = forms.ChoiceField(
        required=False,
        label="Since the period before",
        choices=[("", "Not known"), *((direction.value, DIRECTION_NAMES[direction]) for direction in Direction)],
    )
    period = forms.CharField(max_length=120, required=False, help_text="For example: October 2024 to September 2025")
    as_at = DateField(
        label="As at",
        help_text="The day the figure was read or published",
        missing="Enter the day it was read or published",
    )
    source = forms.CharField(
        max_length=300,
        help_text="Who published it, and where: Youth Justice Board, Youth justice statistics 2024 to 2025",
        error_messages={"required": "Say where the figure comes from: the report must be able to cite it"},
    )
    source_address = forms.URLField(
        max_length=500,
        required=False,
        label="Web address of the source",
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/"},
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def parts(self) -> list[Any]:
        groups = {
            "The figure": ("kind", "label", "unit", "value"),
            "What it is made of (for a share)": ("numerator", "denominator"),
            "Compared": ("national", "direction"),
            "Where it comes from": ("period", "as_at", "source", "source_address"),
        }
        laid = {title: [self.laid_out(name) for name in names] for title, names in groups.items()}
        return [
            *(Fieldset(*fields, legend=title, legend_size=Size.MEDIUM) for title, fields in laid.items()),
            "seen",
        ]

    def clean_as_at(self) -> date:
        day: date = self.cleaned_data["as_at"]
        if day > localdate():
            raise ValidationError("This day is still to come: enter the day the figure was read or published")
        return day

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {name: number_typed(getattr(row, name)) for name in CONTEXT_FIELDS}

    def apply_to(self, figure: ContextFigure) -> ContextFigure:
        for name, value in self.told.items():
            setattr(figure, name, value)
        figure.version = self.cleaned_data["seen"] or figure.version
        return figure
