"""The panel's decision and the lead's proposal as forms. Shape and wording only: the services refuse, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Button, Field, Layout, Size
from django import forms

from accounts.forms import PlumblineForm
from ratings.rules import ReasonCode
from ratings.structure import StandardFigures
from standards.rules import Figures
from standards.structure import StandardOutline

UNRATED = "unrated"  # in a form, so that nothing chosen is not taken for it


class Offered(forms.ChoiceField):
    """A choice that the service checks, so that a wrong one gets the same sentence from wherever it comes."""

    def validate(self, value: Any) -> None:
        if value in self.empty_values:
            super().validate(value)


class Words(forms.CharField):
    """Text of any length and kind: the service says what cannot be stored."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class Members(forms.TypedMultipleChoiceField):
    """Some of the members at a meeting, by primary key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, coerce=int, widget=forms.CheckboxSelectMultiple(), **kwargs)
        self.error_messages["invalid_choice"] = "Choose among the members who are at the meeting"


class RatingForm(PlumblineForm):
    """Choosing a rating of one standard, having seen a certain state of it."""

    warns_unsaved = True

    rating = Offered(label="Rating", widget=forms.RadioSelect(), error_messages={"required": "Choose a rating"})
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, standard: StandardOutline, figures: Figures, *args: Any, **kwargs: Any) -> None:
        self.hints: dict[str, str] = kwargs.pop("hints", {})
        super().__init__(*args, **kwargs)
        choices = [self._choice(step.code, step.name) for step in reversed(figures.scale)]
        if standard.may_be_unrated:
            choices.append(self._choice(UNRATED, "Leave it unrated"))
        self.fields["rating"].choices = choices  # type: ignore[attr-defined]

    def _choice(self, code: str, name: str) -> Choice:
        return Choice(code, name, hint=self.hints.get(code, ""))

    def laid_out(self, name: str) -> Field:
        if name == "rating":
            return Field.radios(name, legend_size=Size.MEDIUM)
        return super().laid_out(name)

    @property
    def chosen(self) -> str:
        """The rating as services take it."""
        rating = str(self.cleaned_data.get("rating", ""))
        return "" if rating == UNRATED else rating

    @property
    def seen_number(self) -> int:
        """What the page showed; 0, which is never current, for what is no number."""
        seen = str(self.cleaned_data.get("seen", ""))
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0


class ProposalForm(RatingForm):
    """The lead's proposed judgement."""

    submit_text = "Save the proposal"

    summary = Words(
        label="Summary",
        help_text="What the judgement rests on, for the panel.",
        error_messages={"required": "Say in the summary what the judgement rests on"},
    )

    def __init__(self, standard: StandardOutline, figures: Figures, *args: Any, **kwargs: Any) -> None:
        super().__init__(standard, figures, *args, **kwargs)
        self.fields["rating"].label = f"What do you propose for {standard.number}?"

    @classmethod
    def of(cls, now: StandardFigures, figures: Figures, *args: Any) -> "ProposalForm":
        """The form for a standard as it stands."""
        initial = {"seen": "0"}
        if now.proposal:
            initial = {
                "rating": now.proposal.rating or UNRATED,
                "summary": now.proposal.summary,
                "seen": str(now.proposal.version),
            }
        return cls(now.outline, figures, *args, initial=initial)


class DecisionForm(RatingForm):
    """The panel's decision. `saw` are the figures on the page, to say what became of them meanwhile.

    `asked` is the rating that the box to tick was shown for: a tick confirms that one and no other.
    """

    submit_text = "Save the decision"

    reason_code = Offered(
        label="Why is it set apart from the table?",
        help_text="Only where the rating is not the one by the table.",
        required=False,
        widget=forms.RadioSelect(),
        choices=[(code.value, code.label) for code in ReasonCode],
    )
    words = Words(label="Reason in words", required=False)
    agreed = Members(
        label="Who is for it?",
        help_text="At least two where the rating is set apart from the table. Each says so by their own sign-in too.",
    )
    against = Members(label="Who is against it?", help_text="Leave it empty where nobody is.")
    dissent = Words(label="Why they are against it, in words", required=False, rows=3)
    saw = forms.CharField(required=False, widget=forms.HiddenInput())
    asked = forms.CharField(required=False, widget=forms.HiddenInput())
    confirmed = forms.BooleanField(required=False, label="The panel means this")

    def __init__(self, standard: StandardOutline, figures: Figures, *args: Any, **kwargs: Any) -> None:
        members: Mapping[int, str] = kwargs.pop("members", {})
        super().__init__(standard, figures, *args, **kwargs)
        for name in ("agreed", "against"):
            self.fields[name].choices = list(members.items())  # type: ignore[attr-defined]
        self.fields["rating"].label = f"What does the panel rate {standard.number}?"
        self.fields["words"].help_text = (
            "Needed where the rating is not the one by the table. The report's sentence is written from it."
            if standard.by_cases
            else "Needed where the rating is not the one proposed."
        )
        if not standard.by_cases:
            del self.fields["reason_code"]
        self._lay_out()

    def _lay_out(self, *more: Any) -> None:
        shown = [self.laid_out(name) for name in self.fields if name != "confirmed"]
        save = Button.primary("submit", self.submit_text, data_prevent_double_click="true")
        self.helper.layout = Layout(*shown, *more, save)

    def laid_out(self, name: str) -> Field:
        if name == "reason_code":
            return Field.radios(name, small=True, legend_size=Size.SMALL)
        return super().laid_out(name)

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data["confirmed"]) and self.cleaned_data["asked"] == self.chosen

    def ask_to_confirm(self, reasons: Sequence[str]) -> None:
        """Shows the box to tick, with what it confirms."""
        self["confirmed"].help_text = " ".join(reasons)
        typed = {name: self[name].data for name in self.fields if name != "confirmed"}
        self.data = typed | {"asked": self.chosen}
        self._lay_out(Field.checkbox("confirmed"))
        self.add_error("confirmed", "Tick the box if the panel means this, then save again")

    @classmethod
    def of(cls, now: StandardFigures, figures: Figures, *args: Any, members: Mapping[int, str]) -> "DecisionForm":
        """The form for a standard as it stands; `members` are those at the meeting, by primary key."""
        hints = {now.band: "By the table"} if now.band else {}
        if now.proposal:
            hints = {now.proposal.rating or UNRATED: "Proposed by the lead inspector"}
        decision = now.decision
        initial: dict[str, Any] = {"seen": str(now.seen), "saw": saw_of(now)}
        if decision:
            initial |= {
                "rating": decision.rating or UNRATED,
                "reason_code": decision.reason_code,
                "words": decision.words,
            }
        return cls(now.outline, figures, *args, initial=initial, hints=hints, members=members)


def saw_of(now: StandardFigures) -> str:
    """The figures on the page in short: "10/11 5/11 3/11", or the version of a proposal, "v2"."""
    if now.by_cases:
        return " ".join(f"{tally.yes}/{tally.relevant}" for tally in now.tallies)
    return f"v{now.proposal.version}" if now.proposal else "v0"
