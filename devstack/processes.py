"""Starting, watching and stopping programs, so that none outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devstack.stopping import Stop, Stopped
from devstack.watchdog import Watchdog, group_kill

LOG_LIMIT = 5_000_000  # bytes; a larger log is set aside as .1 at the next start
LONGEST_BACKOFF = 30.0  # seconds between two attempts to start a program that keeps dying


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program to be kept running. `restart` False: its death is the end of the whole."""

    name: str
    command: Sequence[str]
    log: Path
    cwd: Path
    env: Mapping[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0  # seconds until it is killed instead
    restart: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)  # further arguments of Popen


@dataclass
class Running:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0
    again_at: float | None = None  # when a dead one is to be started again


class Processes:
    """Programs in the order they were started, under one watchdog."""

    def __init__(self, stop: Stop, keep_open: Sequence[int] = (), remove: Sequence[Path] = ()) -> None:
        self._stop = stop
        self._watchdog = Watchdog(keep_open, remove)
        self._running: list[Running] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, program: Program) -> Running:
        running = Running(program, self._spawn(program), time.monotonic())
        self._running.append(running)
        return running

    def close(self) -> None:
        while self._running:
            self._end(self._running.pop())
        self._watchdog.close()

    def stop(self, running: Running) -> None:
        self._running.remove(running)
        self._end(running)

    def mend(self, say: Callable[[str], None]) -> Running | None:
        """Start again what died, a little later each time. Returns a dead program whose death is the end."""
        for running in self._running:
            code = running.process.poll()
            if code is None:
                continue
            if not running.program.restart:
                return running
            now = time.monotonic()
            if running.again_at is None:
                self._bury(running)
                running.deaths = running.deaths + 1 if now - running.started < 60 else 1
                wait = min(2.0 ** (running.deaths - 1), LONGEST_BACKOFF)
                running.again_at = now + wait
                say(
                    f"{running.program.name} stopped unexpectedly ({ending(code)}) and is started again "
                    f"in {wait:.0f} s; why: {running.program.log}"
                )
            elif now >= running.again_at:
                running.process, running.started, running.again_at = self._spawn(running.program), now, None
        return None

    def run(self, command: Sequence[str], *, log: Path | None = None, **options: Any) -> int:
        """Run one command to its end, under the watchdog too. Raises Stopped, with the command ended, when asked to
        stop. Output goes to `log` (default: nowhere), unless `options` say otherwise."""
        with open(log or os.devnull, "ab") as output:
            options = {"stdout": output, "stderr": output, "stdin": subprocess.DEVNULL, **options}
            process = self.spawn(command, **options)
        try:
            while (code := process.poll()) is None:
                self._stop.pause(0.02)
            return code
        except Stopped:
            process.terminate()
            self._wait(process, 5)
            raise
        finally:
            self.forget(process)

    def spawn(
        self,
        command: Sequence[str],
        *,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 5.0,
        own_group: bool = True,
        **options: Any,
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            start_new_session=own_group,
            preexec_fn=lambda: self._watchdog.add_self(stop_signal, patience),  # noqa: PLW1509 - starts no thread
            **options,
        )

    def forget(self, process: subprocess.Popen[bytes]) -> None:
        """A spawned process has ended: end what it left in its group, and take it off the watchdog's list."""
        group_kill(process.pid)
        self._watchdog.discard(process.pid)

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        program.log.parent.mkdir(parents=True, exist_ok=True)
        if program.log.exists() and program.log.stat().st_size > LOG_LIMIT:
            program.log.replace(program.log.with_suffix(".log.1"))
        with program.log.open("ab") as output:
            return self.spawn(
                program.command,
                stop_signal=program.stop_signal,
                patience=program.patience,
                cwd=program.cwd,
                env=program.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                **program.options,
            )

    def _end(self, running: Running) -> None:
        if running.process.poll() is None:
            running.process.send_signal(running.program.stop_signal)
            self._wait(running.process, running.program.patience)
        self._bury(running)

    def _bury(self, running: Running) -> None:
        self.forget(running.process)

    def _wait(self, process: subprocess.Popen[bytes], patience: float) -> None:
        deadline = time.monotonic() + patience
        while process.poll() is None:
            if self._stop.hurried or time.monotonic() > deadline:
                process.kill()
                process.wait()
                return
            time.sleep(0.02)


def ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def last_lines(log: Path, count: int = 10) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""
