"""`./run check`: what needs no test run. Every check runs, so that one visit shows all that is to mend."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from devstack.servers import ephemeral_servers
from devstack.state import ROOT

TOOLS = Path(sys.executable).parent
COMPOSE_SCHEMA = ("--builtin-schema", "vendor.compose-spec")  # inside the package: no network


def check() -> int:
    with ephemeral_servers() as servers:
        env = {**os.environ, **servers, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(ROOT)}
        manage = [sys.executable, "manage.py"]
        checks: dict[str, Callable[[], bool]] = {
            "lint": _tool(env, "ruff", "check", "."),
            "format": _tool(env, "ruff", "format", "--check", "."),
            "types": _tool(env, "mypy"),
            "order of imports": _tool(env, "lint-imports", "--no-logo"),
            "migrations in step": _command(env, *manage, "makemigrations", "--check", "--dry-run"),
            "Django's own check": _command(env, *manage, "check", "--fail-level", "WARNING"),
            "compose file": _tool(env, "check-jsonschema", *COMPOSE_SCHEMA, "docker-compose.yml"),
            "locks hold no addresses": locks_are_clean,
        }
        failed = [name for name, passes in checks.items() if not _told(name, passes)]
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


def _told(name: str, passes: Callable[[], bool]) -> bool:
    began = time.monotonic()
    passed = passes()
    print(f"{'passed' if passed else 'FAILED'}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return passed


def _tool(env: dict[str, str], name: str, *arguments: str) -> Callable[[], bool]:
    return _command(env, str(TOOLS / name), *arguments)


def _command(env: dict[str, str], *command: str) -> Callable[[], bool]:
    def passes() -> bool:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout + done.stderr, end="", flush=True)
        return done.returncode == 0

    return passes


def locks_are_clean(root: Path = ROOT) -> bool:
    """A lock that names a download address works on one network only. The hashes are enough."""
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path, pattern in lock_files(root)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    print("".join(f"{line}\n" for line in found), end="")
    return not found


def lock_files(root: Path) -> list[tuple[Path, str]]:
    python = [
        (path, r"://|--(extra-)?index|--find-links|--trusted-host") for path in sorted(root.glob("requirements/*.lock"))
    ]
    node = [
        (path, r'"resolved"\s*:')
        for home in ("", "static", "static/vendor", "frontend")
        for path in (root / home).glob("package-lock.json")
    ]
    return python + node
