"""The pages of a case review as forms: one per key question, one for the facts. Shape and wording only.

Field names are "v-", "n-" or "s-" and the target: its value, its note (or reason), and the version the page shows.
What an answer may be is decided by the service; its refusals come back as errors of these fields.
"""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import HTML, Div, Field, Layout, Size
from django import forms
from django.http import QueryDict

from accounts.forms import PlumblineForm
from casereviews.rules import (
    NOTHING,
    VALUE_NAMES,
    Change,
    Outcome,
    Rows,
    Status,
    Value,
    classification_name,
    classification_targets,
)
from standards.structure import FactOutline, Outline, PromptOutline, QuestionOutline, filled

NOT_ANSWERED = "Not answered yet"
YES_NO_OR_NOT_RELEVANT = frozenset(value.value for value in Value)
VALUES = [(value.value, name) for value, name in VALUE_NAMES.items()]
THEIRS, MINE = "theirs", "mine"
VERSION = re.compile(r"[0-9]{1,9}")
RADIOS_UP_TO = 4  # options; more of them are easier to find in a drop-down


class Offered(forms.ChoiceField):
    """A choice that the service checks, so that a wrong one gets the same sentence from wherever it comes."""

    def validate(self, value: Any) -> None:
        return None


def option_name(code: str) -> str:
    """ "15_to_17" as people read it: "15 to 17"."""
    return code.replace("_", " ").capitalize()


def value_name(value: str) -> str:
    """What was answered, in words."""
    if not value:
        return NOT_ANSWERED
    return VALUE_NAMES[Value(value)] if value in YES_NO_OR_NOT_RELEVANT else option_name(value)


def _note_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3}))


def _seen_field() -> forms.CharField:
    return forms.CharField(required=False, initial="0", widget=forms.HiddenInput())


def _plain_helper(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.layout = Layout(*layout)
    return helper


class QuestionForm(forms.Form):
    """The prompts and the judgement of one key question."""

    def __init__(self, question: QuestionOutline, service_word: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        layout = [self._add_prompt(prompt, service_word) for prompt in question.prompts]
        self.helper = _plain_helper(*layout, self._add_judgement(question, service_word))

    def _add_prompt(self, prompt: PromptOutline, service_word: str) -> Div:
        value, note, seen = names_of(prompt.address)
        text = filled(prompt.text, service_word)
        hint = prompt.guidance or ("Answer “not relevant” where it does not apply." if prompt.where_applicable else "")
        self.fields[value] = Offered(
            label=text, choices=VALUES, required=False, widget=forms.RadioSelect(), help_text=hint
        )
        self.fields[note] = _note_field(f"Note: {text}")
        self.fields[seen] = _seen_field()
        return Div(
            Field.radios(value, small=True, inline=True, legend_size=Size.SMALL),
            Field(note, template="%s/note.html"),
            Field(seen),
            css_class="plumb-prompt",
        )

    def _add_judgement(self, question: QuestionOutline, service_word: str) -> Div:
        value, note, seen = names_of(question.address)
        text = filled(question.text, service_word)
        self.fields[value] = Offered(
            label="Your judgement",
            choices=VALUES,
            required=False,
            widget=forms.RadioSelect(),
            help_text=text,
        )
        self.fields[note] = _note_field("Reason for your judgement")
        self.fields[note].help_text = "What you saw in the case that decides it."
        self.fields[seen] = _seen_field()
        return Div(
            Field.radios(value, small=True, inline=True, legend_size=Size.MEDIUM),
            Field.textarea(note, rows=4),
            Field(seen),
            css_class="plumb-judgement",
        )


class FactsForm(forms.Form):
    """Facts of the case by who answers first, then the classifications."""

    def __init__(self, outline: Outline, domain: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = outline.facts_asked_in(domain)
        self.service_facts = [self._add_fact(fact) for fact in facts if fact.by == "service"]
        self.inspector_facts = [self._add_fact(fact) for fact in facts if fact.by != "service"]
        self.classifications = [
            self._add(target, classification_name(target), outline.levels, "")
            for target in classification_targets(outline)
        ]
        self.helper = _plain_helper(
            self._group("The child and the disposal", self.service_facts),
            self._group("What you found", self.inspector_facts),
            self._group("Classifications", self.classifications),
        )

    @staticmethod
    def _group(title: str, fields: list[Div]) -> Div:
        return (
            Div(HTML(f'<h2 class="govuk-heading-m">{title}</h2>'), *fields, css_class="plumb-facts")
            if fields
            else Div()
        )

    def _add_fact(self, fact: FactOutline) -> Div:
        return self._add(fact.target, fact.text, fact.options, "")

    def _add(self, target: str, label: str, options: tuple[str, ...], hint: str) -> Div:
        value, _, seen = names_of(target)
        self.fields[seen] = _seen_field()
        if not options:
            self.fields[value] = forms.CharField(label=label, required=False, help_text=hint)
            return Div(Field.text(value, label_size=Size.SMALL), Field(seen))
        choices = [(option, option_name(option)) for option in options]
        if len(options) <= RADIOS_UP_TO:
            self.fields[value] = Offered(label=label, choices=choices, required=False, widget=forms.RadioSelect())
            return Div(Field.radios(value, small=True, inline=True, legend_size=Size.SMALL), Field(seen))
        self.fields[value] = Offered(label=label, choices=[("", "Choose one"), *choices], required=False)
        return Div(Field(value, context={"label_size": Size.for_label(Size.SMALL)}), Field(seen))


class ReopenForm(PlumblineForm):
    """Why a submitted review is opened again."""

    submit_text = "Reopen the review"
    warns_unsaved = True

    reason = forms.CharField(
        label="Why is this review reopened?",
        help_text="The reader sees this, and it stays on record.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say why the review is reopened"},
    )


def names_of(target: str) -> tuple[str, str, str]:
    """The field names of a target: its value, its note, the version seen."""
    return f"v-{target}", f"n-{target}", f"s-{target}"


def values_of(targets: Iterable[str], rows: Rows) -> dict[str, str]:
    """What the fields of `targets` hold now, by field name."""
    values: dict[str, str] = {}
    for target in targets:
        row = rows.answers.get(target) or rows.judgements.get(target) or rows.facts.get(target) or NOTHING
        value, note, seen = names_of(target)
        values |= {value: row.value, note: row.note, seen: str(row.version)}
    return values


def changes_posted(post: QueryDict) -> list[Change]:
    """Every target that the posted page showed, as a change; the service leaves alone what is as it was.

    Where a page showed two answers to one question, "keep-" and the target says which stands: "theirs" is no change,
    "mine" is one that has seen theirs, whose version "c-" holds.
    """
    changes = []
    for name, shown in post.items():
        if not name.startswith("s-"):
            continue
        target = name[2:]
        value, note, _ = names_of(target)
        kept = post.get(f"keep-{target}")
        if kept == THEIRS:
            changes.append(Change(target, 0))  # changes nothing
            continue
        seen = post.get(f"c-{target}", shown) if kept == MINE else shown
        changes.append(
            Change(
                target=target,
                seen=version_posted(str(seen)),
                value=str(post[value]).strip() if value in post else None,
                note=str(post[note]).replace("\r\n", "\n").strip() if note in post else None,
            )
        )
    return changes


def version_posted(text: str) -> int:
    """The version that a page showed; 0 for anything else."""
    return int(text) if VERSION.fullmatch(text) else 0


def fields_unsaved(post: QueryDict, unsaved: Iterable[Outcome]) -> dict[str, str]:
    """The fields as they were typed of what could not be saved.

    What is in conflict keeps the version that was seen until it is said which answer stands; all else takes the
    version that stands now.
    """
    outcomes = list(unsaved)
    typed = {outcome.change.target for outcome in outcomes}
    seen = {outcome.change.target for outcome in outcomes if outcome.status is Status.CONFLICT}
    return {name: str(value) for name, value in post.items() if name[2:] in (seen if name.startswith("s-") else typed)}
