"""`rate INSPECTION [--json]`: the ratings page of one inspection."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspections.models import Inspection
from ratings.figures import ratings_page
from ratings.printing import as_json, as_text
from standards.wording import joined


class Command(BaseCommand):
    help = (
        "Prints the ratings of an inspection: every standard's figures, what was decided, the overall score. In JSON a "
        'standard has "figures_changed": true only where its figures (or, of one rated by judgement, the proposal) '
        "changed since the panel decided on it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("inspection", help="its name, such as doncaster-2024")
        parser.add_argument("--json", action="store_true", help="for other programs instead of for people")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["inspection"]
        # A name is a slug: what cannot be one (bytes of no text, a NUL) is not even asked for.
        found = Inspection.objects.with_names().filter(name=name) if name.isascii() and name.isprintable() else None
        inspection = found.first() if found is not None else None
        if inspection is None:
            raise CommandError(unknown_sentence(name))
        page = ratings_page(inspection)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(page), ensure_ascii=False, indent=2))
            return
        heading = [f"{inspection} ({inspection.name})"]
        if inspection.synthetic:
            heading.append("Synthetic: its cases are made up from published figures.")
        self.stdout.write(as_text(page, heading))


def unknown_sentence(name: str) -> str:
    name = name[:80].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    known = list(Inspection.objects.order_by("name").values_list("name", flat=True))
    if not known:
        return f"There is no inspection {name}, nor any other yet."
    return f"There is no inspection {name}. There is {joined(known)}."
