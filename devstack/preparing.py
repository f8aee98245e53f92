"""The launcher's side of devstack.prepare, and when it can be spared."""

from __future__ import annotations

import hashlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from devstack.launch import Launch
from devstack.processes import last_lines
from devstack.refusal import Refusal
from devstack.state import ROOT, StateFolder, content_digest
from devstack.stopping import Stop


def prepare(launch: Launch, *parts: str) -> list[dict[str, Any]]:
    """Run the parts; returns the demo people, where `demo` is among them. Raises Refusal with the reason."""
    log = launch.folder.logs / "prepare.log"
    people: list[dict[str, Any]] = []
    problem = ""
    with log.open("ab") as errors:
        process = launch.processes.spawn(
            [sys.executable, "-P", "-m", "devstack.prepare", *parts],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
            env=launch.env,
        )
    try:
        for message in _messages(process, launch.stop):
            if "step" in message:
                launch.say(message["step"])
            people = message.get("people", people)
            problem = message.get("problem", problem)
        failed = process.wait()
    finally:
        process.kill()
        process.wait()
        launch.processes.forget(process)
    if failed:
        raise Refusal(problem or f"Setting up failed. {log} ends with:\n{last_lines(log)}")
    if "database" in parts:
        launch.folder.done_write("database", _database_stamp())
    return people


def database_current(folder: StateFolder) -> bool:
    """Whether our own database was brought up to date with these very migrations."""
    return folder.done("database", _database_stamp())


def _database_stamp() -> str:
    """Our migrations, by the lock everybody else's, and which database."""
    migrations = content_digest([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements" / "demo.lock"])
    outside = os.environ.get("DATABASE_URL", "")
    return f"{migrations} {hashlib.sha256(outside.encode()).hexdigest() if outside else 'embedded'}"


def _messages(process: subprocess.Popen[bytes], stop: Stop) -> Iterator[dict[str, Any]]:
    """Each line as it comes, looking up in between whether to stop."""
    assert process.stdout is not None
    pending = b""
    with process.stdout:
        while True:
            stop.pause(0)
            if not select.select([process.stdout], [], [], 0.1)[0]:
                continue
            chunk = os.read(process.stdout.fileno(), 65536)
            if not chunk:
                return
            *lines, pending = (pending + chunk).split(b"\n")
            yield from map(json.loads, lines)
