"""What somebody says of a section."""

from django import forms

from accounts.forms import PlumblineForm

LONGEST_COMMENT = 5_000
TOO_LONG = "Say it in 5,000 characters at most"


class CommentForm(PlumblineForm):
    submit_text = "Add comment"
    warns_unsaved = True

    words = forms.CharField(
        label="Your comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say something first", "max_length": TOO_LONG},
    )
    paragraph = forms.UUIDField(required=False, widget=forms.HiddenInput())
    quote = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput())


class AnswerForm(PlumblineForm):
    submit_text = "Answer"

    words = forms.CharField(
        label="Your answer",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say something first", "max_length": TOO_LONG},
    )
    do = forms.CharField(initial="answer", widget=forms.HiddenInput())
