"""What every benchmark stands on: servers of its own with the demo's data, a web server, and a page of results."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import django

from devstack.servers import ephemeral_servers, free_port

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"


@contextmanager
def demo_data(*, durable: bool = False) -> Iterator[None]:
    """A database of its own with the demo in it, and Django ready; without fsync, unless it is to be `durable`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    with ephemeral_servers(durable=durable) as env:
        os.environ.update(env)
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("demo_load", verbosity=0)
        yield


@contextmanager
def served() -> Iterator[int]:
    """gunicorn with one worker on benchmarks.wsgi; yields its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "benchmarks.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "1", "--threads", "1", "--worker-class", "gthread", "--keep-alive", "60", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for_port(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def wait_for_port(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


@dataclass
class Browser:
    """One kept-alive connection, signed in by a session made on the spot."""

    port: int
    session: str = ""
    csrf: str = "b" * 32
    headers: Mapping[str, str] = field(default_factory=dict)  # of every request

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def request(self, method: str, path: str, data: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        cookie = f"sessionid={self.session}; csrftoken={self.csrf}"
        headers = {**self.headers, "Cookie": cookie, "Host": "127.0.0.1"}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"http://127.0.0.1:{self.port}/"
            body = urlencode({**data, "csrfmiddlewaretoken": self.csrf})
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()

    def send(self, path: str, body: str) -> tuple[int, bytes]:
        """Posts JSON, as a script of a page does."""
        headers = {
            **self.headers,
            "Cookie": f"sessionid={self.session}; csrftoken={self.csrf}",
            "Host": "127.0.0.1",
            "Content-Type": "application/json",
            "X-CSRFToken": self.csrf,
        }
        self.connection.request("POST", path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()


def session_of(email: str) -> str:
    """The key of a fresh session of this person."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import Person

    person = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def alternate(deeds: Sequence[Callable[[int], object]], rounds: int, warm_up: int = 20) -> list[list[float]]:
    """Milliseconds of each deed, run in turn A B A B … so that a drifting machine weighs on both alike."""
    times: list[list[float]] = [[] for _ in deeds]
    for n in range(warm_up + rounds):
        for index, deed in enumerate(deeds):
            start = time.perf_counter()
            deed(n)
            if n >= warm_up:
                times[index].append((time.perf_counter() - start) * 1000)
    return times


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


class Sheet:
    """Lines printed as they come and kept in results/."""

    def __init__(self, name: str, title: str) -> None:
        self.path = RESULTS / f"{name}.txt"
        self.lines: list[str] = []
        self.say(title)

    def say(self, line: str = "") -> None:
        print(line, flush=True)
        self.lines.append(line)

    def ratio(self, what: str, ours: float, yardstick: float, limit: float) -> None:
        verdict = "within" if ours <= limit * yardstick else "OVER"
        times = f"{ours:.2f} ms against {yardstick:.2f} ms"
        self.say(f"{what}: {times} = {ours / yardstick:.2f} × (limit {limit:g} ×, {verdict})")

    def keep(self) -> None:
        self.path.write_text("\n".join(self.lines) + "\n")
