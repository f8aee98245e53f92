"""Drawing, drawing anew, drawing again to compare."""

from django import forms

from accounts.forms import PlumblineForm
from samples.forms.seen import SeenForm


class DrawForm(SeenForm):
    """`seen` stands for the eligible cases, the plan, the draw before."""

    submit_text = "Draw the sample"


class DrawAnewForm(DrawForm):
    submit_text = "Draw anew and give up the former sample"
    submit_warns = True
    warns_unsaved = True

    because = forms.CharField(
        max_length=500,
        label="Why is the sample drawn anew?",
        help_text="It stays on record beside the new draw.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the sample is drawn anew"},
    )


class ReplayForm(PlumblineForm):
    submit_text = "Replay the draw"
