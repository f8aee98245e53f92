"""A form for a row that somebody else may change while it is open: nobody's change is lost without a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.forms.laying_out import PlumblineForm
from standards.wording import date_words, joined

TOO_OLD = "Nothing is saved: this page is too old to compare with. Copy what you typed, then open the page again."


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What others made of one field; `was` and `now` as people read them."""

    by: str
    was: str
    now: str
    value: Any

    @property
    def words(self) -> str:
        return f"{self.by} changed it from {self.was} to {self.now}."


class VersionedForm(PlumblineForm):
    """`seen` is the version of the row that the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        """What the form shows of a row, or of an earlier state of it."""
        raise NotImplementedError

    @classmethod
    def initial_from(cls, row: Any) -> dict[str, Any]:
        return cls.initial_of(row) | {"seen": row.version}

    def clean_seen(self) -> int:
        told: str = self.cleaned_data["seen"]
        return int(told) if told.isascii() and told.isdecimal() and len(told) <= 9 else 0

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def tell_changes(self, states: Sequence[Any]) -> None:
        """Says what others saved: `states` are the row as this form showed it, and after each change since.

        A field that was not touched here takes the newer value, what was typed stays: sent again, the form stands.
        """
        if len(states) < 2:
            self.add_error(None, TOO_OLD)
            return
        told, data = self.told, cast(QueryDict, self.data).copy()
        data["seen"] = str(states[-1].version)
        names = joined(list(dict.fromkeys(writer_of(state) for state in states[1:])))
        self.add_error(
            None, f"{names} saved this while you had it open. Nothing of yours is saved yet: look again, then save."
        )
        for name, change in self.changes_in(states).items():
            words, typed = f"{name_of(self[name])}: {change.words}", shown(self.fields[name], told[name])
            if typed == change.was:
                fill(data, name, self.fields[name], change.value)
                self.add_error(name, f"{words} You had left it alone, so {change.now} stands here now.")
            elif typed != change.now:
                self.add_error(name, f"{words} You entered {typed}, which still stands here.")
        self.data = data

    def changes_in(self, states: Sequence[Any]) -> dict[str, FieldChange]:
        """The fields that are not what they were at first, each with who changed it last."""
        found: dict[str, FieldChange] = {}
        for before, after in pairwise(states):
            earlier = self.initial_of(before)
            for name, value in self.initial_of(after).items():
                was, now = (shown(self.fields[name], one) for one in (earlier[name], value))
                if was != now:
                    first = found[name].was if name in found else was
                    found[name] = FieldChange(writer_of(after), first, now, value)
        return {name: change for name, change in found.items() if change.was != change.now}


def writer_of(state: Any) -> str:
    """Who left the row like this."""
    return state.by.name if state.by else "Somebody"


def name_of(field: forms.BoundField) -> str:
    """Its label, without what a tick means: "Administrator: plans inspections, …"."""
    return str(field.label).partition(":")[0]


def shown(field: forms.Field, value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(field, forms.BooleanField):
        return "ticked" if value else "not ticked"
    if isinstance(field, forms.ChoiceField):
        held = {str(one) for one in (value if isinstance(value, list) else [value])}
        offered = cast(Iterable[tuple[Any, Any]], field.choices)
        names = [str(label) for key, label in offered if str(key) in held]
        return f"“{joined(names)}”" if names else "nothing"
    if isinstance(value, date):
        return date_words(value)
    return "nothing" if value in (None, "") else f"“{value}”"


def fill(data: QueryDict, name: str, field: forms.Field, value: Any) -> None:
    """Puts a value into what was sent, as a browser would have sent it."""
    if isinstance(field.widget, forms.MultiWidget):
        parts = field.widget.decompress(value) or []
        data.update({f"{name}_{place}": part for place, part in enumerate(parts)})
    elif isinstance(field, forms.MultipleChoiceField):
        data.setlist(name, value)
    elif isinstance(field, forms.BooleanField):
        data.setlist(name, ["on"] if value else [])
    else:
        data[name] = "" if value is None else str(value)
