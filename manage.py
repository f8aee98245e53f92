#!/usr/bin/env python
"""Django's command line for Plumbline. `./run manage …` finds the database first; this file expects it found."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable


def main() -> None:
    """One sentence instead of a traceback where the database is older than the code; --traceback shows it all."""
    try:
        execute_from_command_line(sys.argv)
    except ProgrammingError as problem:
        if "--traceback" in sys.argv or not isinstance(problem.__cause__, (UndefinedTable, UndefinedColumn)):
            raise
        lacking = str(problem).partition("\n")[0]
        sys.exit(
            f"The database lacks what this version of Plumbline needs ({lacking}): run ./run manage migrate first."
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    main()
