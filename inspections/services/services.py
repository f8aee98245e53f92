"""The only writers of services, of whom to write to there, and of their earlier inspections."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_plan
from inspections.events import figures_changed
from inspections.models import EarlierInspection, Service, ServiceContact
from inspections.services.topics import all_topics
from standards.wording import MONTHS

SERVICE_NAMES = ("place", "full_name", "short_name", "generic_term", "board_name")
SERVICE_FIELDS = (*SERVICE_NAMES, "region", "authorities")
CONTACT_FIELDS = ("name", "post", "email", "phone")
EARLIER_FIELDS = ("held_on", "kind", "rating", "score", "source")


class ServiceRefused(Exception):
    """The service cannot be saved like this; the message says why."""


@transaction.atomic
def service_save(*, by: Person, service: Service) -> Service:
    """Saves a new service, or one as the caller saw and changed it: raises ChangedMeanwhile."""
    if not can_plan(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            _row_save(service, SERVICE_FIELDS, by=by)
    except IntegrityError as clash:
        raise ServiceRefused(f"There is a service for {service.place} already.") from clash
    for inspection in service.inspections.order_by("pk"):
        figures_changed.send(Service, inspection_id=inspection.pk, topics=all_topics(inspection.edition))
    return service


@transaction.atomic
def contact_save(*, by: Person, contact: ServiceContact) -> ServiceContact:
    """Saves a new contact of a service, or one as the caller saw and changed it: raises ChangedMeanwhile."""
    if not can_plan(by):
        raise PermissionDenied
    _row_save(contact, CONTACT_FIELDS, by=by)
    return contact


@transaction.atomic
def contact_remove(*, by: Person, contact: ServiceContact) -> None:
    """Raises ChangedMeanwhile where the contact is not what the caller saw. Their history stays."""
    if not can_plan(by):
        raise PermissionDenied
    _row_remove(contact, by=by)


@transaction.atomic
def earlier_save(*, by: Person, earlier: EarlierInspection) -> EarlierInspection:
    """Saves an inspection that is not kept in Plumbline, new or as the caller saw and changed it."""
    if not can_plan(by):
        raise PermissionDenied
    earlier.held_on = earlier.held_on.replace(day=1)
    with _one_of_a_kind(earlier):
        _row_save(earlier, EARLIER_FIELDS, by=by)
    return earlier


@transaction.atomic
def earlier_remove(*, by: Person, earlier: EarlierInspection) -> None:
    if not can_plan(by):
        raise PermissionDenied
    _row_remove(earlier, by=by)


@contextmanager
def _one_of_a_kind(earlier: EarlierInspection) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        month = f"{MONTHS[earlier.held_on.month - 1]} {earlier.held_on.year}"
        kind = f" of the kind “{earlier.kind}”" if earlier.kind else ""
        raise ServiceRefused(f"An inspection of {month}{kind} is on record already.") from clash


def _row_save(row: Any, fields: tuple[str, ...], *, by: Person) -> None:
    """A new row, or a change to what the caller saw of one."""
    if row.pk is None:
        row.by = by
        row.save(force_insert=True)
        return
    locked = type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
    row_change(locked, seen=row.version, by=by, **{name: getattr(row, name) for name in fields})
    row.version, row.by = locked.version, locked.by


def _row_remove(row: Any, *, by: Person) -> None:
    """Deletes the row as the caller saw it; its history says by whom. One that is gone already is gone."""
    locked = type(row).objects.select_for_update().filter(pk=row.pk)
    for version in locked.values_list("version", flat=True):
        if version != row.version:
            raise ChangedMeanwhile
        type(row).objects.filter(pk=row.pk).update(by=by)
        type(row).objects.filter(pk=row.pk).delete()
