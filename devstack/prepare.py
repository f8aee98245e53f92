"""Bring database, static files and demo data up to date, in a process of its own: `python -m devstack.prepare PART…`

Django starts once for all parts. Each part is announced as a line of JSON on stdout; whatever else is printed goes to
stderr, which is the log.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from devstack.migrating import migrating_fast
from devstack.servers import first_line
from devstack.state import ROOT, STATE, StateFolder, content_digest

Announce = Callable[[dict[str, object]], None]


def database(_folder: StateFolder, _announce: Announce) -> None:
    with migrating_fast():
        call_command("migrate", interactive=False, verbosity=0)


def static(folder: StateFolder, announce: Announce) -> None:
    ours = [path for home in (ROOT / "static", *ROOT.glob("*/static")) for path in home.rglob("*") if path.is_file()]
    digest = content_digest([*ours, ROOT / "requirements" / "demo.lock"])
    if folder.done("static", digest) and (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return
    announce({"step": "Collecting the static files"})
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    folder.done_write("static", digest)


def demo(_folder: StateFolder, announce: Announce) -> None:
    announce({"step": "Loading the demo data"})
    call_command("demo_load", stdout=sys.stderr)
    people = io.StringIO()
    call_command("demo_people", "--json", stdout=people)
    announce({"people": json.loads(people.getvalue())})


PARTS = {"database": database, "static": static, "demo": demo}


def stdout_claim() -> TextIO:
    """Our own stdout; what anybody else prints goes to stderr from here on."""
    ours = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return ours


def main(parts: list[str]) -> int:
    out = stdout_claim()

    def announce(message: dict[str, object]) -> None:
        print(json.dumps(message), file=out, flush=True)

    announce({"step": "Bringing the database up to date"})  # it is always the first part, and Django takes a while
    django.setup()
    try:
        for part in parts:
            PARTS[part](StateFolder(STATE), announce)
    except OperationalError as error:
        announce({"problem": f"The database does not answer as it should: {first_line(error)}"})
        return 1
    except CommandError as error:
        announce({"problem": str(error)})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
