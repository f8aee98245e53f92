"""A case falls out, and what takes its place."""

from collections.abc import Callable
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms

from accounts.forms import PlumblineForm
from samples.rules import FELL_OUT_NAMES, EligibleCase, FellOut, Replacements
from samples.services.substitutions import WORDS_MOST

NOBODY = "none"


class SubstituteForm(PlumblineForm):
    submit_text = "Sign it off"
    submit_warns = True
    warns_unsaved = True

    reason = forms.ChoiceField(
        label="Why does this case fall out?",
        choices=[(reason.value, FELL_OUT_NAMES[reason]) for reason in FellOut],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the case falls out"},
    )
    words = forms.CharField(
        max_length=WORDS_MOST,
        required=False,
        label="In words",
        help_text="What happened, and who said so. Needed where you chose “another reason”. Name no child.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    entering = forms.ChoiceField(
        label="What takes its place?",
        help_text="From the reserve. The first keeps the sample nearest to the eligible cases.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what takes its place",
            "invalid_choice": "That case cannot take its place any more: choose another",
        },
    )

    def __init__(
        self, *args: Any, replacements: Replacements, words_of: Callable[[EligibleCase], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entering"]
        assert isinstance(field, forms.ChoiceField)
        offered = [
            Choice(
                one.case.reference,
                f"{one.case.reference}: {words_of(one.case)}",
                hint=f"{'Offered first. ' if one is replacements.best else ''}{one.sentence}",
            )
            for one in replacements.offered
        ]
        if offered:
            offered[-1].divider = "or"
        else:
            field.help_text = "No case of the reserve can."
        field.choices = [*offered, Choice(NOBODY, "Nothing: the sample is one case smaller")]
        self.has_offers = bool(offered)
        self.initial["entering"] = replacements.best.case.reference if replacements.best else NOBODY

    @property
    def entering_reference(self) -> str:
        told: str = self.cleaned_data["entering"]
        return "" if told == NOBODY else told
