"""Sections end fresh, whatever happens to the worker and the broker while people save.

A real worker and a real Valkey, both killed. Only the sweeper's clock is ours: it is told that the time after which a
build counts as lost is over, so that nobody waits for it.
"""

import threading
import time
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from casereviews.models import CaseReview
from casereviews.rules import Change
from casereviews.services import changes_apply, review_reopen, review_submit
from inspections.models import Inspection
from reports.bodies import section_body
from reports.broker import broker_forget, builds_send_many
from reports.live import LiveFigures
from reports.models import ReportSection
from reports.rules import LOST_AFTER
from reports.services import sections_sweep
from tests.factories import World, world
from tests.faults.processes import Valkey, Worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "2.1.3"


@pytest.fixture
def busy(worker: Worker) -> World:
    """A world with one submitted case, whose sections the worker has built."""
    found = world()
    found.submitted("C1")
    ends_fresh(found.inspection)
    return found


class Saver:
    """Somebody who judges one key question yes and no in turns, in a review that they submit in the end."""

    def __init__(self, found: World) -> None:
        self.world = found
        self.review: CaseReview = found.inspection.reviews.get()
        self.standing = CaseReview.objects.rows_of(self.review.pk).judgements[ADDRESS]
        self.slowest = 0.0
        review_reopen(review_id=self.review.pk, reason="To read again.", by=found.lead, at=timezone.now())

    def save(self, times: int) -> None:
        for _ in range(times):
            change = Change(ADDRESS, self.standing.version, "no" if self.standing.value == "yes" else "yes")
            started = time.monotonic()
            receipt = changes_apply(
                review_id=self.review.pk, changes=[change], by=self.world.inspector, at=timezone.now()
            )
            self.slowest = max(self.slowest, time.monotonic() - started)
            assert receipt.outcomes[0].status == "saved"
            self.standing = receipt.outcomes[0].current

    def submit(self) -> None:
        review_submit(review_id=self.review.pk, by=self.world.inspector, at=timezone.now())


def ends_fresh(inspection: Inspection, within: float = 60) -> None:
    """The sweeper comes by until every section is fresh; then each says what a new rendering says."""
    stale = ReportSection.objects.filter(inspection=inspection).stale()
    ends = time.monotonic() + within
    while stale.exists():
        assert time.monotonic() < ends, list(stale.values("code", "wanted", "built", "queued_at", "failed_because"))
        broker_forget()
        builds_send_many(sections_sweep(at=timezone.now() + LOST_AFTER))
        settled = time.monotonic() + 3  # before anything is counted as lost again
        while stale.exists() and time.monotonic() < settled:
            time.sleep(0.05)
    live = LiveFigures(Inspection.objects.with_names().get(pk=inspection.pk))
    for section in ReportSection.objects.filter(inspection=inspection):
        assert section.body == section_body(live, section.code), section.code


def test_a_worker_killed_in_the_middle_and_a_flushed_broker_cost_a_delay(
    busy: World, worker: Worker, valkey: Valkey
) -> None:
    saver = Saver(busy)
    saver.save(15)
    worker.kill()
    saver.save(15)
    valkey.empty()
    saver.save(15)
    saver.submit()
    worker.start()
    ends_fresh(busy.inspection)


def test_a_broker_killed_in_the_middle_costs_the_saver_little_and_the_report_a_delay(
    busy: World, worker: Worker, valkey: Valkey
) -> None:
    saver = Saver(busy)
    saver.save(10)
    valkey.kill()
    saver.save(20)
    saver.submit()
    assert saver.slowest < 1
    valkey.start()  # the worker finds it again by itself
    ends_fresh(busy.inspection)


def test_a_worker_whose_database_went_away_takes_up_again_with_the_next_task(busy: World, worker: Worker) -> None:
    """It keeps its connections from task to task; one that broke costs the task that finds out, and no other."""
    saver = Saver(busy)
    with connection.cursor() as cursor:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        cursor.execute(f"{others} AND pid <> pg_backend_pid()")
        assert cursor.fetchall()
    saver.save(1)
    ends_fresh(busy.inspection)
    saver.save(1)
    wait_until(lambda: not ReportSection.objects.stale().exists(), within=10)  # no sweeper needed


def test_a_burst_builds_each_section_a_few_times_and_ends_fresh(
    busy: World, worker: Worker, long_run: bool, record_property: Callable[[str, object], None]
) -> None:
    changes = 1000 if long_run else 150
    saver = Saver(busy)
    builds: dict[str, set[int]] = {}
    over = threading.Event()

    def watch() -> None:
        """Builds of one section are a second apart, so none is missed."""
        while not over.is_set():
            for code, built in ReportSection.objects.values_list("code", "built"):
                builds.setdefault(code, set()).add(built)
            time.sleep(0.05)
        connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.monotonic()
    saver.save(changes)
    took = time.monotonic() - started
    wait_until(lambda: not ReportSection.objects.stale().exists(), within=30)  # no sweeper needed
    over.set()
    watcher.join()
    ends_fresh(busy.inspection)
    most = max(map(len, builds.values())) - 1
    record_property("printed result", f"{changes:,} changes in {took:.1f} s built no section more than {most} times")
    assert 1 <= most <= 20


FAULTS = ("kill the worker", "empty the broker", "kill the broker", "kill both", "nothing")


@pytest.mark.long
def test_any_faults_in_any_order_end_fresh(
    busy: World, worker: Worker, valkey: Valkey, record_property: Callable[[str, object], None]
) -> None:
    seeds, faults = range(10), 6
    for seed in seeds:
        chance, saver = Random(seed), Saver(busy)
        for _ in range(faults):
            saver.save(chance.randint(1, 12))
            harm(chance.choice(FAULTS), worker, valkey)
            saver.save(chance.randint(1, 6))
            mend(worker, valkey)
        saver.submit()
        ends_fresh(busy.inspection)
    record_property("printed result", f"{len(seeds) * faults} faults, every section fresh after each {faults}")


def harm(fault: str, worker: Worker, valkey: Valkey) -> None:
    if fault in ("kill the worker", "kill both"):
        worker.kill()
    if fault in ("kill the broker", "kill both"):
        valkey.kill()
    if fault == "empty the broker":
        valkey.empty()


def mend(worker: Worker, valkey: Valkey) -> None:
    if not valkey.answers():
        valkey.start()
    if worker.process.poll() is not None:
        worker.start()
