"""Clients vanish after half or all of what they send, while others save: nobody else notices, nothing is half saved.

gunicorn as it is started in production, a real PostgreSQL, and raw sockets that are closed, reset or left to lie.
"""

import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import psycopg
import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import Person
from casereviews.history import as_seen
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import place_of
from casereviews.services.changes import sheet_of
from config.serving import SILENCE, threads, workers
from tests.factories import World, world
from tests.faults.processes import Web, database_url, wait_until
from tests.faults.vanishing import SILENT, WAYS, Line, Vanisher

pytestmark = pytest.mark.django_db(transaction=True)

IDLE = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND state LIKE 'idle in transaction%%' AND now() - state_change > make_interval(secs => %s)"""
READERS = 4


@pytest.fixture
def busy() -> World:
    return world()


def line_of(web: Web, person: Person) -> Line:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return Line(web.port, str(session.session_key))


def vanishers(found: World, line: Line, clients: int, seed: int) -> list[Vanisher]:
    """Devices at answers of their own, a few dozen of them at each review."""
    reviews = [found.review(f"V{seed}-{n}") for n in range(clients // 25 + 1)]
    targets = [prompt.address for question in sheet_of(reviews[0]).questions for prompt in question.prompts]
    random = Random(seed)
    return [
        Vanisher(
            line, reviews[n % len(reviews)].pk, targets[n // len(reviews)], seed * 10**6 + n, Random(random.random())
        )
        for n in range(clients)
    ]


@contextmanager
def bystanders(web: Web, found: World) -> Iterator[list[tuple[int, float]]]:
    """People who save meanwhile and stay: the status of each answer, and the seconds that it took."""
    line, over = line_of(web, found.lead), threading.Event()
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


def saved_once_and_whole(device: Vanisher) -> None:
    """Each thing typed at this device is one version, in the order typed; sent again, all of it is known."""
    device.told = 0
    results = device.stays()
    assert {result["status"] for result in results} == {"duplicate"}
    assert {result["first"] for result in results} == {"saved"}
    assert [result["version"] for result in results] == list(range(1, len(device.typed) + 1))
    review = CaseReview.objects.read(device.review)
    row = sheet_of(review).rows.answers[device.target]
    assert (row.value, row.note, row.version) == (
        device.typed[-1]["value"], device.typed[-1]["note"], len(device.typed),
    )  # fmt: skip
    place = place_of(sheet_of(review), device.target)
    assert place is not None
    kept = {str(r.pk): r for r in ReceivedChange.objects.filter(review=review, target=device.target)}
    assert kept.keys() == {change["id"] for change in device.typed}, "forms that were cut off left nothing"
    for version, change in enumerate(device.typed, 1):
        was, arrived = as_seen(device.review, place, device.target, version), kept[str(change["id"])]
        assert change["note"] in (was.note if was.version == version else None, arrived.note), version


def test_clients_that_vanish_harm_nobody_and_leave_nothing_half_saved(
    web: Web, busy: World, long_run: bool, record_property: Callable[[str, object], None]
) -> None:
    line = line_of(web, busy.inspector)
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


def test_clients_that_fall_silent_hold_the_server_up_for_no_longer_than_it_says(web: Web, busy: World) -> None:
    """One for every thread, so that nobody else is served until they are let go."""
    devices = vanishers(busy, line_of(web, busy.inspector), workers * threads * 2, seed=1)
    silent = [device.tries(SILENT) for device in devices]
    other = vanishers(busy, line_of(web, busy.lead), 1, seed=2)[0]
    other.type()
    started = time.monotonic()
    other.stays()
    assert time.monotonic() - started < SILENCE * 6, "let go, and not only because the test ends"
    for connection in silent:
        assert connection is not None
        assert connection.recv(100).startswith((b"HTTP/1.1 408", b"")), "told, or hung up"
        connection.close()
    for device in devices:
        device.stays()
        saved_once_and_whole(device)
