from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from standards.documents import EditionInvalid
from standards.services import SHIPPED, EditionInUse, edition_load, shipped_edition


class Command(BaseCommand):
    help = "Load an edition of the standards from a YAML file. The same content again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the YAML file, or the code of an edition that comes with Plumbline")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        if not file:
            raise CommandError("Give the path of an edition's YAML file.")
        path = _path(file)
        try:
            result = edition_load(path=path)
        except (OSError, ValueError) as problem:
            raise CommandError(_unreadable(file, path, problem)) from None
        except (EditionInvalid, EditionInUse) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(result.sentence)


def _path(file: str) -> Path:
    path = Path(file)
    try:
        return path if path.exists() else shipped_edition(file) or path
    except (OSError, ValueError):
        return path


def _unreadable(file: str, path: Path, problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        shipped = " and ".join(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
        return f"There is no file {file}. Give the path of an edition's YAML file, or one that is shipped: {shipped}."
    if isinstance(problem, IsADirectoryError):
        return f"{file} is a folder. Give the path of an edition's YAML file."
    if isinstance(problem, PermissionError):
        return f"{file} may not be read. Change its permissions, or load it as somebody who may read it."
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
    return f"{path} cannot be read: {reason}. Give the path of an edition's YAML file."
