"""Builds every section of one report anew, in the foreground."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from inspections.models import Inspection
from reports.models import ReportSection
from reports.services import section_build, sections_want_all
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Builds every section of an inspection's report anew, here and now, without broker or worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("inspection", help="its name, such as doncaster-2024")

    def handle(self, *args: Any, inspection: str, **options: Any) -> None:
        is_name = inspection.isascii() and inspection.isprintable()
        found = Inspection.objects.filter(name=inspection).first() if is_name else None
        if found is None:
            names = ", ".join(Inspection.objects.order_by("name").values_list("name", flat=True)[:20])
            asked = inspection.encode("ascii", "backslashreplace").decode()
            raise CommandError(f"There is no inspection {asked}. There are: {names or 'none yet'}.")
        ids = sections_want_all(inspection_id=found.pk, at=timezone.now())
        for pk in ids:
            section_build(section_id=pk, at=timezone.now())
        failed = ReportSection.objects.filter(pk__in=ids).exclude(failed_because="").order_by("position")
        if reasons := [f"{section.code}: {section.failed_because}" for section in failed]:
            raise CommandError("These sections could not be built:\n" + "\n".join(reasons))
        self.stdout.write(f"{sentence(plural(len(ids), 'section', 'sections'))} of {inspection} built.")
