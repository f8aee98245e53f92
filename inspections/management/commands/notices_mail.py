"""What the sweeper of beat does for mails about roles, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.models import TeamNotice
from inspections.services import notices_mail
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Mails every notice of a role in a team that was not mailed, as beat does every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = sentence(plural(notices_mail(at=timezone.now()), "notice", "notices"))
        if left := TeamNotice.objects.filter(emailed_at=None).count():
            raise CommandError(
                f"{sent} mailed; {plural(left, 'is', 'are')} left: the mail server takes no mail, or another process "
                "is sending it."
            )
        self.stdout.write(f"{sent} mailed.")
