"""`sample_replay INSPECTION`: draws the sample again from what is on record, and compares."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspections.models import Inspection
from samples.models import SampleDraw
from samples.rules import replay_differences
from standards.wording import plural


class Command(BaseCommand):
    help = (
        "Draws the sample of an inspection again from the seed and the cases that are on record, every draw of it, and "
        "compares. Ends with 0 where the same cases came each time, with 1 where they did not or nothing is drawn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("inspection", help="its name, such as doncaster-2024")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["inspection"]
        found = Inspection.objects.with_names().filter(name=name) if name.isascii() and name.isprintable() else None
        inspection = found.first() if found is not None else None
        if inspection is None:
            raise CommandError(f"There is no inspection {ascii(name[:80])[1:-1]}.")
        draws = list(SampleDraw.objects.filter(inspection=inspection).select_related("by").order_by("number"))
        if not draws:
            raise CommandError(f"The sample of {inspection} is not drawn yet.")
        self.stdout.write(f"{inspection} ({inspection.name})")
        proven = [self._replayed(draw) for draw in draws]
        if not all(proven):
            raise CommandError("What is on record does not give the cases that were drawn.")

    def _replayed(self, draw: SampleDraw) -> bool:
        kept = {name: getattr(draw, name) for name in ("algorithm", "seed", "inputs_hash", "inputs", "result")}
        differences = replay_differences(kept)
        self.stdout.write(f"\nDraw {draw.number}, {draw.at:%-d %B %Y %H:%M} UTC, by {draw.by}")
        self.stdout.write(f"  seed {draw.seed}, version {draw.algorithm}, inputs {draw.inputs_hash}")
        for one in draw.result["domains"]:
            reserve = plural(len(one["reserve"]), "case", "cases")
            self.stdout.write(f"  {one['domain']}: {plural(len(one['chosen']), 'case', 'cases')}, {reserve} in reserve")
        if not differences:
            self.stdout.write("  Drawn again: the same cases, and the same reserve in the same order.")
        for sentence in differences:
            self.stdout.write(f"  {sentence}")
        return not differences
