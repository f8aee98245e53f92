from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from published.checks import FileRefused
from published.services import ReplayFailed, inspection_import
from standards.documents import EditionInvalid


class Command(BaseCommand):
    help = (
        "Make an inspection, named by the file's stem, of synthetic cases that add up to the printed figures in a "
        "published-inspection/1 file. The same figures again change nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the JSON file, such as doncaster-2024.json")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="delete the inspection that was made from other figures, and make anew",
        )

    def handle(self, *args: Any, file: str, replace: bool, **options: Any) -> None:
        try:
            result = inspection_import(path=Path(file), now=timezone.now(), replace=replace)
        except FileRefused as refused:
            raise CommandError("\n".join(refused.problems)) from None
        except EditionInvalid as refused:
            raise CommandError(str(refused)) from None
        except ReplayFailed as failure:
            raise CommandError(
                f"Nothing was imported, and not for a fault of the file: please report this. {failure}"
            ) from None
        self.stdout.write(result.sentence)
        for note in result.notes:
            self.stdout.write(note)
