"""The forms of eligible cases: a file, its columns, taking it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import PlumblineForm
from samples.rules import LEAVE_OUT, Column
from samples.services.uploads import TOO_LARGE
from samples.uploading import LARGEST, MOST_ROWS

LEAVE = "leave-out"  # an empty value would be no choice


class UploadForm(PlumblineForm):
    """One file. What it holds is told once it is read."""

    submit_text = "Upload this file"

    file = forms.FileField(
        label="File of eligible cases",
        help_text=f"An Excel workbook (.xlsx) or a CSV of at most {MOST_ROWS:,} cases and {LARGEST // 1_000_000} MB",
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "empty": "This file is empty: fill in the template, save it, and choose that",
            "max_length": "The name of this file is too long: give it a shorter one",
        },
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise ValidationError(TOO_LARGE)
        return found


class ColumnsForm(PlumblineForm):
    """Which column each header of a file is."""

    submit_text = "Read the file with these columns"

    def __init__(
        self, *args: Any, headers: Sequence[str], columns: Iterable[Column], said: Mapping[str, str], **kwargs: Any
    ) -> None:
        self.headers = list(headers)
        self.choices = [
            ("", "Choose a column"),
            (LEAVE, "Leave it out"),
            *((column.code, f"{column.title} ({column.code})") for column in columns),
        ]
        self.said = said
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        for place, header in enumerate(self.headers):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=f"“{header}” is",
                choices=self.choices,
                initial=(self.said[header] or LEAVE) if header in self.said else "",
                error_messages={
                    "required": f"Choose what “{header}” is, or leave it out",
                    "invalid_choice": "Choose a column of the list",
                },
            )
        return super().parts()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            code = cleaned.get(f"column-{place}", LEAVE)
            if code != LEAVE and first.setdefault(code, header) != header:
                self.add_error(f"column-{place}", f"“{first[code]}” is that column already: choose another")
        return cleaned

    @property
    def mapping(self) -> dict[str, str]:
        told = {header: self.cleaned_data[f"column-{place}"] for place, header in enumerate(self.headers)}
        return {header: LEAVE_OUT if code == LEAVE else code for header, code in told.items()}


class TakeForm(PlumblineForm):
    """`seen` is the upload that the page named as replaced, 0 for none."""

    submit_text = "Take these cases"

    seen = forms.IntegerField(widget=forms.HiddenInput)


class GiveUpForm(PlumblineForm):
    submit_text = "Give this file up"
    submit_warns = True
