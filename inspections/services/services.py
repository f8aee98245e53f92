"""The only writers of services."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import can_plan
from inspections.events import figures_changed
from inspections.models import Service
from inspections.services.topics import all_topics

SERVICE_NAMES = ("place", "full_name", "short_name", "generic_term", "board_name")


class ServiceRefused(Exception):
    """The service cannot be saved like this; the message says why."""


@transaction.atomic
def service_save(*, by: Person, service: Service) -> Service:
    """Saves a new service, or the names of one as the caller saw and changed it: raises ChangedMeanwhile."""
    if not can_plan(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            if service.pk:
                _service_rename(service, by=by)
            else:
                service.by = by
                service.save(force_insert=True)
    except IntegrityError as clash:
        raise ServiceRefused(f"There is a service for {service.place} already.") from clash
    for inspection in service.inspections.order_by("pk"):
        figures_changed.send(Service, inspection_id=inspection.pk, topics=all_topics(inspection.edition))
    return service


def _service_rename(service: Service, *, by: Person) -> None:
    locked = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    row_change(locked, seen=service.version, by=by, **{name: getattr(service, name) for name in SERVICE_NAMES})
    service.version, service.by = locked.version, locked.by
