"""A piece of evidence as a form, one for each kind."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Fieldset, Size
from django import forms

from accounts.forms import DateField, PlumblineForm, VersionedForm
from evidence.forms.fields import (
    PositionGroup,
    PositionsField,
    file_field,
    name_without_ending,
    notes_field,
    plain_lines,
    positions_laid_out,
)
from evidence.rules import ASKED_NAMES, PERSON_NAMES, SENT_BY_SERVICE, Asked, EvidenceKind, PersonKind
from evidence.services import FIELDS, SentFile
from inspections.forms.fields import count_field
from standards.wording import sentence

MOST = 100_000


def sent_file(form: forms.Form) -> SentFile | None:
    """The file that a valid form came with."""
    sent = form.cleaned_data.get("file")
    return SentFile(sent.name, sent.read()) if sent else None


class PieceForm(VersionedForm):
    """What every kind has: a title, what it is about, notes."""

    kind: EvidenceKind
    warns_unsaved = True

    title = forms.CharField(
        max_length=200, help_text="So that others know what it is", error_messages={"required": "Give it a title"}
    )
    positions = PositionsField()
    notes = notes_field("Notes")

    def __init__(
        self, *args: Any, groups: Sequence[PositionGroup], team: Iterable[tuple[str, str]], is_new: bool, **kwargs: Any
    ) -> None:
        self.groups, self.team, self.is_new = groups, list(team), is_new
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        positions = self.fields["positions"]
        assert isinstance(positions, PositionsField)
        positions.offer(self.groups)
        if "attended" in self.fields:
            self.fields["attended"].choices = self.team  # type: ignore[attr-defined]
        if not self.is_new:
            self.fields.pop("file", None)
        return [self.laid_out(name) for name in self.fields]

    def laid_out(self, name: str) -> Any:
        if name == "positions":
            return positions_laid_out(name)
        if name in ("with_whom", "attended"):
            return Div(super().laid_out(name), css_class="plumb-columns")
        return super().laid_out(name)

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        shown = {name: getattr(row, name) for name in FIELDS[cls.kind]}
        return shown | {"attended": [str(pk) for pk in shown["attended"]]} if "attended" in shown else shown

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        told = {name: value for name, value in self.told.items() if name in FIELDS[self.kind]}
        told["notes"] = plain_lines(told["notes"])
        if "attended" in told:
            told["attended"] = sorted(int(pk) for pk in told["attended"])
        if not told["title"] and self.cleaned_data.get("file"):
            told["title"] = name_without_ending(self.cleaned_data["file"].name)
        return told


class DocumentForm(PieceForm):
    kind = EvidenceKind.DOCUMENT
    submit_text = "Save the document"
    field_order = ("file", "title", "positions", "notes", "seen")

    file = file_field(required=True)

    def parts(self) -> list[Any]:
        laid = super().parts()
        if self.is_new:
            self.fields["title"].required = False
            self.fields["title"].help_text = "Leave it empty to take the file’s name"
        return laid


class MetForm(PieceForm):
    """Whatever was held on a day, with somebody."""

    held_on = DateField(label="When was it?", missing="Enter the day, month and year on which it was")
    attended = forms.MultipleChoiceField(
        required=False, label="Who of the team was there?", widget=forms.CheckboxSelectMultiple
    )
    with_whom = forms.MultipleChoiceField(
        label="Whom was it with?",
        help_text="The report names these, never a person.",
        choices=[(kind.value, sentence(PERSON_NAMES[kind])) for kind in PersonKind],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose whom it was with"},
    )
    with_words = forms.CharField(
        max_length=300, required=False, label="Who in particular", help_text="Roles or names, for the team only"
    )


class MeetingForm(MetForm):
    kind = EvidenceKind.MEETING
    submit_text = "Save the meeting"
    field_order = ("title", "held_on", "with_whom", "with_words", "attended", "notes", "positions", "seen")


class InterviewForm(MetForm):
    kind = EvidenceKind.INTERVIEW
    submit_text = "Save the interview"
    field_order = MeetingForm.field_order


class PresentationForm(MetForm):
    kind = EvidenceKind.PRESENTATION
    submit_text = "Save the presentation"
    field_order = ("title", "file", "held_on", "with_whom", "with_words", "attended", "notes", "positions", "seen")

    file = file_field(required=False, label="Its slides or paper")

    def parts(self) -> list[Any]:
        self.fields["held_on"].required = self.fields["with_whom"].required = False
        return super().parts()


class SurveyForm(PieceForm):
    kind = EvidenceKind.SURVEY
    submit_text = "Save the survey"
    field_order = ("title", "asked", "invited", "completed", "held_on", "notes", "positions", "seen")

    asked = forms.ChoiceField(
        label="Whom did it ask?",
        choices=[(asked.value, ASKED_NAMES[asked]) for asked in Asked],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom it asked"},
    )
    invited = count_field("How many were invited", most=MOST, hint="Leave it empty where it is not known")
    completed = count_field("How many completed it", most=MOST, required=True)
    held_on = DateField(label="When did it close?", required=False)


REPLIES = ("replies_children", "replies_parents", "replies_unknown")


class TextSurveyForm(PieceForm):
    kind = EvidenceKind.TEXT_SURVEY
    submit_text = "Save the text survey"

    held_on = DateField(label="When did it close?", required=False)
    consents_asked = count_field("Consents asked for", most=MOST, required=True)
    consents_given = count_field("Consents given", most=MOST, required=True)
    replies_children = count_field("Replies from children", most=MOST)
    replies_parents = count_field("Replies from parents or carers", most=MOST)
    replies_unknown = count_field("Replies from people not known", most=MOST, hint="Empty boxes are nobody.")

    def parts(self) -> list[Any]:
        for score in range(1, 11):
            self.fields[f"score_{score}"] = count_field(f"{score}", most=MOST)
        super().parts()
        about = ("title", "held_on")
        counted = ("consents_asked", "consents_given", *REPLIES)
        scores = [self.laid_out(f"score_{score}") for score in range(1, 11)]
        hint = HTML('<p class="govuk-hint">How many gave each score, from 1 to 10. Empty boxes are nobody.</p>')
        return [
            *(self.laid_out(name) for name in about),
            Fieldset(*map(self.laid_out, counted), legend="Consents and replies", legend_size=Size.MEDIUM),
            Fieldset(hint, Div(*scores, css_class="plumb-counts"), legend="Scores", legend_size=Size.MEDIUM),
            *(self.laid_out(name) for name in ("notes", "positions", "seen")),
        ]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        shown = super().initial_of(row)
        scores = shown.pop("scores") or [0] * 10
        return shown | {f"score_{place}": count for place, count in enumerate(scores, start=1)}

    @property
    def values(self) -> dict[str, Any]:
        scores = [self.cleaned_data[f"score_{score}"] or 0 for score in range(1, 11)]
        replies = {name: self.cleaned_data[name] or 0 for name in REPLIES}
        return super().values | replies | {"scores": scores}


FORMS: dict[EvidenceKind, type[PieceForm]] = {
    form.kind: form for form in (DocumentForm, PresentationForm, MeetingForm, InterviewForm, SurveyForm, TextSurveyForm)
}


class SendForm(PlumblineForm):
    """What a service's contact sends."""

    submit_text = "Send it to the inspection team"

    file = file_field(required=True)
    kind = forms.ChoiceField(
        label="What is it?",
        choices=list(zip(SENT_BY_SERVICE, ("A document", "Our presentation"), strict=True)),
        initial=EvidenceKind.DOCUMENT.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    title = forms.CharField(max_length=200, required=False, help_text="Leave it empty to take the file’s name")
    notes = notes_field("What should the inspectors know about it?", "Its date, which part matters, what it shows", 3)

    @property
    def title_given(self) -> str:
        return self.cleaned_data["title"] or name_without_ending(self.cleaned_data["file"].name)
