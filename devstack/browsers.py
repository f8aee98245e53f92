"""Finding a Chromium for the browser tests, on whatever machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

VARIABLE = "PLUMBLINE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FETCH_PATIENCE = 120  # seconds for Playwright's own download
HOW_TO_GET_ONE = (
    f"no Chromium was found: install one (Debian: apt install chromium), or name one in {VARIABLE}, "
    "or let .venv/bin/playwright install chromium fetch one"
)
# Quiet and the same everywhere: no background traffic that a slow network could turn into a console error.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """The message says how to get one."""


def candidates(environment: Mapping[str, str], playwrights: Path) -> Iterator[Path]:
    """Places to look, best first. A browser that was named is the only one."""
    if named := environment.get(VARIABLE):
        yield Path(named)
        return
    for name in NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            yield Path(found)
    yield from map(Path, PLACES)
    yield playwrights


def works(browser: Path) -> bool:
    """Ubuntu's chromium-browser, for one, may be a script that only says how to install it."""
    try:
        command = [str(browser), "--version"]
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def chromium_find(playwrights: Path) -> Path:
    """`playwrights` is where Playwright's own download would be; it is fetched when there is nothing else.

    Raises NoChromium."""
    for browser in candidates(os.environ, playwrights):
        if works(browser):
            return browser
    if named := os.environ.get(VARIABLE):
        raise NoChromium(f"{VARIABLE} names {named}, which is no browser that starts")
    if _fetched() and works(playwrights):
        return playwrights
    raise NoChromium(HOW_TO_GET_ONE)


def _fetched() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, capture_output=True, timeout=FETCH_PATIENCE, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def flags() -> list[str]:
    """Chromium's own sandbox does not work for root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
