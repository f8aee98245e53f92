"""`./run demo`: web, worker and beat on the two servers, until Ctrl-C."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from devstack.launch import Launch, program_environment
from devstack.preparing import prepare
from devstack.processes import Processes, Program, Running, ending, last_lines
from devstack.progress import Progress
from devstack.refusal import Refusal
from devstack.servers import Servers
from devstack.state import ROOT, STATE, Holder, StateFolder
from devstack.stopping import Stop, Stopped


def demo(listener: socket.socket, say: Progress) -> int:
    """Raises Refusal where it cannot start or cannot go on."""
    folder = StateFolder(STATE)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    with Stop() as stop:
        try:
            _take(folder, stop, say)
            try:
                _run(folder, listener, address, stop, say)
            finally:
                folder.release()
        except Stopped:
            pass
    say("Stopped. The data is kept for the next ./run demo")
    return 0


def _take(folder: StateFolder, stop: Stop, say: Progress) -> None:
    told = False
    while not folder.take():
        folder.refuse_second_demo()
        holder = folder.holder()
        if not told:
            what = "a ./run manage" if holder and holder.alive else "the last one's programs"
            say(f"Waiting for {what} to end")
            told = True
        stop.pause()


def _run(folder: StateFolder, listener: socket.socket, address: str, stop: Stop, say: Progress) -> None:
    holder = Holder(kind="demo", pid=os.getpid(), address=address)
    folder.holder_write(holder)
    with Processes(stop, keep_open=[folder.lock]) as processes:
        starting = Servers(processes, folder, stop)
        if starting.names:
            say(f"Starting {starting.names}")
        servers = starting.start()
        env = program_environment(servers, folder)
        people = prepare(Launch(folder, processes, stop, say, env), "database", "static", "demo")
        say("Starting web, worker and beat")
        web = processes.start(web_program(folder, env, listener))
        processes.start(worker_program(folder, env))
        _await_first_page(web, listener, stop)
        processes.start(beat_program(folder, env))  # last, so that two processors have the first page ready soonest
        database_url, redis_url = servers["DATABASE_URL"], servers["REDIS_URL"]
        folder.holder_write(replace(holder, ready=True, database_url=database_url, redis_url=redis_url))
        say("Ready")
        say.plain(welcome(address, people, folder))
        try:
            _watch(processes, stop, say)
        finally:
            say("Stopping")


def _watch(processes: Processes, stop: Stop, say: Progress) -> None:
    while True:
        dead = processes.mend(say)
        if dead:
            raise _death(dead)
        stop.pause(0.2)


def _death(dead: Running) -> Refusal:
    log = dead.program.log
    return Refusal(
        f"The {dead.program.name} process ended ({ending(dead.process.returncode)}), and with it the demo. "
        f"{log} ends with:\n{last_lines(log)}"
    )


def _await_first_page(web: Running, listener: socket.socket, stop: Stop) -> None:
    """The port is open from the start, so only an answer tells that the web process is ready."""
    while True:
        with socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=0.1) as connection:
            connection.sendall(b"GET /health/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            while (answer := _read(connection)) is None:
                if web.process.poll() is not None:
                    raise _death(web)
                stop.pause(0)
        if answer:
            return
        stop.pause()


def _read(connection: socket.socket) -> bytes | None:
    """None: nothing yet. Empty: hung up."""
    try:
        return connection.recv(16)
    except TimeoutError:
        return None
    except OSError:
        return b""


def web_program(folder: StateFolder, env: Mapping[str, str], listener: socket.socket) -> Program:
    socket_options = ["--bind", f"fd://{listener.fileno()}", "--no-control-socket"]
    work = ["--config", "python:config.serving", "--preload", "--graceful-timeout", "3", "--access-logfile", "-"]
    return Program(
        name="web",
        command=[sys.executable, "-P", "-m", "gunicorn", *socket_options, *work, "config.wsgi"],
        log=folder.logs / "web.log",
        cwd=ROOT,
        env=env,
        restart=False,
        options={"pass_fds": (listener.fileno(),)},
    )


def worker_program(folder: StateFolder, env: Mapping[str, str]) -> Program:
    return _celery_program("worker", ["-c", "2", "--without-gossip", "--without-mingle"], folder, env)


def beat_program(folder: StateFolder, env: Mapping[str, str]) -> Program:
    """Apart from the worker: `worker -B` was seen to leave an orphan."""
    return _celery_program("beat", ["-s", str(folder.path / "beat"), "--pidfile="], folder, env)


def _celery_program(name: str, options: Sequence[str], folder: StateFolder, env: Mapping[str, str]) -> Program:
    celery = [sys.executable, "-P", "-m", "celery", "-A", "config"]
    return Program(
        name=name,
        command=[*celery, name, "--loglevel", "INFO", *options],
        log=folder.logs / f"{name}.log",
        cwd=ROOT,
        env=env,
    )


def welcome(address: str, people: Sequence[Mapping[str, Any]], folder: StateFolder) -> str:
    widths = {key: max((len(person[key]) for person in people), default=0) for key in ("name", "email", "password")}
    rows = [
        "  ".join([*(person[key].ljust(width) for key, width in widths.items()), person["does"]]).rstrip()
        for person in people
    ]
    return "\n".join(
        [
            "",
            f"Plumbline is at {address}",
            "",
            "Sign in as one of these (name, email, password, what they do):",
            *(f"  {row}" for row in rows),
            "",
            f"Its mail: {address}demo/mail/   Its logs: {_short(folder.logs)}   Ctrl-C stops everything.",
            "",
        ]
    )


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
