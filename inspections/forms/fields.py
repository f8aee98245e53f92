"""Fields that several forms of planning share."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Person
from inspections.rules import isbn_read, month_read, number_shown
from standards.wording import MONTHS, plural


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


# A comma stands between thousands only: "45,3" is 45.3 to some and a slip of 453 to others, so it is asked about.
TYPED = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+", re.ASCII)


class NumberField(forms.DecimalField):
    """A number as people write it, with commas between thousands or without."""

    def __init__(
        self, *, label: str, places: int = 4, required: bool = False, such_as: str = "1,250 or 45.3", **more: Any
    ) -> None:
        name = label[:1].upper() + label[1:]
        super().__init__(
            label=label,
            required=required,
            max_digits=14,
            decimal_places=places,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"}
            ),
            error_messages={
                "required": f"Enter the {label[:1].lower() + label[1:]}",
                "invalid": f"{name} must be a number, such as {such_as}",
                "max_digits": f"{name} is too large a number",
                "max_whole_digits": f"{name} is too large a number",
                "max_decimal_places": f"{name} may have {plural(places, 'place', 'places')} after the point",
            },
            **more,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as DecimalField itself
        told = str(value or "").strip().removeprefix("£").removesuffix("%").strip()
        if told and not TYPED.fullmatch(told):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        found: Decimal | None = super().to_python(told.replace(",", "").replace("−", "-"))
        return found


def number_typed(value: Any) -> Any:
    """A stored number as people type it, without the zeros that say nothing."""
    return number_shown(value).replace(",", "") if isinstance(value, Decimal) else value


class ReadField(forms.CharField):
    """What is typed, as a rule reads it: its ValueError says in words what to mend."""

    read: Callable[[str], Any]

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        try:
            return type(self).read(told)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem


class IsbnField(ReadField):
    """The ISBN of a report, where there is one."""

    read = staticmethod(isbn_read)

    def __init__(self) -> None:
        super().__init__(
            max_length=40,
            required=False,
            label="ISBN of the report",
            help_text="13 digits, with hyphens or without: 978-0-306-40615-7. Leave empty until there is one.",
            widget=forms.TextInput(
                attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
            ),
        )


class MonthField(ReadField):
    """A month as people write it: March 2023 or 03/2023. Its first day stands for it."""

    read = staticmethod(month_read)

    def __init__(self, *, missing: str, **more: Any) -> None:
        super().__init__(
            max_length=20,
            help_text="For example, March 2023 or 3/2023",
            error_messages={"required": missing},
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
            **more,
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else value


class PersonField(forms.ModelChoiceField):
    """Two people may share a name: their e-mail addresses tell them apart."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} ({obj.email})"


def offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
