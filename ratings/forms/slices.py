"""Which figure to part by which fact, and whether on submitted reviews alone. Sent in the address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator

from accounts.forms import PlumblineForm
from ratings.slicing import facts_of
from standards.structure import Outline, StandardOutline, filled

SUBMITTED, SO_FAR = "submitted", "so_far"
FIGURES = {SUBMITTED: "Submitted reviews", SO_FAR: "Every judgement so far"}
LONGEST = 90  # characters of a question in the list


def is_so_far(told: Mapping[str, Any]) -> bool:
    """Whether an address asks for emerging figures; whatever else it says, it gets those of submitted reviews."""
    return told.get("figures") == SO_FAR


class SlicesForm(PlumblineForm):
    """Holds what an address says, and in place of what is not offered the first that is."""

    submit_text = "Show"

    of = forms.ChoiceField(label="Figure")
    by = forms.ChoiceField(label="By")
    figures = forms.ChoiceField(label="From", choices=list(FIGURES.items()))

    def __init__(self, told: Mapping[str, Any], *, outline: Outline, service_word: str) -> None:
        standards = [one for domain in outline.domains for one in domain.judged_standards]
        facts = facts_of(outline)
        firsts = {"of": standards[0].number, "by": next(iter(facts)), "figures": SUBMITTED}
        self.told: dict[str, str] = {}
        super().__init__(self.told)
        self.helper.form_method = "get"
        self._offer("of", [(f"{one.number} {one.title}", _figures_of(one, service_word)) for one in standards])
        self._offer("by", list(facts.items()))
        for name, first in firsts.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            self.told[name] = told[name] if field.valid_value(told.get(name, "")) else first

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _figures_of(standard: StandardOutline, service_word: str) -> list[tuple[str, str]]:
    found = [(standard.number, f"{standard.number}: every key question")]
    for question in standard.questions:
        asked = [(question.address, question.text), *((prompt.address, prompt.text) for prompt in question.prompts)]
        for address, text in asked:
            found.append((address, Truncator(f"{address} {filled(text, service_word)}").chars(LONGEST)))
    return found
