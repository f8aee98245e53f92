"""Background work of evidence, for the Celery worker. The messages hold ids; the rows say what there is to do."""

from celery import shared_task
from django.utils import timezone

from accounts.broker import message_send
from evidence import services
from evidence.services.files import SCAN


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def file_scan(file_id: int) -> None:
    services.file_scan(file_id=file_id, at=timezone.now())


@shared_task  # type: ignore[untyped-decorator]
def files_sweep() -> None:
    """Asks again for every file that nobody scans: its message got lost, or the scanner gave no answer."""
    for file_id in services.files_sweep(at=timezone.now()):
        message_send(SCAN, file_id)
