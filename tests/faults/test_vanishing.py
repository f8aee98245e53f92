"""Clients vanish after half or all of what they send, while others save: nobody else notices, nothing is half saved.

gunicorn as it is started in production, a real PostgreSQL, and raw sockets that are closed, reset or left to lie.
"""

import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from config.serving import threads, workers
from tests.factories import World, world
from tests.faults.processes import Web, database_url, wait_until
from tests.faults.vanishing import SILENT, WAYS, Vanisher, line_of, saved_once_and_whole, vanishers

pytestmark = pytest.mark.django_db(transaction=True)

IDLE = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND state LIKE 'idle in transaction%%' AND now() - state_change > make_interval(secs => %s)"""
READERS = 4


@pytest.fixture
def busy() -> World:
    return world()


@contextmanager
def bystanders(web: Web, found: World) -> Iterator[list[tuple[int, float]]]:
    """People who save meanwhile and stay: the status of each answer, and the seconds that it took."""
    line, over = line_of(web.port, found.lead), threading.Event()
    met: list[tuple[int, float]] = []

    def save(device: Vanisher) -> None:
        while not over.is_set():
            device.type()
            started = time.monotonic()
            try:
                device.stays()
                met.append((200, time.monotonic() - started))
            except (AssertionError, OSError) as error:
                met.append((500, time.monotonic() - started))
                print(error)
            over.wait(0.2)

    devices = vanishers(found, line, READERS, seed=9)
    threads_ = [threading.Thread(target=save, args=[device]) for device in devices]
    for thread in threads_:
        thread.start()
    try:
        yield met
    finally:
        over.set()
        for thread in threads_:
            thread.join()


@contextmanager
def watched_transactions() -> Iterator[list[int]]:
    """How many connections had stood idle in a transaction for five seconds, asked all the time."""
    over, found = threading.Event(), list[int]()

    def watch() -> None:
        with psycopg.connect(database_url(), autocommit=True) as connection:
            while not over.wait(0.5):
                found.append(connection.execute(IDLE, [5]).fetchall()[0][0])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def all_vanish(devices: list[Vanisher], times: int) -> None:
    """Each device so often, all at once; now and then one stays, and forgets what it was told of."""

    def vanish(device: Vanisher) -> None:
        for n in range(times):
            way = device.random.choice(WAYS)
            device.tries(way)
            if n % 5 == 4:
                device.stays()
            elif way.startswith("half"):
                device.cuts_off_a_form(device.target[:3], way)

    each = [threading.Thread(target=vanish, args=[device]) for device in devices]
    for thread in each:
        thread.start()
    for thread in each:
        thread.join()


def test_clients_that_vanish_harm_nobody_and_leave_nothing_half_saved(
    web: Web, busy: World, long_run: bool, record_property: Callable[[str, object], None]
) -> None:
    line = line_of(web.port, busy.inspector)
    rounds = [(20, 100), (100, 80)] if long_run else [(20, 10)]
    vanished = 0
    with bystanders(web, busy) as met, watched_transactions() as idle:
        for seed, (clients, times) in enumerate(rounds, 1):
            devices = vanishers(busy, line, clients, seed)
            all_vanish(devices, times)
            vanished += clients * times
            for device in devices:
                device.type()
                device.stays()
                saved_once_and_whole(device)
    assert idle and set(idle) == {0}
    assert met and {status for status, _ in met} == {200}
    with psycopg.connect(database_url(), autocommit=True) as connection:
        wait_until(lambda: connection.execute(IDLE, [0]).fetchall() == [(0,)], within=5)
    assert re.findall(r'Traceback.*|" 5\d\d .*', web.log.read_text()) == []
    words = f"{vanished:,} clients vanished, {rounds[-1][0]} at a time, and each answer was saved once; meanwhile "
    slowest = statistics.quantiles([seconds for _, seconds in met], n=20)[-1]
    record_property("printed result", f"{words}{len(met):,} saves of others, none failed, p95 {slowest * 1000:.0f} ms")


def test_clients_that_fall_silent_are_let_go(web: Web, busy: World) -> None:
    """Two for every thread, so that nobody else is served until they are."""
    devices = vanishers(busy, line_of(web.port, busy.inspector), workers * threads * 2, seed=1)
    silent = [device.tries(SILENT) for device in devices]
    other = vanishers(busy, line_of(web.port, busy.lead), 1, seed=2)[0]
    other.type()
    assert [result["status"] for result in other.stays()] == ["saved"], "while they all still hold on"
    for connection in silent:
        assert connection is not None
        assert connection.recv(100).startswith((b"HTTP/1.1 408", b"")), "told, or hung up"
        connection.close()
    for device in devices:
        device.stays()
        saved_once_and_whole(device)
