"""Takes services from a CSV file: all of it, as the preview showed it, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from accounts.models import Person
from inspections.access import can_plan
from inspections.models import EarlierInspection, Service, ServiceContact
from inspections.rules import REGION_NAMES, CellProblem, Region, ServiceEntry, services_read
from inspections.services.services import contact_save, earlier_save, service_save
from standards.wording import MONTHS, joined

FIELDS_OF_EARLIER = {
    "inspected_in": "held_on",
    "inspection_kind": "kind",
    "rating": "rating",
    "score": "score",
    "report_source": "source",
}


@dataclass(slots=True)
class ServiceChange:
    """What a file changes of one service: its row, and rows that belong to it, not saved yet; and the same in words."""

    service: Service
    is_new: bool
    rows: list[ServiceContact | EarlierInspection]
    words: list[str]


@dataclass(slots=True)
class ServicesPreview:
    """What taking a file would do. `token` stands for all of it: what is taken is what was shown."""

    changes: list[ServiceChange]
    unchanged: int
    problems: list[CellProblem]

    @property
    def token(self) -> str:
        told = [f"{change.service.place}|{change.is_new}|{change.words}" for change in self.changes]
        return sha256("\n".join(told).encode()).hexdigest()


class PreviewChanged(Exception):
    """What the file would do is not what was shown, because somebody changed a service meanwhile."""


def services_preview(text: str) -> ServicesPreview:
    """Compares a file with the services that are there; a cell left empty changes nothing."""
    entries, problems = services_read(text)
    if problems:
        return ServicesPreview([], 0, problems)
    known = {
        service.place.casefold(): service
        for service in Service.objects.prefetch_related("contacts", "earlier_inspections")
    }
    changes = [_change_of(entry, known.get(entry.place.casefold())) for entry in entries]
    problems = [
        problem for entry, change in zip(entries, changes, strict=True) for problem in _unreachable(entry, change)
    ]
    if problems:
        return ServicesPreview([], 0, problems)
    found = [change for change in changes if change.words]
    return ServicesPreview(found, len(changes) - len(found), [])


@transaction.atomic
def services_import(*, by: Person, text: str, seen: str) -> ServicesPreview:
    """Takes what a preview with the token `seen` showed, all or nothing: raises PreviewChanged."""
    if not can_plan(by):
        raise PermissionDenied
    list(Service.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    preview = services_preview(text)
    if preview.problems or preview.token != seen:
        raise PreviewChanged
    for change in preview.changes:
        service_save(by=by, service=change.service)
        for row in change.rows:
            row.service = change.service
            if isinstance(row, ServiceContact):
                contact_save(by=by, contact=row)
            else:
                earlier_save(by=by, earlier=row)
    return preview


def _change_of(entry: ServiceEntry, known: Service | None) -> ServiceChange:
    service = known or Service(place=entry.place)
    change = ServiceChange(service, known is None, [], ["Added as a new service"] if known is None else [])
    change.words += _told(service, entry.told, SERVICE_WORDS)
    contacts = {contact.name.casefold(): contact for contact in known.contacts.all()} if known else {}
    told: dict[str, Any]
    for told in entry.contacts:
        contact = contacts.setdefault(told["name"].casefold(), ServiceContact(name=told["name"]))
        _row_told(change, contact, told, CONTACT_WORDS, f"Contact {told['name']}")
    earlier = {(row.held_on, row.kind): row for row in known.earlier_inspections.all()} if known else {}
    for cells in entry.earlier:
        told = {FIELDS_OF_EARLIER[name]: value for name, value in cells.items()}
        key = told["held_on"], told.get("kind", "")
        row = earlier.setdefault(key, EarlierInspection(held_on=key[0], kind=key[1]))
        _row_told(change, row, told, EARLIER_WORDS, f"Inspection of {_month(key[0])}")
    return change


def _unreachable(entry: ServiceEntry, change: ServiceChange) -> Iterator[CellProblem]:
    """As the form of a contact refuses them."""
    for row in change.rows:
        if isinstance(row, ServiceContact) and not (row.email or row.phone):
            says = f"Enter an e-mail address or a telephone number of {row.name}: a contact must be reachable."
            yield CellProblem(entry.rows_of[row.name.casefold()], "contact_email", says)


def _row_told(
    change: ServiceChange,
    row: ServiceContact | EarlierInspection,
    told: dict[str, Any],
    names: dict[str, str],
    title: str,
) -> None:
    words = _told(row, told, names)
    is_first = not any(row is one for one in change.rows)
    if row.pk is None and is_first:
        change.words.append(f"{title} added{': ' + joined(words) if words else ''}")
    elif words:
        change.words.append(f"{title}: {joined(words)}")
    if is_first and (words or row.pk is None):
        change.rows.append(row)


def _told(row: Model, told: dict[str, Any], names: dict[str, str]) -> list[str]:
    """Sets what is told, and says what of it differs."""
    words = []
    for field, name in names.items():
        was = getattr(row, field)
        if field in told and told[field] != was:
            setattr(row, field, told[field])
            now = _shown(field, told[field])
            words.append(f"{name} {now}" if was in ("", None, []) else f"{name} {now}, was {_shown(field, was)}")
    return words


SERVICE_WORDS = {
    "full_name": "full name",
    "short_name": "short name",
    "generic_term": "what such a service is called:",
    "board_name": "board",
    "region": "region",
    "authorities": "local authorities",
}
CONTACT_WORDS = {"post": "post", "email": "e-mail address", "phone": "telephone"}
EARLIER_WORDS = {"rating": "rating", "score": "score", "source": "source"}


def _shown(field: str, value: Any) -> str:
    if field == "region":
        return f"“{REGION_NAMES[Region(value)]}”"
    return joined([f"“{name}”" for name in value]) if isinstance(value, list) else f"“{value}”"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
