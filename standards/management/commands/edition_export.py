import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from standards.documents import yaml_written
from standards.models import Edition


class Command(BaseCommand):
    help = "Write a loaded edition as YAML. It parses equal to the file that was loaded; comments are lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the edition's code, such as youth-2021")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        edition = Edition.objects.filter(code=code).first() if code.isascii() and code.isprintable() else None
        if edition is None:
            loaded = ", ".join(Edition.objects.values_list("code", flat=True))
            mend = f"Loaded are: {loaded}." if loaded else "None is loaded yet: use edition_load."
            asked = code.encode("ascii", "backslashreplace").decode()
            raise CommandError(f"No edition {asked} is loaded. {mend}")
        self.stdout.write(yaml_written(json.loads(edition.document)), ending="")
