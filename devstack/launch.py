"""What the parts of one `./run` share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from devstack.processes import Processes
from devstack.progress import Progress
from devstack.servers import postgres_binaries
from devstack.state import StateFolder
from devstack.stopping import Stop


@dataclass(frozen=True)
class Launch:
    folder: StateFolder
    processes: Processes
    stop: Stop
    say: Progress
    env: Mapping[str, str]  # of every program


def program_environment(servers: Mapping[str, str], folder: StateFolder) -> dict[str, str]:
    """psql and pg_dump of the wheel come last on the path: enough for `./run manage dbshell` on a bare machine."""
    return {
        **os.environ,
        **servers,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "MAIL_FOLDER": os.environ.get("MAIL_FOLDER") or str(folder.mail),
        "PATH": f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{postgres_binaries()}",
        "PYTHONUNBUFFERED": "1",
    }
