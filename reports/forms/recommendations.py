"""What should be done, by whom, and on which findings it rests."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms

from accounts.forms import VersionedForm
from evidence.forms.fields import PositionGroup, PositionsField, plain_lines, positions_laid_out
from reports.rules import BODY_NAMES, LONGEST_BODY, LONGEST_RECOMMENDATION, BodyKind
from standards.structure import Outline

NOBODY, OUTSIDE = "nobody", "outside"


class RecommendationForm(VersionedForm):
    warns_unsaved = True
    submit_text = "Save the recommendation"

    words = forms.CharField(
        max_length=LONGEST_RECOMMENDATION,
        label="What should be done?",
        help_text="It follows the words “should:”, so begin with a verb in small letters: “make sure that …”.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what should be done"},
    )
    to = forms.ChoiceField(
        label="Who should do it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should do it"},
    )
    name = forms.CharField(
        required=False,
        max_length=LONGEST_BODY,
        label="Which other body?",
        help_text="As the report names it, such as “The Probation Service”. Only for another body.",
    )
    rests_on = PositionsField()

    def __init__(
        self,
        *args: Any,
        bodies: Mapping[int, str],
        suggested: Mapping[BodyKind, str],
        findings: Sequence[PositionGroup],
        **kwargs: Any,
    ) -> None:
        self.bodies, self.suggested, self.findings = bodies, suggested, findings
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        known = {_bare(name) for name in self.bodies.values()}
        new = {kind: name for kind, name in self.suggested.items() if _bare(name) not in known}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *((str(pk), name) for pk, name in self.bodies.items()),
            *(Choice(kind.value, name, hint=BODY_NAMES[kind]) for kind, name in new.items()),
            Choice(OUTSIDE, "Another body"),
            Choice(NOBODY, "Nobody yet", divider=None),
        ]
        rests_on: Any = self.fields["rests_on"]
        rests_on.label, rests_on.help_text = "On which findings does it rest?", "They are not printed with it."
        rests_on.error_messages["invalid_choice"] = "%(value)s is no finding of this inspection"
        rests_on.offer(self.findings)
        return [*(self.laid_out(name) for name in ("words", "to", "name")), positions_laid_out("rests_on"), "seen"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("to") == OUTSIDE and not told.get("name", "").strip():
            self.add_error("name", "Say which body it is")
        return told

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        to = str(row.body_id) if row.body_id else NOBODY
        return {"words": row.words, "to": to, "name": "", "rests_on": list(row.rests_on)}

    @property
    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"words": plain_lines(told["words"]), "to": self._to(told["to"]), "rests_on": told["rests_on"]}

    def _to(self, chosen: str) -> Any:
        if chosen == NOBODY:
            return None
        if chosen == OUTSIDE:
            return BodyKind.OUTSIDE, self.cleaned_data["name"]
        return int(chosen) if chosen.isdecimal() else (BodyKind(chosen), self.suggested[BodyKind(chosen)])


class BodyForm(VersionedForm):
    submit_text = "Save the name"

    name = forms.CharField(
        max_length=LONGEST_BODY,
        label="What is it called?",
        help_text="The words “should:” follow in the report.",
        error_messages={"required": "Say which body it is"},
    )

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"name": row.name}


def _bare(name: str) -> str:
    """A body with its article and without is one."""
    return name.strip().lower().removeprefix("the ")


def findings_offered(outline: Outline, known: Mapping[str, str], before: Sequence[str]) -> list[PositionGroup]:
    """By domain, then strengths and areas, then examples; what was ticked and is withdrawn stays to be unticked."""
    groups = []
    for domain in outline.domains:
        numbers = {standard.number for standard in domain.standards}
        mine = [(code, name) for code, name in known.items() if _standard(code) in numbers]
        groups.append(PositionGroup(f"{domain.code} {domain.title}", tuple(mine), is_usual=False))
    for kind, title in (("strength", "Strengths and areas for improvement"), ("example", "Examples of practice")):
        mine = [(code, name) for code, name in known.items() if code.startswith(f"{kind}:")]
        if mine:
            groups.append(PositionGroup(title, tuple(mine), is_usual=False))
    lost = tuple((code, "A finding that was withdrawn") for code in before if code not in known)
    return [*groups, *([PositionGroup("Withdrawn since", lost, is_usual=True)] if lost else [])]


def _standard(code: str) -> str:
    kind, _, place = code.partition(":")
    return ".".join(place.split(".")[:2]) if kind in ("standard", "question") else ""
