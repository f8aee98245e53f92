"""Emerging findings for the closing meeting: strengths and areas for improvement by standard, a line each."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms_gds.layout import Fieldset, Size
from django import forms

from accounts.forms import PlumblineForm
from casereviews.leadforms import Words
from ratings.remarks import AREAS, STRENGTHS, Remarks, lines_of

LABELS = {STRENGTHS: "Strengths", AREAS: "Areas for improvement"}


class FindingsForm(PlumblineForm):
    """`id` makes it one however often it is sent."""

    submit_text = "Freeze these findings"
    warns_unsaved = True

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, standards: Iterable[Remarks], **kwargs: Any) -> None:
        self.standards = list(standards)
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        found: list[Any] = [self.laid_out("id")]
        for standard in self.standards:
            names = [self._add(standard, kind) for kind in LABELS]
            legend = f"{standard.number} {standard.title}"
            found.append(Fieldset(*map(self.laid_out, names), legend=legend, legend_size=Size.MEDIUM))
        return found

    def _add(self, standard: Remarks, kind: str) -> str:
        name = name_of(standard.number, kind)
        said = lines_of(standard.strengths if kind == STRENGTHS else standard.areas)
        self.fields[name] = Words(rows=min(max(said.count("\n") + 2, 3), 12), label=LABELS[kind], initial=said)
        return name

    @property
    def said(self) -> dict[str, dict[str, str]]:
        return {
            standard.number: {kind: self.cleaned_data[name_of(standard.number, kind)] for kind in LABELS}
            for standard in self.standards
        }

    def tell_problems(self, problems: Mapping[tuple[str, str], str]) -> None:
        for (number, kind), sentence in problems.items():
            self.add_error(name_of(number, kind) if number else None, sentence)


def name_of(number: str, kind: str) -> str:
    return f"{kind}-{number}"
