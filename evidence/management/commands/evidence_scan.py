"""What the sweeper of beat does for files of evidence, by hand."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evidence.services import file_scan, files_sweep
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Has every file of evidence that waits looked at by the virus scanner, here and now."

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = files_sweep(at=timezone.now())
        if not settings.EVIDENCE_SCANNER:
            raise CommandError("No virus scanner is set up: EVIDENCE_SCANNER names none, so no file is checked.")
        answered = sum(file_scan(file_id=file_id, at=timezone.now()) for file_id in wanted)
        checked = sentence(plural(answered, "file", "files"))
        if answered < len(wanted):
            raise CommandError(f"{checked} checked; the scanner gave no answer on {len(wanted) - answered}.")
        self.stdout.write(f"{checked} checked.")
