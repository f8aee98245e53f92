"""The pages of a case review as forms: one per key question, one for the facts. Shape and wording only.

What an answer may be is decided by the service; its refusals come back as errors of these fields.
"""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Size
from django import forms
from django.http import QueryDict

from accounts.forms import PlumblineForm
from casereviews.form_parts import (
    Laid,
    Offered,
    fields_beside,
    names_of,
    note_field,
    plain_helper,
    seen_field,
    values_of,
    words_field,
)
from casereviews.rules import (
    VALUE_NAMES,
    Change,
    NoteKind,
    Outcome,
    Status,
    Value,
    classification_name,
    classification_targets,
    is_ticked,
    note_target,
)
from standards.structure import FactOutline, Outline, PromptOutline, QuestionOutline, filled

__all__ = ["FactsForm", "QuestionForm", "ReopenForm", "changes_posted", "fields_unsaved", "names_of", "values_of"]

NOT_ANSWERED = "Not answered yet"
YES_NO_OR_NOT_RELEVANT = frozenset(value.value for value in Value)
VALUES = [(value.value, name) for value, name in VALUE_NAMES.items()]
WHY = "Why the judgement and its prompts point different ways"
THEIRS, MINE = "theirs", "mine"
VERSION = re.compile(r"[0-9]{1,9}")
RADIOS_UP_TO = 4  # options; more of them are easier to find in a drop-down


def option_name(code: str) -> str:
    """ "15_to_17" as people read it: "15 to 17"."""
    return code.replace("_", " ").capitalize()


def value_name(value: str) -> str:
    """What was answered, in words."""
    if not value:
        return NOT_ANSWERED
    return VALUE_NAMES[Value(value)] if value in YES_NO_OR_NOT_RELEVANT else option_name(value)


class QuestionForm(forms.Form):
    """The prompts and the judgement of one key question."""

    def __init__(self, question: QuestionOutline, service_word: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        layout = [self._add_prompt(prompt, service_word) for prompt in question.prompts]
        self.helper = plain_helper(*layout, self._add_judgement(question, service_word))

    def _add_prompt(self, prompt: PromptOutline, service_word: str) -> Div:
        value, note, seen = names_of(prompt.address)
        text = filled(prompt.text, service_word)
        hint = prompt.guidance or ("Answer “not relevant” where it does not apply." if prompt.where_applicable else "")
        self.fields[value] = Offered(
            label=text, choices=VALUES, required=False, widget=forms.RadioSelect(), help_text=hint
        )
        self.fields[note] = note_field(f"Note: {text}")
        self.fields[seen] = seen_field()
        beside = f"i-{prompt.address}"
        self.fields[beside] = words_field("")
        names = {"note": note, "beside": beside, **fields_beside(self, prompt.address, text)}
        return Div(
            Field.radios(value, small=True, inline=True, legend_size=Size.SMALL),
            Laid("casereviews/_prompt_notes.html", names, opened_by=("note", "found", "report"), text=text),
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
        self.fields[note] = note_field("Reason for your judgement")
        self.fields[note].help_text = "What you saw in the case that decides it."
        self.fields[seen] = seen_field()
        _, why, why_seen = names_of(note_target(NoteKind.WHY, question.address))
        odd = f"o-{question.address}"
        self.fields |= {why: note_field(WHY), why_seen: seen_field(), odd: words_field("")}
        names = {"why": why, "why_seen": why_seen, "odd": odd}
        beside = fields_beside(self, question.address, "your judgement")
        return Div(
            Field.radios(value, small=True, inline=True, legend_size=Size.MEDIUM),
            Field.textarea(note, rows=4),
            Laid("casereviews/_nudge.html", names, opened_by=("why", "odd"), address=question.address),
            Laid("casereviews/_judgement_notes.html", beside, text="your judgement"),
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
        self.helper = plain_helper(
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
        self.fields[seen] = seen_field()
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
        _, note, _ = names_of(target)
        kept = post.get(f"keep-{target}")
        if kept == THEIRS:
            changes.append(Change(target, 0))  # changes nothing
            continue
        seen = post.get(f"c-{target}", shown) if kept == MINE else shown
        changes.append(
            Change(
                target=target,
                seen=version_posted(str(seen)),
                value=_value_posted(post, target),
                note=str(post[note]).replace("\r\n", "\n").strip() if note in post else None,
            )
        )
    return changes


def _value_posted(post: QueryDict, target: str) -> str | None:
    """None where the page holds no value; of ticks all that are set, as a browser posts none that is not."""
    value, _, _ = names_of(target)
    if is_ticked(target):
        return " ".join(str(one) for one in post.getlist(value))
    return str(post[value]).strip() if value in post else None


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
    kept = {name: str(value) for name, value in post.items() if name[2:] in (seen if name.startswith("s-") else typed)}
    return kept | {names_of(target)[0]: _value_posted(post, target) or "" for target in typed if is_ticked(target)}
