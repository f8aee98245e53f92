import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from published.demo import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "List the people of the demo: e-mail address, password, and what each does."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print a JSON list instead of a table")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        self.stdout.write(people_as_json() if json else people_as_table())


def people_as_json() -> str:
    people = [{"name": p.name, "email": p.email, "password": PASSWORD, "does": p.does} for p in PEOPLE]
    return json.dumps(people, indent=2)


def people_as_table() -> str:
    widths = [max(len(getattr(p, column)) for p in PEOPLE) for column in ("name", "email")]
    lines = [f"{p.name:<{widths[0]}}  {p.email:<{widths[1]}}  {p.does}" for p in PEOPLE]
    return "\n".join([f"Everybody's password: {PASSWORD}", "", *lines])
