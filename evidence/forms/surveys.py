"""Questions of surveys, and quotes."""

from collections.abc import Sequence
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Fieldset, Size
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import PlumblineForm, VersionedForm
from evidence.forms.fields import plain_lines
from evidence.rules import LABELS, SCALE_NAMES, Scale
from inspections.forms.fields import count_field

MOST = 100_000


class ScaleForm(PlumblineForm):
    """Which answers a question has. Sent in the address."""

    submit_text = "Go on"

    scale = forms.ChoiceField(
        label="How was it answered?",
        choices=[(scale.value, SCALE_NAMES[scale]) for scale in Scale],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was answered", "invalid_choice": "Choose from the list"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"


class QuestionForm(VersionedForm):
    """A question and how many gave each answer: a box for each answer of the scale, or lines where it has its own."""

    submit_text = "Save the question"
    warns_unsaved = True

    text = forms.CharField(
        max_length=300, label="The question, as it was asked", error_messages={"required": "Enter the question"}
    )

    def __init__(self, *args: Any, scale: Scale, completed: int, **kwargs: Any) -> None:
        self.scale, self.completed, self.labels = scale, completed, LABELS.get(scale, ())
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        answers = self._boxes() if self.labels else self._lines()
        if self.scale is not Scale.PER_CENT:
            self.fields["answered"] = count_field(
                "How many answered this question",
                most=MOST,
                hint=f"Leave it empty where it is all of those above. {self.completed} completed the survey.",
            )
            answers = [*answers, self.laid_out("answered")]
        return [self.laid_out("text"), *answers, self.laid_out("seen")]

    def _boxes(self) -> list[Any]:
        for place, label in enumerate(self.labels):
            self.fields[f"count_{place}"] = count_field(label, most=MOST)
        boxes = Div(*(self.laid_out(f"count_{place}") for place in range(len(self.labels))), css_class="plumb-counts")
        hint = HTML('<p class="govuk-hint">How many gave each answer. Empty boxes are nobody.</p>')
        return [Fieldset(hint, boxes, legend="Answers", legend_size=Size.MEDIUM)]

    def _lines(self) -> list[Any]:
        what = "per cent" if self.scale is Scale.PER_CENT else "how many"
        self.fields["lines"] = forms.CharField(
            label="Answers",
            help_text=f"One on each line, with a colon and {what}. For example, “Always: 12”",
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": "Enter each answer on a line of its own"},
        )
        return [self.laid_out("lines")]

    def clean_lines(self) -> str:
        told: str = plain_lines(self.cleaned_data["lines"])
        for line in filter(str.strip, told.splitlines()):
            label, colon, count = line.rpartition(":")
            digits = count.strip().removesuffix("%").strip()
            if not (label.strip() and colon and digits.isascii() and digits.isdecimal() and len(digits) <= 6):
                raise ValidationError(f"“{line[:60]}” must be an answer, a colon and a whole number: Always: 12")
        return told

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        shown = {"text": row.text}
        if Scale(row.scale) in LABELS:
            shown |= {f"count_{place}": count for place, count in enumerate(row.counts)}
        else:
            pairs = zip(row.labels, row.counts, strict=True)
            shown["lines"] = "\n".join(f"{label}: {count}" for label, count in pairs)
        return shown if row.scale == Scale.PER_CENT else shown | {"answered": row.answered}

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        labels, counts = self._told()
        told = {"text": self.cleaned_data["text"], "labels": labels, "counts": counts, "scale": self.scale}
        return told | {"answered": self.cleaned_data.get("answered")}

    def _told(self) -> tuple[Sequence[str], list[int]]:
        if self.labels:
            return self.labels, [self.cleaned_data[f"count_{n}"] or 0 for n in range(len(self.labels))]
        lines = [line.rpartition(":") for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [line[0].strip() for line in lines], [int(line[2].strip().removesuffix("%")) for line in lines]


class QuoteForm(VersionedForm):
    """What somebody wrote. Once kept, only who it was and the edited words change."""

    submit_text = "Save the quote"
    warns_unsaved = True

    who = forms.ChoiceField(
        label="Who wrote it?",
        choices=[("child", "A child"), ("parent_carer", "A parent or carer"), ("unknown", "Not known")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who wrote it"},
    )
    original = forms.CharField(
        max_length=2000,
        label="Their words, exactly as they were sent",
        help_text="With every slip in them. They are kept like this, and shown beside what is printed.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={"required": "Enter the words as they were sent"},
    )
    edited = forms.CharField(
        max_length=2000,
        required=False,
        label="As the report may print it",
        help_text=(
            "Leave it empty to print their words as they are. Mark every change: your own words in [square brackets], "
            "and … where words are left out. For example, “[The worker] listened … and helped me.”"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        self.is_new = is_new
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        if not self.is_new:
            del self.fields["original"]
        return super().parts()

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"who": row.who, "edited": row.edited}

    @property
    def values(self) -> dict[str, Any]:
        return {name: plain_lines(value) for name, value in self.told.items()}
