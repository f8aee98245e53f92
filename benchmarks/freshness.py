"""From a save until the sections that read it are fresh, against a Celery no-op and back.

A real worker of two processes and a real Valkey. The save is one answer through the service, with its commit; fresh
means that every section that reads it was built from it. Both are watched by the same kind of loop, a look each
millisecond. Saves are spaced so that none is put off to be built together with the one before; then some that are not.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from benchmarks.stand import ROOT, Sheet, demo_data, p95

LIMIT = 6.0
ROUNDS = 80
WARM_UP = 10
SPACING = 1.2  # seconds between two saves: more than sections are put off (reports/rules/rebuilding.py)
TOGETHER = 25  # saves that follow each other at once
LOOK_EVERY = 0.001
PATIENCE = 120.0
STANDARD, TARGET = "3.1", "3.1.1.a"


@contextmanager
def worker() -> Iterator[None]:
    command = [
        sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "2", "--loglevel", "WARNING",
        "--without-gossip", "--without-mingle", "-I", "benchmarks.noop",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def watched(done: Callable[[], bool]) -> None:
    """Returns once it is done. Raises TimeoutError."""
    ends = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > ends:
            raise TimeoutError("waited in vain: does the worker run?")
        time.sleep(LOOK_EVERY)


def clocked(deed: Callable[[], None], done: Callable[[], bool]) -> float:
    """Milliseconds from the start of a deed until it shows."""
    start = time.perf_counter()
    deed()
    watched(done)
    return (time.perf_counter() - start) * 1000


class Saving:
    """One answer of a review in fieldwork, saved again and again, and the sections that read it."""

    def __init__(self) -> None:
        from casereviews.models import CaseReview
        from reports.models import ReportSection

        reviews = CaseReview.objects.filter(inspection__name="fallowdale", case__domain__code="D3", state="in_progress")
        review = reviews.select_related("reader").order_by("pk").first()
        assert review is not None
        self.review, self.seen, self.turn = review, 0, 0
        rows = ReportSection.objects.reading(review.inspection_id, {STANDARD}).values_list("code", "pk")
        self.sections = dict(rows)

    def save(self) -> None:
        from django.utils import timezone

        from casereviews.rules import Change, Status
        from casereviews.services import changes_apply

        self.turn += 1
        change = Change(TARGET, self.seen, ("yes", "no")[self.turn % 2], f"Note {self.turn}")
        receipt = changes_apply(review_id=self.review.pk, changes=[change], by=self.review.reader, at=timezone.now())
        self.seen = receipt.outcomes[0].version
        if receipt.outcomes[0].status is not Status.SAVED:  # the first time: now its version is known
            self.save()

    def fresh(self) -> bool:
        return self._fresh(list(self.sections.values()))

    def standard_fresh(self) -> bool:
        return self._fresh([self.sections[f"standard:{STANDARD}"]])

    def _fresh(self, ids: list[int]) -> bool:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT bool_and(built >= wanted) FROM reports_reportsection WHERE id = ANY(%s)", [ids])
            return bool(cursor.fetchone()[0])


class Writing(Saving):
    """An editor's paragraph with a live figure, saved again and again: its section is rendered and kept anew."""

    def __init__(self) -> None:
        from accounts.models import Person
        from reports.models import ReportSection

        self.editor = Person.objects.get(email="editor@demo.example")
        code = f"standard:{STANDARD}"
        self.sections = {code: ReportSection.objects.get(inspection__name="fallowdale", code=code).pk}
        self.paragraph, self.seen = uuid4(), 0

    def save(self) -> None:
        from django.utils import timezone

        from reports.broker import builds_send
        from reports.rules import ProseChange
        from reports.services import prose_apply

        words = {"type": "text", "text": f"Draft {self.seen}: plans were sound "}
        figure = {"type": "figure", "attrs": {"source": f"question:{STANDARD}.1", "form": "in_cases"}}
        node = {"type": "paragraph", "content": [words, figure]}
        change = ProseChange(uuid4(), self.paragraph, "", self.seen, node)
        [section_id] = self.sections.values()
        receipt = prose_apply(section_id=section_id, changes=[change], by=self.editor, at=timezone.now())
        assert receipt.outcomes[0].became == "saved", receipt.outcomes
        self.seen = receipt.outcomes[0].version
        builds_send(receipt.due)


class Sign:
    """A no-op sent as the house sends its messages, and the key that it sets."""

    turn = 0

    def send(self) -> None:
        from benchmarks.noop import sign_leave

        self.turn += 1
        sign_leave.delay(self.key)

    @property
    def key(self) -> str:
        return f"benchmark-sign-{self.turn}"

    def seen(self) -> bool:
        from benchmarks.noop import sign_seen

        return sign_seen(self.key)


def everything_fresh() -> None:
    """What loading the demo asked for is built first; sections whose messages were lost are asked for again."""
    from django.utils import timezone

    from reports.broker import builds_send_many
    from reports.models import ReportSection
    from reports.services import sections_sweep

    ends = time.monotonic() + PATIENCE
    while ReportSection.objects.stale().exists():
        assert time.monotonic() < ends, "the sections of the demo were not built"
        builds_send_many(sections_sweep(at=timezone.now()))
        time.sleep(0.5)


def spaced(sheet: Sheet, saving: Saving, sign: Sign) -> None:
    saves: list[float] = []
    commits: list[float] = []
    signs: list[float] = []
    for n in range(WARM_UP + ROUNDS):
        time.sleep(SPACING / 2)
        there_and_back = clocked(sign.send, sign.seen)
        time.sleep(SPACING / 2)
        start = time.perf_counter()
        saving.save()
        commit = (time.perf_counter() - start) * 1000
        watched(saving.fresh)
        if n >= WARM_UP:
            signs.append(there_and_back)
            commits.append(commit)
            saves.append((time.perf_counter() - start) * 1000)
    sheet.ratio(f"save → its {len(saving.sections)} sections fresh, p95", p95(saves), p95(signs), LIMIT)
    m = statistics.median
    sheet.ratio(f"save → its {len(saving.sections)} sections fresh, median", m(saves), m(signs), LIMIT)
    sheet.say(f"  of that, the save itself until it is committed and its message sent: {m(commits):.2f} ms, median")
    sheet.say(f"  fastest: {min(saves):.2f} ms against {min(signs):.2f} ms")


def rendered(sheet: Sheet, writing: Writing, sign: Sign) -> None:
    times, signs = [], []
    for n in range(WARM_UP + ROUNDS // 2):
        time.sleep(SPACING / 2)
        there_and_back = clocked(sign.send, sign.seen)
        time.sleep(SPACING / 2)
        took = clocked(writing.save, writing.fresh)
        if n >= WARM_UP:
            times.append(took)
            signs.append(there_and_back)
    sheet.ratio("a paragraph → its section rendered anew and fresh, p95", p95(times), p95(signs), LIMIT)


def one_section(sheet: Sheet, saving: Saving) -> None:
    times = []
    for _ in range(20):
        time.sleep(SPACING)
        times.append(clocked(saving.save, saving.standard_fresh))
        watched(saving.fresh)
    sheet.say(f"  the standard's own section alone, median of {len(times)}: {statistics.median(times):.2f} ms")


def together(sheet: Sheet, saving: Saving) -> None:
    times = [clocked(saving.save, saving.fresh) for _ in range(TOGETHER)]
    low, high = min(times), max(times)
    m = statistics.median(times)
    sheet.say(f"Without spacing, {TOGETHER} saves, each as soon as the last one showed: median {m:.0f} ms")
    sheet.say(f"  from {low:.0f} to {high:.0f} ms: a section built a moment ago waits, to take in bursts of changes")


def main() -> None:
    sheet = Sheet(
        "freshness", "From a save to fresh sections (Celery, two processes, Valkey, PostgreSQL without fsync)"
    )
    with demo_data(), worker():
        saving, sign = Saving(), Sign()
        clocked(sign.send, sign.seen)
        everything_fresh()
        saving.save()
        watched(saving.fresh)
        spaced(sheet, saving, sign)
        rendered(sheet, Writing(), sign)
        one_section(sheet, saving)
        together(sheet, saving)
    sheet.keep()


if __name__ == "__main__":
    main()
