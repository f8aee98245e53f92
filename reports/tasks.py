"""Background work of the report, for the Celery worker. The messages hold ids; the rows say what there is to do."""

from celery import shared_task
from django.utils import timezone

from reports import services
from reports.broker import builds_send, builds_send_many


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def sections_build(ids: list[int], waited: bool = False) -> None:
    later = services.sections_build(ids=ids, at=timezone.now(), waited=waited)
    builds_send(later.ids, seconds=later.seconds)


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def sections_complete() -> None:
    """After an upgrade. What it lays out is built by the sweeper."""
    services.sections_complete(at=timezone.now())
    builds_send_many(services.sections_follow_the_release(at=timezone.now()))


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def sections_follow_the_day() -> None:
    builds_send_many(services.sections_follow_the_day(at=timezone.now()))


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def sections_sweep() -> None:
    builds_send_many(services.sections_sweep(at=timezone.now()))
