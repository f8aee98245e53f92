"""A train: 400 milliseconds there and back, 100 kbit/s. A page never visited opens, and answering does not wait.

Served as production serves it, by gunicorn with static files named by their content, because compression and caching
are what decides here.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Page, Response, expect

from casereviews.models import Answer, CaseReview
from tests.factories import fill, world
from tests.faults.processes import ROOT, Web
from tests.pages.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

KILOBITS = 100
PATIENCE = 120_000  # milliseconds, for what may take half a minute on such a line, on a machine with other work
COMPRESSED = re.compile(r"text/|javascript|json|svg")


@pytest.fixture
def web(transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    settings = "config.settings.dev"
    collect = [
        sys.executable,
        "-m",
        "django",
        "collectstatic",
        "--no-input",
        "--verbosity",
        "0",
        "--settings",
        settings,
    ]
    subprocess.run(collect, cwd=ROOT, check=True)
    found = Web(tmp_path / "web.log", settings=settings)
    yield found
    found.close()


@pytest.fixture
def review(transactional_db: None) -> CaseReview:
    """A case whose facts are known, so that all is asked, and in which nothing is answered."""
    review = world().review()
    fill(review, by=review.reader)
    Answer.objects.filter(review=review).delete()
    return review


def slowed(page: Page) -> CDPSession:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = KILOBITS * 1000 / 8
    throughput = {"downloadThroughput": speed, "uploadThroughput": speed}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 400, **throughput})
    return line


class Weighing:
    """Bytes that came over a line, compressed as they came, by file."""

    def __init__(self, line: CDPSession) -> None:
        self.bytes, self.names = Counter[str](), dict[str, str]()
        line.on("Network.responseReceived", self._begins)
        line.on("Network.loadingFinished", self._came)

    def _begins(self, event: dict[str, Any]) -> None:
        name = urlsplit(event["response"]["url"]).path.rstrip("/").rpartition("/")[2]
        self.names[event["requestId"]] = re.sub(r"\.[0-9a-f]{12}\.", ".", name)

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes[self.names.get(event["requestId"], "other")] += event["encodedDataLength"]

    @property
    def words(self) -> str:
        heaviest = ", ".join(f"{name} {size / 1024:.0f}" for name, size in self.bytes.most_common(6))
        return f"{self.bytes.total() / 1024:.0f} KiB in {len(self.bytes)} files ({heaviest})"


def test_a_case_is_answered_on_a_train(
    open_page: Callable[..., Page], web: Web, review: CaseReview, record_property: Callable[[str, object], None]
) -> None:
    base, served = f"http://127.0.0.1:{web.port}", list[Response]()
    page = signed_in(open_page(), review.reader, base)
    page.set_default_timeout(PATIENCE)
    page.on("response", lambda response: served.append(response))  # noqa: PLW0108 - it marks its handlers
    line = slowed(page)
    weighing, started = Weighing(line), time.monotonic()
    page.goto(f"{base}/reviews/{review.pk}/standards/2.1/", wait_until="commit")
    expect(page.get_by_role("button", name="Keys")).to_be_visible(timeout=PATIENCE)  # the scripts run
    ready = time.monotonic() - started
    page.wait_for_load_state("load")
    cold = weighing.words
    prompts = 0
    for number in ("2.1", "2.2", "2.3", "2.4"):
        expect(page.get_by_role("heading", level=1, name=number)).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("button", name="Keys")).to_be_visible(timeout=PATIENCE)
        for prompt in page.locator(".plumb-prompt").all():
            prompt.get_by_label("Yes", exact=True).focus()
            page.keyboard.press("y")
            prompts += 1
        page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1, name="Interview and examples")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Keys")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1, name="C1")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("main")).not_to_contain_text("On this device", timeout=PATIENCE)
    assert Answer.objects.filter(review=review, value="yes", version=1).count() == prompts == 57
    words = f"a standard's page never visited is {cold} and answers after {ready:.1f} s; {prompts} answers all saved "
    record_property("printed result", f"{words}{time.monotonic() - started:.0f} s after the start, four pages later")
    for response in served:
        held_small(response)


def held_small(response: Response) -> None:
    """Text comes compressed, and what is named by its content need not be asked for again."""
    kind, size = response.headers.get("content-type", ""), int(response.headers.get("content-length") or 0)
    if COMPRESSED.search(kind) and size > 500:
        assert response.headers.get("content-encoding") in ("gzip", "br"), response.url
    if re.search(r"/static/.*\.[0-9a-f]{12}\.", response.url):
        assert "immutable" in response.headers["cache-control"], response.url
