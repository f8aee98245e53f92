"""A real browser on a real server. `page` is a desktop, `phone` a phone, `open_page` any other; all of them fail their
test on a console error or an uncaught exception in the page.

    def test_home(page, axe):
        page.goto("/")
        axe(page)
"""

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from devstack.browsers import NoChromium, chromium_find, flags
from devstack.pytest_plugin import NO_BROWSER

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SERVES = "process_request_thread"  # in the names of the live server's threads, one for each connection
PATIENCE = 15_000  # milliseconds; two workers, their servers and two browsers share few processors


@dataclass
class Complaints:
    """What browsers said that they should not. A test that provokes an error names it: `complaints.expect("404")`."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, part: str) -> None:
        self.expected.append(part)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"uncaught: {error.error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"{message.location['url']}: {message.text}")

    @property
    def unexpected(self) -> list[str]:
        return [text for text in self.heard if not any(part in text for part in self.expected)]


@pytest.fixture(scope="session")
def playwright_sync() -> Iterator[Playwright]:
    """Playwright's synchronous interface keeps its event loop in a greenlet beside the test, so that Django takes the
    test for asynchronous code and refuses the database. It is not, so Django is told, for as long as the loop lives."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_sync: Playwright, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the browser; without one the test is skipped, but not in CI."""
    executable, reason = chromium_of_this_run(Path(playwright_sync.chromium.executable_path), tmp_path_factory)
    if reason and os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"CI needs a browser, but {reason}", pytrace=False)
    if reason:
        pytest.skip(f"{NO_BROWSER}{reason}")
    return executable


@pytest.fixture(scope="session")
def browser(playwright_sync: Playwright, chromium: str) -> Iterator[Browser]:
    """One for each of xdist's workers."""
    browser = playwright_sync.chromium.launch(executable_path=chromium, args=flags())
    yield browser
    browser.close()


def chromium_of_this_run(playwrights: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The browser, or why there is none. Looked for once: workers share the answer, because fetching a browser in vain
    takes minutes."""
    shared = tmp_path_factory.getbasetemp().parent / "chromium.json"
    with shared.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        answer = file.read() if "PYTEST_XDIST_WORKER" in os.environ else ""
        if not answer:
            answer = json.dumps(looked_for(playwrights))
            file.truncate(0)
            file.write(answer)
    found, reason = json.loads(answer)
    return found, reason


def looked_for(playwrights: Path) -> tuple[str, str]:
    try:
        return str(chromium_find(playwrights)), ""
    except NoChromium as reason:
        return "", str(reason)


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unexpected == []


@pytest.fixture
def open_page(browser: Browser, live_server: Any, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """A page in a context of its own: another person, or `open_page(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB", **{**DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    quiet()


def quiet() -> None:
    """Waits until the server has answered what a closed browser asked last: then the database can be emptied.

    A request may lie there that has not begun to ask the database, so its threads are waited for too.
    """
    busy = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(busy)
            if cursor.fetchone() == (0,) and not any(SERVES in thread.name for thread in threading.enumerate()):
                return
        time.sleep(0.05)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(**PHONE)


@pytest.fixture
def axe() -> Callable[..., None]:
    """Asserts that axe finds nothing on a page, once it is loaded. `context` and `options` are axe.run's."""

    def finds_nothing(page: Page, **arguments: Any) -> None:
        page.wait_for_load_state()  # a click returns when the next page has begun, before it has a document
        results = Axe().run(page, **arguments)
        assert results.violations_count == 0, results.generate_report()

    return finds_nothing
