"""A form that goes with what its page showed."""

from typing import cast

from django import forms
from django.http import QueryDict

from accounts.forms import PlumblineForm


class SeenForm(PlumblineForm):
    """`seen` stands for what the page showed; where that changed meanwhile, the service refuses."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def look_again(self, token: str, because: str) -> None:
        """Says why nothing was done, and that alone; sent again, the form goes with what the page shows now."""
        self.errors.clear()
        self.add_error(None, because)
        data = cast(QueryDict, self.data).copy()
        data["seen"] = token
        self.data = data
