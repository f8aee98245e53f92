"""Sixty inspectors, each saving an answer every three seconds through the one door, while leads watch.

Production's settings and gunicorn, PostgreSQL with fsync, worker and beat, all on this machine, the sixty with them. A
save under that load is divided by the same save with nobody else there, before and after.

`python -m benchmarks.crowd [seconds]`: a minute unless told otherwise.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from uuid import uuid4

from benchmarks.processors import Processors
from benchmarks.stand import ROOT, Browser, Sheet, demo_data, free_port, p95, session_of, wait_for_port

LIMIT = 4.0
INSPECTIONS, INSPECTORS_EACH, EVERY = 6, 10, 3.0  # seconds between the saves of one inspector
WATCHED = 3  # inspections whose lead has dashboards open
RELOADED_EVERY, REPORT_ASKS_EVERY = 15.0, 2.0  # a lead who looks again; what templates/reports/report.html says
ALONE = 150
WARM_UP = 10.0  # seconds: every process reads the edition and its templates once


@dataclass
class Log:
    """What was asked, how it was answered and how long that took, in milliseconds."""

    times: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def timed(self, deed: Callable[[], str]) -> None:
        start = time.perf_counter()
        try:
            answer = deed()
        except OSError as error:
            answer = type(error).__name__
        self.times.append((time.perf_counter() - start) * 1000)
        self.answers[answer] += 1

    @property
    def errors(self) -> int:
        return sum(number for answer, number in self.answers.items() if answer != "fine")


@dataclass
class Inspector:
    """Somebody at a case of their own, with a device: answers its prompts over and over."""

    browser: Callable[[], Browser]
    review: int
    targets: list[str]
    random: Random
    device: str = field(default_factory=lambda: str(uuid4()))
    seen: dict[str, int] = field(default_factory=dict)

    def save(self) -> str:
        target = self.random.choice(self.targets)
        change = {"id": str(uuid4()), "target": target, "seen": self.seen.get(target, 0)}
        change |= {"value": self.random.choice(("yes", "no")), "note": f"Seen in the file. {uuid4()}"}
        body = json.dumps({"device": self.device, "changes": [change]})
        status, answer = self.browser().send(f"/reviews/{self.review}/changes/", body)
        if status != 200:
            return str(status)
        (result,) = json.loads(answer)["results"]
        self.seen[target] = result["version"]
        return "fine" if result["status"] == "saved" else str(result["status"])


def page(browser: Callable[[], Browser], path: str) -> str:
    status, _ = browser().request("GET", path)
    return "fine" if status == 200 else str(status)


def report_asks(browser: Callable[[], Browser], name: str) -> Callable[[], str]:
    """An open report asks for sections newer than those it shows."""
    shown: list[str] = []

    def ask() -> str:
        if not shown:
            status, body = browser().request("GET", f"/inspections/{name}/report/")
        else:
            query = "&".join(f"v={token}" for token in shown)
            status, body = browser().request("GET", f"/inspections/{name}/report/changes/?{query}")
        newer = re.findall(r'name="v" value="([^"]+)"', body.decode())
        shown[:] = [*newer, *(old for old in shown if old.split("-")[0] not in {n.split("-")[0] for n in newer})]
        return "fine" if status in (200, 204) else str(status)

    return ask


def fieldwork() -> tuple[list[tuple[int, str]], list[str], dict[int, list[str]]]:
    """(review, address of its reader) for each inspector, inspections' names, and the prompts of each review."""
    from django.utils import timezone

    from accounts.models import Person
    from casereviews.models import CaseReview
    from casereviews.services import reviews_allocate
    from casereviews.services.changes import sheet_of
    from inspections.models import Inspection, Service
    from inspections.rules import NewCase, Role
    from inspections.services import cases_add, inspection_create, service_save, team_member_add
    from standards.models import Edition

    at, people = timezone.now(), {person.email: person for person in Person.objects.all()}
    admin, lead = people["admin@demo.example"], people["lead@demo.example"]
    reviews, names, prompts = [], [], {}
    for n in range(INSPECTIONS):
        service = service_save(by=admin, service=Service(place=f"Crowdby {n + 1}"))
        made = inspection_create(
            by=admin, service=service, edition=Edition.objects.get(code="youth-2021"), name=f"crowdby-{n + 1}",
            fieldwork_starts=timezone.localdate(), phase="fieldwork",
        )  # fmt: skip
        inspection = Inspection.objects.with_names().get(pk=made.pk)
        team_member_add(by=admin, inspection=inspection, person=lead, role=Role.LEAD)
        readers = [
            Person.objects.create(name=f"Reader {n}.{m}", email=f"r{n}.{m}@x.test") for m in range(INSPECTORS_EACH)
        ]
        for reader in readers:
            team_member_add(by=admin, inspection=inspection, person=reader, role=Role.INSPECTOR)
        new = [NewCase(f"C{m:02}", "D2", "referral_order") for m in range(INSPECTORS_EACH)]
        cases = cases_add(by=lead, at=at, inspection=inspection, cases=new)
        allocated = {case.pk: reader.pk for case, reader in zip(cases, readers, strict=True)}
        for review in reviews_allocate(by=lead, at=at, readers=allocated):
            found = CaseReview.objects.read(review.pk)
            reviews.append((review.pk, found.reader.email))
            prompts[review.pk] = [p.address for q in sheet_of(found).questions for p in q.prompts]
        names.append(inspection.name)
    return reviews, names, prompts


@contextmanager
def production(port: int) -> Iterator[dict[str, int]]:
    """Web, worker and beat as production has them; yields the process id of each."""
    env = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.prod", "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "consolemail://", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    python = [sys.executable, "-m"]
    quiet = {"cwd": ROOT, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*python, "django", "collectstatic", "--no-input"], check=True, **quiet)
    celery = [*python, "celery", "-A", "config"]
    commands = {
        "web": [*python, "gunicorn", "--config", "python:config.serving", "--bind", f"127.0.0.1:{port}",
                "--no-control-socket", "config.wsgi"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
        "beat": [*celery, "beat", "--schedule", "/tmp/crowd-beat", "--pidfile="],
    }  # fmt: skip
    started = {name: subprocess.Popen(command, **quiet) for name, command in commands.items()}
    try:
        wait_for_port(port)
        yield {name: process.pid for name, process in started.items()}
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            process.wait(60)


def alone(inspector: Inspector) -> list[float]:
    log = Log()
    for _ in range(ALONE):
        log.timed(inspector.save)
    assert not log.errors, log.answers
    return log.times


def together(
    inspectors: list[Inspector], dashboards: list[tuple[float, Callable[[], str]]], seconds: float
) -> tuple[Log, Log]:
    """The saves and the dashboards of so many seconds, as two logs."""
    saves, looks, ends = Log(), Log(), time.monotonic() + seconds

    def again(log: Log, every: float, deed: Callable[[], str], first: float) -> None:
        due = time.monotonic() + first
        while due < ends:
            time.sleep(max(due - time.monotonic(), 0))
            log.timed(deed)
            due += every  # whoever was kept waiting types no slower

    begun = [(saves, EVERY, one.save, EVERY * n / len(inspectors)) for n, one in enumerate(inspectors)]
    begun += [(looks, every, deed, every * n / len(dashboards)) for n, (every, deed) in enumerate(dashboards)]
    threads = [threading.Thread(target=again, args=how) for how in begun]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return saves, looks


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    os.environ.setdefault("SECRET_KEY", "the same in this program and in those that it starts, for sessions made here")
    who = f"{INSPECTIONS * INSPECTORS_EACH} inspectors, each saving every {EVERY:g} s for {seconds:g} s"
    sheet = Sheet("crowd", f"{who} (production's settings, PostgreSQL with fsync, worker and beat)")
    port = free_port()
    with demo_data(durable=True):
        reviews, names, prompts = fieldwork()
        signed_in = lambda email: _signed_in(port, session_of(email))  # noqa: E731
        inspectors = [
            Inspector(signed_in(email), review, prompts[review], Random(n)) for n, (review, email) in enumerate(reviews)
        ]
        lead = signed_in("lead@demo.example")
        dashboards: list[tuple[float, Callable[[], str]]] = []
        for name in names[:WATCHED]:
            for path in (f"/inspections/{name}/", f"/inspections/{name}/ratings/"):
                dashboards.append((RELOADED_EVERY, lambda path=path: page(lead, path)))  # type: ignore[misc]
            dashboards.append((REPORT_ASKS_EVERY, report_asks(lead, name)))
        with production(port) as pids:
            alone(inspectors[0])
            before = alone(inspectors[1])
            together(inspectors, dashboards, WARM_UP)
            processors = Processors({**pids, "database": "postgres", "the sixty and this program": os.getpid()})
            saves, looks = together(inspectors, dashboards, seconds)
            used = processors.used()
            after = alone(inspectors[2])
    _report(sheet, before + after, saves, looks, used)
    sheet.keep()


def _signed_in(port: int, session: str) -> Callable[[], Browser]:
    """A new connection each time: three seconds later the last one is closed. As the proxy passes it on, from https."""
    return lambda: Browser(port, session, headers={"X-Forwarded-Proto": "https", "Referer": "https://127.0.0.1/"})


def _report(sheet: Sheet, quiet: list[float], saves: Log, looks: Log, used: dict[str, float]) -> None:
    sheet.ratio("a save among them against the same alone, p95", p95(saves.times), p95(quiet), LIMIT)
    for name, times in (("among them", saves.times), ("alone", quiet)):
        parts = statistics.quantiles(times, n=100)
        sheet.say(f"  {name}: p50 {parts[49]:.1f} ms, p95 {parts[94]:.1f} ms, p99 {parts[98]:.1f} ms")
    sheet.say(f"{len(saves.times):,} saves, {saves.errors} errors (limit 0) {_not_fine(saves)}")
    dashboards = (
        f"{len(looks.times):,} looks at {WATCHED} leads' pages and open reports, {looks.errors} errors (limit 0)"
    )
    sheet.say(f"{dashboards}, p95 {p95(looks.times):.1f} ms {_not_fine(looks)}")
    sheet.say("Processors in use, of one: " + ", ".join(f"{name} {share:.0%}" for name, share in used.items()))


def _not_fine(log: Log) -> str:
    return " ".join(f"{answer}: {number}" for answer, number in log.answers.items() if answer != "fine")


if __name__ == "__main__":
    main()
