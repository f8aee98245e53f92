import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from devstack.processes import Processes
from devstack.servers import Servers
from devstack.state import StateFolder
from devstack.stopping import Stop


@pytest.fixture
def no_outside_servers(monkeypatch):
    """The test run's own servers are in the environment, and would win over those that a test starts."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")


@pytest.fixture
def clean_environment(no_outside_servers) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DJANGO"))}


@pytest.fixture
def start_servers(no_outside_servers, tmp_path):
    """A context manager: servers on a folder, stopped afterwards."""

    @contextmanager
    def start(path: Path = tmp_path / "state") -> Iterator[dict[str, str]]:
        folder, stop = StateFolder(path), Stop()
        with Processes(stop) as processes:
            yield Servers(processes, folder, stop).start()

    return start


@pytest.fixture
def database():
    """Runs one statement at a DATABASE_URL; returns its rows."""

    def run(url: str, sql: str) -> list[tuple]:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    return run
