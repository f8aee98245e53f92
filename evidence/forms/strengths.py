"""Strengths and areas for improvement, what is withdrawn, and what a list is narrowed to."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms

from accounts.forms import PlumblineForm, VersionedForm
from evidence.forms.fields import plain_lines
from evidence.reading import About, Piece
from evidence.rules import KIND_NAMES, SIDE_NAMES, Side


class StrengthForm(VersionedForm):
    warns_unsaved = True

    words = forms.CharField(
        max_length=1000,
        label="In words",
        help_text="One thing, in a sentence or two, as the report could print it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is"},
    )
    evidence = forms.MultipleChoiceField(
        required=False,
        label="Which evidence does it rest on?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose evidence from the list"},
    )

    def __init__(self, *args: Any, side: Side, choices: Sequence[Choice], **kwargs: Any) -> None:
        self.choices = list(choices)
        self.submit_text = f"Save the {SIDE_NAMES[side].lower()}"
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        self.fields["evidence"].choices = self.choices  # type: ignore[attr-defined]
        if not self.choices:
            del self.fields["evidence"]
        return super().parts()

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"words": row.words, "evidence": [str(pk) for pk in row.evidence]}

    @property
    def values(self) -> dict[str, Any]:
        pointed = [int(pk) for pk in self.cleaned_data.get("evidence", [])]
        return {"words": plain_lines(self.cleaned_data["words"]), "evidence": pointed}


def evidence_choices(about: About, pieces: Iterable[Piece], held: Iterable[int]) -> list[Choice]:
    """Good evidence, what is tagged to it first; and what the strength points to already, whatever became of it."""
    tagged = {piece.pk for piece in about.pieces}
    offered = [piece for piece in pieces if piece.is_good or piece.pk in set(held)]
    near = [piece for piece in offered if piece.pk in tagged]
    far = [piece for piece in offered if piece.pk not in tagged]
    return [
        *(Choice(str(piece.pk), piece.title, hint=f"Tagged to it. {_hint(piece)}") for piece in near),
        *(Choice(str(piece.pk), piece.title, hint=_hint(piece)) for piece in far),
    ]


def _hint(piece: Piece) -> str:
    said = KIND_NAMES[piece.kind]
    if piece.is_withdrawn:
        return f"{said}. Withdrawn: {piece.withdrawn_because}"
    if piece.is_refused:
        return f"{said}. Refused by the virus scanner"
    return f"{said}. {piece.says}" if piece.says else said


class WithdrawForm(PlumblineForm):
    """`seen` is the version that the page showed."""

    submit_warns = True
    submit_text = "Withdraw it"

    because = forms.CharField(
        max_length=300,
        label="Why is it withdrawn?",
        help_text="It stays on record with this reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn", "max_length": "Say it in 300 characters at most"},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class NarrowForm(PlumblineForm):
    """Narrows the list to a kind, or to what it is about. Sent in the address."""

    submit_text = "Show"

    kind = forms.ChoiceField(required=False, label="Kind")
    about = forms.ChoiceField(required=False, label="About")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], abouts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.form_class = "plumb-filter plumb-unprinted"
        self.fields["kind"].choices = [("", "Every kind"), *kinds]  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", "Everything"), *abouts]  # type: ignore[attr-defined]
