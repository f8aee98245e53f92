"""How serious each check of a report is."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.forms import PlumblineForm
from reports.rules.lint import CHECK_NAMES, SEVERITIES, SEVERITY_NAMES, Check, Severity

CHOICES = [(severity.value, SEVERITY_NAMES[severity]) for severity in Severity]


class SeveritiesForm(PlumblineForm):
    """A choice for each check; `was_…` is what the page showed."""

    def __init__(self, *args: Any, severities: Mapping[Check, Severity], **kwargs: Any) -> None:
        self.severities = severities
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        for check, severity in self.severities.items():
            default = SEVERITY_NAMES[SEVERITIES[check]]
            self.fields[check.value] = forms.ChoiceField(
                label=CHECK_NAMES[check],
                help_text=f"If nobody sets it: {default.lower()}.",
                choices=CHOICES,
                initial=severity.value,
            )
            self.fields[f"was_{check.value}"] = forms.ChoiceField(
                required=False, choices=CHOICES, initial=severity.value, widget=forms.HiddenInput
            )
        return [self.laid_out(check.value) for check in self.severities] + [
            f"was_{check.value}" for check in self.severities
        ]

    @property
    def wanted(self) -> dict[Check, Severity]:
        return {check: Severity(self.cleaned_data[check.value]) for check in self.severities}

    @property
    def seen(self) -> dict[Check, Severity]:
        told = {check: self.cleaned_data[f"was_{check.value}"] for check in self.severities}
        return {check: Severity(value) for check, value in told.items() if value}
