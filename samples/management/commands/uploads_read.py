"""What beat asks a worker for, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samples.services import upload_read, uploads_sweep
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Reads every file of eligible cases that nobody reads, here and now, without broker or worker."

    def handle(self, *args: Any, **options: Any) -> None:
        read = sum(upload_read(upload_id=pk, at=timezone.now()) for pk in uploads_sweep(at=timezone.now()))
        self.stdout.write(f"{sentence(plural(read, 'file', 'files'))} read.")
