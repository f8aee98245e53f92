"""Background work of annexes, for the Celery worker."""

from celery import shared_task
from django.utils import timezone

from reports.annexe import services
from reports.annexe.broker import annexe_send


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def annexe_build(inspection_id: int, waited: bool = False) -> None:
    seconds = services.annexe_build(inspection_id=inspection_id, at=timezone.now(), waited=waited)
    if seconds is not None:
        annexe_send(inspection_id, seconds=seconds)


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def annexes_sweep() -> None:
    services.annexes_follow_the_release()
    for inspection_id in services.annexes_sweep(at=timezone.now()):
        annexe_send(inspection_id)
