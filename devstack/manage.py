"""`./run manage …`: Django's command line on the demo's data, whether or not the demo is running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from devstack.launch import Launch, program_environment
from devstack.preparing import database_current, prepare
from devstack.processes import Processes
from devstack.progress import Progress
from devstack.servers import Servers, database_empty
from devstack.state import ROOT, STATE, Holder, StateFolder
from devstack.stopping import Stop, Stopped

OUTSIDE = ("DATABASE_URL", "REDIS_URL")
# Commands about migrations or about no data at all: a database that is brought up to date first would spoil them.
AS_IT_IS = frozenset({
    "check", "collectstatic", "compilemessages", "createcachetable", "diffsettings", "findstatic", "help",
    "makemessages", "makemigrations", "migrate", "optimizemigration", "pgtrigger", "showmigrations", "sqlflush",
    "sqlmigrate", "squashmigrations", "startapp", "startproject", "test", "testserver", "version",
})  # fmt: skip


def manage(arguments: Sequence[str], say: Progress) -> int:
    """The command's exit code. Does not return where no servers of ours are needed: the process becomes the command."""
    folder = StateFolder(STATE)
    folder.make()
    outside = _outside()
    with Stop() as stop:
        try:
            if len(outside) == len(OUTSIDE):
                with Processes(stop) as processes:
                    _make_tables(arguments, Launch(folder, processes, stop, say, program_environment(outside, folder)))
                _become(arguments, outside, folder)
            if running := _take_or_join(folder, stop, say):
                _become(arguments, {**running.env, **outside}, folder)
            try:
                with Processes(stop, keep_open=[folder.lock]) as processes:
                    env = program_environment(Servers(processes, folder, stop).start(), folder)
                    launch = Launch(folder, processes, stop, say, env)
                    _make_tables(arguments, launch)
                    return _run(arguments, launch)
            finally:
                folder.release()
        except Stopped:
            return 130


def _outside() -> dict[str, str]:
    return {name: os.environ[name] for name in OUTSIDE if os.environ.get(name)}


def _take_or_join(folder: StateFolder, stop: Stop, say: Progress) -> Holder | None:
    """A running demo's addresses, or None and the folder is ours."""
    told = False
    while not folder.take():
        holder = folder.holder()
        if holder and holder.kind == "demo" and holder.alive and holder.ready:
            return holder
        if not told:
            starting = holder and holder.kind == "demo" and holder.alive
            say("Waiting for the demo to be ready" if starting else "Waiting for another ./run manage to end")
            told = True
        stop.pause()
    folder.holder_write(Holder(kind="manage", pid=os.getpid()))
    return None


def _make_tables(arguments: Sequence[str], launch: Launch) -> None:
    """Our own database is brought up to date for a command that reads it; an outside one only where it is empty."""
    if arguments[:1] == ["migrate"]:
        launch.folder.done_forget("database")
    if not _wants_tables(arguments):
        return
    outside = os.environ.get("DATABASE_URL")
    if database_empty(outside) if outside else not database_current(launch.folder):
        prepare(launch, "database")


def _wants_tables(arguments: Sequence[str]) -> bool:
    helps = {"--help", "-h", "--version"}.intersection(arguments)
    return bool(arguments) and not helps and arguments[0] not in AS_IT_IS and not arguments[0].startswith("-")


def _run(arguments: Sequence[str], launch: Launch) -> int:
    """In the foreground, in the caller's folder and on the caller's terminal."""
    process = launch.processes.spawn(_command(arguments), own_group=False, env=launch.env)
    terminal = any(map(os.isatty, (0, 1, 2)))
    passed_on = 0
    try:
        while True:
            try:
                code = process.wait(timeout=0.1)
                return code if code >= 0 else 128 - code
            except subprocess.TimeoutExpired:
                if launch.stop.signals > passed_on:
                    passed_on = launch.stop.signals
                    if not (terminal and launch.stop.last == signal.SIGINT):  # a terminal's Ctrl-C reaches it anyway
                        process.send_signal(launch.stop.last)
    finally:
        launch.processes.forget(process)


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def _become(arguments: Sequence[str], servers: Mapping[str, str], folder: StateFolder) -> None:
    os.execve(sys.executable, _command(arguments), program_environment(servers, folder))
