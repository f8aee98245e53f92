"""The form that others are built on, and dates as people write them."""

from datetime import date
from typing import Any

from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Fluid, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from accounts.rules import is_one_line


def one_line_validate(text: str) -> None:
    """A browser's one-line box sends no line break, but a program may, and a text that is pasted may hold worse."""
    if not is_one_line(text):
        raise ValidationError(
            "Write it on one line: take out line breaks and characters that do not show", code="not_one_line"
        )


class PlumblineForm(forms.Form):
    """All fields in order, each drawn as what it is, and one button. `{% crispy form %}` draws the form tag too."""

    submit_text = "Save"
    submit_warns = False  # a red button, for what cannot easily be undone
    warns_unsaved = False  # for what takes a while to fill in: static/js/unsaved.js asks before the page is left

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"data-warn-unsaved": ""} if self.warns_unsaved else {}
        button = Button.warning if self.submit_warns else Button.primary
        self.helper.layout = Layout(*self.parts(), button("submit", self.submit_text))
        for field in self.fields.values():
            if type(field) is forms.CharField and isinstance(field.widget, forms.TextInput):
                own = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
                field.validators = [*own, one_line_validate]

    def parts(self) -> list[Any]:
        """What stands in the form, from the top; a subclass may group its fields."""
        return [self.laid_out(name) for name in self.fields]

    def laid_out(self, name: str) -> Field:
        widget = self.fields[name].widget
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name, small=True, legend_size=Size.SMALL)
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name, small=True, legend_size=Size.SMALL)
        if isinstance(widget, forms.CheckboxInput):
            return Field.checkbox(name)
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, label_size=Size.SMALL, rows=widget.attrs.get("rows", 5))
        if isinstance(widget, (forms.MultiWidget, forms.Select)):
            return Field(name, context={"legend_size": Size.for_legend("s"), "label_size": Size.for_label("s")})
        sized = "govuk-input--width" in widget.attrs.get("class", "")
        return Field.text(name, label_size=Size.SMALL, field_width=None if sized else Fluid.TWO_THIRDS)


class DateField(DateInputField):
    """Day, month and year apart, as people write a date; errors say what to do. Years run from 2000 to 2099."""

    def __init__(self, *, missing: str = "Enter the day, month and year", **kwargs: Any) -> None:
        super().__init__(require_all_fields=True, **kwargs)
        self.error_messages |= {"required": missing, "incomplete": missing}

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value] if isinstance(value, (list, tuple)) else []
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self.compress(parts)

    def compress(self, data_list: Any) -> date | None:
        if not data_list or not any(data_list):
            return None
        try:
            day, month, year = (int(part) if len(part) <= 4 and part.isdecimal() else 0 for part in data_list)
            found = date(year, month, day)
        except ValueError as problem:
            raise ValidationError("Enter a date that exists, such as 16 3 2026", code="invalid") from problem
        if not 2000 <= found.year <= 2099:
            raise ValidationError("Enter a year from 2000 to 2099, with four digits", code="invalid")
        return found
