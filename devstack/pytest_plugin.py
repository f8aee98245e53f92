"""What every test run needs: servers of its own, `--long`, the marks, and a word about skipped browser tests.

Loaded with `-p devstack.pytest_plugin`, so that DATABASE_URL and REDIS_URL are there before Django reads its settings.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from devstack.servers import ephemeral_servers

MARKS = (
    "browser: needs a Chromium; skipped where there is none, a failure where CI=true",
    "long: takes too long for every run; only with --long",
)
RESULT = "printed result"  # the key under which a test's line for the end of the run travels
NO_BROWSER = "no browser: "  # how a skipped browser test's reason begins

servers = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before pytest-django's turn, which loads the settings. xdist's workers inherit the controller's servers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = redis_url_of_worker(os.environ["REDIS_URL"], worker)
    else:
        os.environ.update(servers.enter_context(ephemeral_servers()))
    yield


def redis_url_of_worker(url: str, worker: str) -> str:
    """A database each, as in PostgreSQL, so that workers do not take each other's messages."""
    number = int(worker.removeprefix("gw")) % 15 + 1
    return urlsplit(url)._replace(path=f"/{number}").geturl()


def pytest_unconfigure() -> None:
    servers.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the slow tests in full (several minutes)")


def pytest_configure(config: pytest.Config) -> None:
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    long_too = config.getoption("--long")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("long") and not long_too:
            item.add_marker(pytest.mark.skip(reason="only with --long"))


@pytest.fixture(scope="session")
def long_run(request: pytest.FixtureRequest) -> bool:
    """Whether slow tests are to run in full rather than for a few seconds."""
    return bool(request.config.getoption("--long"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Results that tests recorded with `record_property("printed result", line)`, and missing browsers in one line."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for line in [value for key, value in report.user_properties if key == RESULT and report.when == "call"]:
            terminalreporter.write_line(f"{report.nodeid}: {line}")
    reasons = [
        report.longrepr[2] for report in terminalreporter.getreports("skipped") if isinstance(report.longrepr, tuple)
    ]
    without = [reason for reason in reasons if NO_BROWSER in reason]
    if without:
        told = without[0].partition(NO_BROWSER)[2]
        terminalreporter.write_line(f"{len(without)} browser tests were skipped, because {told}.", yellow=True)
