from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from published.services import demo_load


class Command(BaseCommand):
    help = "Load the demo's editions, inspections and people where they are missing. What people changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "demo_load adds people whose password is public, so only the demo's settings allow it: use ./run demo."
            )
        done = demo_load(now=timezone.now())
        for sentence in done or ["The demo's data is already there. Nothing was changed."]:
            self.stdout.write(sentence)
