"""Background work of the sample, for the Celery worker. The messages hold ids; the rows say what there is to do."""

from celery import shared_task
from django.utils import timezone

from accounts.broker import message_send
from samples import services
from samples.services.uploads import READ


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def upload_read(upload_id: int) -> None:
    services.upload_read(upload_id=upload_id, at=timezone.now())


@shared_task  # type: ignore[untyped-decorator]
def uploads_sweep() -> None:
    """Asks again for every upload that nobody reads: its message got lost, or its worker died."""
    for upload_id in services.uploads_sweep(at=timezone.now()):
        message_send(READ, upload_id)
