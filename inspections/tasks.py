"""Background work of inspections, for the Celery worker. The rows say what there is to do."""

from celery import shared_task
from django.utils import timezone

from inspections import services


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def notices_sweep() -> None:
    """Mails every notice that was not mailed: asked for after each, and by beat."""
    services.notices_mail(at=timezone.now())
