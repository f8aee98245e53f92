"""What the sweeper of beat does for alerts, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casereviews.models import Alert
from casereviews.services import alerts_mail
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Mails every alert that was not mailed to whoever leads its inspection, as beat does every 30 seconds."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = alerts_mail(at=timezone.now())
        if left := Alert.objects.filter(emailed_at=None).count():
            raise CommandError(
                f"{sentence(plural(sent, 'alert', 'alerts'))} mailed; {plural(left, 'is', 'are')} left: the mail "
                "server takes no mail, nobody leads the inspection, or another process is sending it."
            )
        self.stdout.write(f"{sentence(plural(sent, 'alert', 'alerts'))} mailed.")
