"""Sharing out, confirmed."""

from samples.forms.seen import SeenForm


class ShareForm(SeenForm):
    submit_text = "Give the cases to these readers"
