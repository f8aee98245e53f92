"""Background work of case reviews, for the Celery worker. The rows say what there is to do."""

from celery import shared_task
from django.utils import timezone

from casereviews import services


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def alerts_sweep() -> None:
    """Mails every alert that was not mailed: asked for after each alert, and by beat."""
    services.alerts_mail(at=timezone.now())
