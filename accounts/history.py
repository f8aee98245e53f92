"""What became of a person's name, address and rights, in words, from the history that the database keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps

from accounts.models import Person

BEGINS = "begins"  # labels the state in which the history found those who were there before it


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One change; `by` is empty where a command on the server made it."""

    at: datetime
    by: str
    words: tuple[str, ...]


def person_changes(person: Person) -> list[PersonChange]:
    """All changes of a person, the newest first, in one query."""
    events: Any = apps.get_model("accounts", "PersonEvent")._default_manager
    states = list(events.filter(pgh_obj_id=person.pk).select_related("by").order_by("pgh_id"))
    changes = [_change(after, _words(before, after)) for before, after in pairwise(states)]
    first = [_change(states[0], _first_words(states[0]))] if states else []
    return [change for change in reversed([*first, *changes]) if change.words]


def _change(event: Any, words: Iterator[str]) -> PersonChange:
    return PersonChange(event.pgh_created_at, event.by.name if event.by else "", tuple(words))


def _first_words(state: Any) -> Iterator[str]:
    right = " as an administrator" if state.is_administrator else ""
    if state.pgh_label == BEGINS:
        yield f"On record from here on{right}{'' if state.is_active else ', without access'}"
    else:
        yield f"Added{right}: {state.name}, {state.email}"


def _words(before: Any, after: Any) -> Iterator[str]:
    if before.is_administrator != after.is_administrator:
        yield "Made an administrator" if after.is_administrator else "No longer an administrator"
    if before.is_active != after.is_active:
        yield "Access given back" if after.is_active else "Access ended"
    if before.name != after.name:
        yield f"Name changed from {before.name} to {after.name}"
    if before.email != after.email:
        yield f"E-mail address changed from {before.email} to {after.email}"
