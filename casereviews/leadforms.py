"""Forms between readers and the lead: alerts, questions, rulings. Shape and wording only: the services refuse."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.forms import PlumblineForm

FEW = 12  # options that can be read one below the other: a key question and its prompts
Options = Iterable[tuple[str, Any]]


class Words(forms.CharField):
    """Text of any length and kind: the service says what cannot be stored."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), required=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class OfferedMany(forms.MultipleChoiceField):
    """Ticks that the service checks: one that is gone meanwhile is left alone."""

    def validate(self, value: Any) -> None:
        return None


class SeenForm(PlumblineForm):
    """`seen` is the version that the page showed."""

    def show_version(self, version: int) -> None:
        """What stands now is shown beside what was typed: sent again, it has seen that."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(version)
        self.data = data


class AlertForm(PlumblineForm):
    """Somebody is at risk now. `id` makes it one alert however often it is sent."""

    submit_text = "Send the alert to the lead inspector"
    submit_warns = True
    warns_unsaved = True

    reason = Words(
        rows=5,
        label="Who is at risk, and of what?",
        help_text="What you saw, and where in the file. Name nobody: the lead knows the case by its reference.",
    )
    told = Words(
        rows=2,
        label="Who was told already? (optional)",
        help_text="For example, the case manager or the duty social worker. Leave it empty if nobody was.",
    )
    told_when = forms.CharField(
        required=False, label="When were they told? (if anybody was)", help_text="For example, today at 14:20"
    )
    fact = forms.CharField(required=False, widget=forms.HiddenInput)
    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.attrs |= {"data-alert": "", "novalidate": ""}
        self.fields["fact"].validators = []  # the service knows the facts that ask for an alert


class AlertCloseForm(SeenForm):
    """What was done about it."""

    submit_text = "Close the alert"
    warns_unsaved = True

    done = Words(label="What was done?", help_text="Who was told and when, and how the person is safe now.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class AlertEntryForm(PlumblineForm):
    submit_text = "Add this to the alert"

    words = Words(
        rows=3,
        label="Add something",
        help_text="A correction, or what happened since. What was said before stays as it is.",
    )


class QuestionForm(PlumblineForm):
    """A question to the lead about one prompt or key question."""

    submit_text = "Ask the lead inspector"
    warns_unsaved = True

    about = forms.ChoiceField(label="What is your question about?", required=False)
    words = Words(
        label="Your question",
        help_text="Say what you found and what is unclear. Only the lead inspector sees your question and the case.",
    )

    def __init__(self, *args: Any, about: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.error_messages["invalid_choice"] = "Choose a prompt or key question of this case."
        options = list(about)
        if len(options) > FEW:
            field.choices = [("", "Choose a prompt or key question"), *options]
        else:
            field.widget = forms.RadioSelect()
            field.choices = options
            self.helper.layout[0] = self.laid_out("about")


class RulingForm(SeenForm):
    """A ruling on one prompt or key question, and which questions it answers."""

    submit_text = "Save the ruling"
    warns_unsaved = True

    words = Words(
        label="Your ruling",
        help_text="Every reader of this inspection sees it beside the prompt. Write it without naming a case.",
    )
    answers = OfferedMany(label="Which questions does it answer?", required=False, widget=forms.CheckboxSelectMultiple)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        self.offers_answers = bool(questions)
        super().__init__(*args, **kwargs)
        field = self.fields["answers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = questions

    def parts(self) -> list[Any]:
        return [self.laid_out(name) for name in self.fields if name != "answers" or self.offers_answers]

    @property
    def answered(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["answers"] if pk.isascii() and pk.isdecimal() and len(pk) <= 18]


class RulingNewForm(PlumblineForm):
    """Which prompt or key question to rule on, unasked. Sent in the address."""

    submit_text = "Go on"

    about = forms.ChoiceField(label="Which prompt or key question?", required=False)

    def __init__(self, *args: Any, about: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a prompt or key question"), *about]
