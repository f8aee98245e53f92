"""An example of practice, and a name that may stand in a report."""

from typing import Any

from django import forms

from accounts.forms import PlumblineForm, VersionedForm
from evidence.forms.fields import plain_lines
from reports.rules import (
    LONGEST_EXAMPLE,
    LONGEST_HEADING,
    LONGEST_NAME,
    NAME_KINDS,
    PRACTICE_NAMES,
    NameKind,
    Practice,
)
from standards.structure import Outline


class ExampleForm(VersionedForm):
    warns_unsaved = True
    submit_text = "Save the example"

    standard = forms.ChoiceField(label="Which standard is it about?", widget=forms.Select)
    practice = forms.ChoiceField(
        label="What is it an example of?",
        choices=[(kind.value, PRACTICE_NAMES[kind]) for kind in Practice],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is an example of"},
    )
    heading = forms.CharField(
        max_length=LONGEST_HEADING,
        label="Heading",
        error_messages={"required": "Give it a heading"},
    )
    words = forms.CharField(
        max_length=LONGEST_EXAMPLE,
        label="The example, as the report prints it",
        help_text="Nothing that could tell who somebody is: no places, no dates, no rare circumstances.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Tell the example"},
    )
    pseudonym = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        label="Pseudonym",
        help_text="The name that stands for the child in it. It counts as declared.",
    )

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        self.standards = [(number, f"{number} {one.title}") for number, one in outline.standards.items()]
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        self.fields["standard"].choices = self.standards  # type: ignore[attr-defined]
        return [*(self.laid_out(name) for name in self.fields if name != "seen"), "seen"]

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("standard", "practice", "heading", "words", "pseudonym")}

    @property
    def values(self) -> dict[str, Any]:
        told = self.told
        return {**told, "practice": Practice(told["practice"]), "words": plain_lines(told["words"])}


class NameForm(PlumblineForm):
    submit_text = "Declare the name"

    name = forms.CharField(max_length=LONGEST_NAME, label="Name", error_messages={"required": "Enter the name"})
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, NAME_KINDS[kind]) for kind in NameKind],
        widget=forms.RadioSelect,
        initial=NameKind.PSEUDONYM.value,
        error_messages={"required": "Choose what it is"},
    )
