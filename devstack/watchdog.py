"""A child that outlives its parent for a moment, to stop what the parent left behind when it was killed.

It reads a pipe whose other end only the parent holds. However the parent dies, the pipe closes; then every program
still on the list is stopped in reverse order, and a folder that was only theirs is removed. It also keeps the parent's
lock open, so the state folder is free only when the last program is gone. This file runs on its own, without the rest
of the project.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


class Watchdog:
    """The parent's end of it."""

    def __init__(self, keep_open: Sequence[int] = (), remove: Sequence[Path] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).resolve()), *map(str, remove)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C and a closed terminal are the parent's business
            pass_fds=tuple(keep_open),
            cwd="/",
        )
        assert self._process.stdin is not None
        self._pipe = self._process.stdin.fileno()

    def add_self(self, stop_signal: int, patience: float) -> None:
        """To be called in a freshly forked child before exec: a parent killed in that very moment is no gap either,
        because the child holds the pipe open until its line is written."""
        os.write(self._pipe, f"add {os.getpid()} {int(stop_signal)} {patience}\n".encode())

    def discard(self, pid: int) -> None:
        with suppress(BrokenPipeError):  # the watchdog was killed; nothing is left to tell it
            os.write(self._pipe, f"del {pid}\n".encode())

    def close(self) -> None:
        """Everything was stopped by the parent itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def running(pid: int) -> bool:
    """Whether a process that is no child of ours still runs. A zombie that nobody collects does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):  # no /proc here, or gone in between
        return True


def send(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def group_kill(pid: int) -> None:
    """What is left of a program's process group. One that was started in its parent's group leads none: no effect."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _stop(pid: int, number: int, patience: float) -> None:
    send(pid, number)
    deadline = time.monotonic() + patience
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    if running(pid):
        send(pid, signal.SIGKILL)
    group_kill(pid)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    listed: dict[int, tuple[int, float]] = {}
    for line in sys.stdin:
        match line.split():
            case ["add", pid, code, patience]:
                listed[int(pid)] = (int(code), float(patience))
            case ["del", pid]:
                listed.pop(int(pid), None)
    for leftover, (stop_signal, wait) in reversed(listed.items()):
        _stop(leftover, stop_signal, wait)
    for folder in sys.argv[1:]:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
