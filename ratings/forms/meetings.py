"""Forms of the panel's meeting. Shape and wording only: the services refuse, in sentences."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.forms import DateField, PlumblineForm
from ratings.forms.deciding import Members, Words
from ratings.involvement import Candidates
from ratings.models import Discussion, PanelMeeting
from ratings.rules import Part


class MeetingForm(PlumblineForm):
    """Who is at a meeting of the panel. `seen` is the version that was shown."""

    held_on = DateField(label="Date of the meeting")
    members = Members(label="Which members are there?")
    chair = forms.TypedChoiceField(
        label="Who is in the chair?",
        help_text="One of the members. The chair closes the meeting.",
        coerce=int,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose who is in the chair"},
    )
    lead_is_there = forms.BooleanField(
        required=False, label="The lead inspector is there", help_text="To present, without a vote."
    )
    observers = Members(label="Who observes?", help_text="Others of the team. They neither decide nor vote.")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, candidates: Candidates, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = list(candidates.able.items())
        self.fields["members"].choices = able  # type: ignore[attr-defined]
        self.fields["members"].required = True
        self.fields["members"].error_messages["required"] = "Choose the members who are there"
        self.fields["chair"].choices = able  # type: ignore[attr-defined]
        self.fields["observers"].choices = [(one.pk, one.name) for one in candidates.observers]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """As the services take it."""
        names = ("held_on", "members", "chair", "lead_is_there", "observers")
        return {name: self.cleaned_data[name] for name in names}

    @classmethod
    def initial_from(cls, meeting: PanelMeeting) -> dict[str, Any]:
        there = [one for one in meeting.attendances.all() if one.is_present]
        return {
            "held_on": meeting.held_on,
            "members": [one.person_id for one in there if one.part == Part.MEMBER],
            "chair": meeting.chair_id,
            "lead_is_there": any(one.part == Part.LEAD for one in there),
            "observers": [one.person_id for one in there if one.part == Part.OBSERVER],
            "seen": meeting.version,
        }


class DiscussionForm(PlumblineForm):
    """What is said of a standard at the meeting."""

    submit_text = "Save the notes"
    warns_unsaved = True

    notes = Words(label="Notes of the discussion", required=False)
    left_open_because = Words(
        label="Why it is left open",
        help_text="Only where the panel closes without deciding on this standard.",
        required=False,
        rows=3,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    @classmethod
    def of(cls, row: Discussion, data: Mapping[str, Any] | None) -> "DiscussionForm":
        initial = {"notes": row.notes, "left_open_because": row.left_open_because, "seen": row.version}
        return cls(data, initial=initial)


class VoiceForm(PlumblineForm):
    """A member's own voice on a decision, by their own sign-in."""

    submit_text = "Save my voice"

    voice = forms.ChoiceField(
        label="Are you for this decision?",
        choices=[("for", "Yes, I am for it"), ("against", "No, I am against it")],
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose whether you are for it"},
    )
    words = Words(
        label="Why you are against it, in words",
        help_text="Kept with your name on the panel’s record. The report does not print it.",
        required=False,
        rows=3,
    )
    decision = forms.IntegerField(widget=forms.HiddenInput())
