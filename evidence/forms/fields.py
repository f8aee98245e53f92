"""Fields that several forms of evidence share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms_gds.layout import Field
from django import forms

from evidence.rules import LARGEST, TAKEN, THEME_NAMES, Theme
from standards.structure import Outline, StandardOutline, filled

LONGEST_NOTES = 20_000


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """Positions under one heading; those that hold a tick, and what evidence is usually about, are unfolded."""

    title: str
    choices: tuple[tuple[str, str], ...]
    is_usual: bool

    def is_open(self, ticked: Iterable[str]) -> bool:
        return self.is_usual or not {code for code, _ in self.choices}.isdisjoint(ticked)


def position_groups(outline: Outline, service_word: str) -> list[PositionGroup]:
    """The themes, then each domain's standards with their key questions; open where a judgement rests on evidence."""
    groups = [PositionGroup("Across the standards", tuple((theme.value, THEME_NAMES[theme]) for theme in Theme), True)]
    for domain in outline.domains:
        judged = [standard for standard in domain.standards if not standard.by_cases]
        read = [standard for standard in domain.standards if standard.by_cases]
        title = f"{domain.code} {domain.title}"
        if judged:
            groups.append(PositionGroup(title, _choices(judged, service_word), is_usual=True))
        if read:
            title += ", standards read in cases" if judged else ""
            groups.append(PositionGroup(title, _choices(read, service_word), is_usual=False))
    return groups


def _choices(standards: Iterable[StandardOutline], service_word: str) -> tuple[tuple[str, str], ...]:
    choices = []
    for standard in standards:
        choices.append((standard.number, f"{standard.number} {standard.title}"))
        choices += [(q.address, f"{q.address} {filled(q.text, service_word)}") for q in standard.questions]
    return tuple(choices)


class PositionsField(forms.MultipleChoiceField):
    """What evidence is about; drawn in groups that fold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label="What is it about?",
            help_text="Tick every standard and key question that it says something on. You can add more later.",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "%(value)s is no standard or key question of this edition"},
            **kwargs,
        )
        self.groups: list[PositionGroup] = []

    def offer(self, groups: Sequence[PositionGroup]) -> None:
        self.groups = list(groups)
        self.choices = [choice for group in groups for choice in group.choices]


def positions_laid_out(name: str) -> Field:
    return Field(name, template="evidence/_positions_field.html")


def notes_field(label: str, hint: str = "", rows: int = 6) -> forms.CharField:
    return forms.CharField(
        required=False,
        label=label,
        help_text=hint,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def file_field(*, required: bool, label: str = "File") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=f"{TAKEN}; at most {LARGEST // 1_000_000} MB. What kind it is, the file itself says, not its name.",
        max_length=400,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "empty": "This file is empty: choose another",
            "max_length": "The name of this file is too long: give it a shorter one",
        },
    )


def plain_lines(text: str) -> str:
    """As browsers show it: a line break is one character."""
    return text.replace("\r\n", "\n").strip()


def name_without_ending(name: str) -> str:
    """A title for a file that was given none."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable())
    stem = shown.rpartition(".")[0] or shown
    return stem.replace("_", " ").strip()[:200]
