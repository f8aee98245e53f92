"""What the sweeper of beat does, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.broker import builds_send_many
from reports.models import ReportSection
from reports.services import (
    section_build,
    sections_complete,
    sections_follow_the_day,
    sections_follow_the_release,
    sections_sweep,
)
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Queues every report section that wants a build and has none on its way, as beat does every 10 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--here", action="store_true", help="build them in this process, without broker or worker")

    def handle(self, *args: Any, here: bool, **options: Any) -> None:
        at = timezone.now()
        sections_complete(at=at)
        behind = [*sections_follow_the_day(at=at), *sections_follow_the_release(at=at)]
        if here:
            ids = list(ReportSection.objects.stale().order_by("pk").values_list("pk", flat=True))
            built = sum(section_build(section_id=pk, at=timezone.now()) for pk in ids)
            self.stdout.write(f"{sentence(plural(built, 'section', 'sections'))} built of {len(ids)} that wanted it.")
            return
        ids = [*behind, *sections_sweep(at=at)]
        if not builds_send_many(ids):
            raise CommandError(
                "The broker does not answer, so sections stay as they are. "
                "Start it, or build here and now: sections_sweep --here"
            )
        self.stdout.write(f"{sentence(plural(len(ids), 'section', 'sections'))} queued.")
