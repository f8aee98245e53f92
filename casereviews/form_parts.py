"""What the forms of a review are put together from: names of fields, fields, and parts of the layout.

Field names are "v-", "n-" or "s-" and the target: its value, its note (or reason), and the version the page shows. Two
more are shown and never posted: "i-" what the interview said that bears on an answer, "o-" why a judgement is odd.
"""

from collections.abc import Callable, Iterable
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from casereviews.rules import COME_BACK, FOR_REPORT, NOTHING, NoteKind, Rows, note_target

Also = Callable[[dict[str, forms.BoundField]], dict[str, Any]]


class Offered(forms.ChoiceField):
    """A choice that the service checks, so that a wrong one gets the same sentence from wherever it comes."""

    def validate(self, value: Any) -> None:
        return None


class Laid(LayoutObject):
    """Fields laid out together by a template of ours: `names` are those of fields, by what the template calls them.

    `opened_by`: in which of them something must stand for what is folded to be open. `also` adds to what it is shown.
    """

    def __init__(
        self,
        template: str,
        names: dict[str, str],
        *,
        opened_by: tuple[str, ...] = (),
        also: Also | None = None,
        **more: Any,
    ) -> None:
        self.template, self.names, self.more, self.opened_by, self.also = template, names, more, opened_by, also
        self.fields: list[str] = []

    def render(self, form: forms.Form, context: Any, template_pack: Any = None, **kwargs: Any) -> SafeString:
        bound = {called: form[name] for called, name in self.names.items()}
        shown: dict[str, Any] = {"form_show_errors": True}
        shown["is_open"] = any(bound[name].value() or bound[name].errors for name in self.opened_by)
        if self.also:
            shown |= self.also(bound)
        if beside := bound.get("beside"):
            shown["beside_markup"] = beside_markup(str(beside.value() or ""))
        return SafeString(render_to_string(self.template, {**self.more, **bound, **shown}))


def beside_markup(words: str) -> SafeString:
    """What the interview said, beside an answer that it bears on."""
    if not words:
        return mark_safe("")
    who = '<p class="plumb-beside__who">From the interview</p>'
    return format_html("{}{}", mark_safe(who), mark_safe(linebreaks(words, autoescape=True)))  # noqa: S308


def names_of(target: str) -> tuple[str, str, str]:
    """The field names of a target: its value, its note, the version seen."""
    return f"v-{target}", f"n-{target}", f"s-{target}"


def values_of(targets: Iterable[str], rows: Rows) -> dict[str, str]:
    """What the fields of `targets` hold now, by field name."""
    values: dict[str, str] = {}
    kinds = [found for found in rows.by_kind().values() if found]
    for target in targets:
        row = next((found[target] for found in kinds if target in found), NOTHING)
        value, note, seen = names_of(target)
        values |= {value: row.value, note: row.note, seen: str(row.version)}
    return values


def note_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3}))


def words_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False)


def seen_field() -> forms.CharField:
    return forms.CharField(required=False, initial="0", widget=forms.HiddenInput())


def plain_helper(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.layout = Layout(*layout)
    return helper


def fields_beside(form: forms.Form, address: str, text: str) -> dict[str, str]:
    """Adds the fields of the notes at an answer; gives their names as _beside.html and _mark.html call them."""
    found_target = note_target(NoteKind.FOUND, address)
    names = {"found": names_of(found_target)[1], "found_seen": names_of(found_target)[2]}
    form.fields[names["found"]] = words_field(f"Where in the file: {text}")
    for kind, called, ticked in ((NoteKind.REPORT, "report", FOR_REPORT), (NoteKind.MARK, "mark", COME_BACK)):
        value, _, seen = names_of(note_target(kind, address))
        names |= {called: value, f"{called}_seen": seen}
        form.fields[value] = words_field(ticked)
    for called in ("found_seen", "report_seen", "mark_seen"):
        form.fields[names[called]] = seen_field()
    return names
