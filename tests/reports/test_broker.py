"""A broker that is stopped, silent or emptied: late, never wrong, never an error or a wait for the one who saves."""

import base64
import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.utils import timezone

from accounts import broker as messages_broker
from casereviews.rules import Change
from casereviews.services import changes_apply
from reports import broker, tasks
from reports.models import ReportSection
from reports.rules import LOST_AFTER, SectionState
from tests.factories import NOW
from tests.reports.material import build_all, section, stale_codes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at() -> Iterator[Callable[[str], None]]:
    """`at(url)` moves the broker. What one test learns of it is not for the next."""
    url = current_app.conf.broker_url

    def move(to: str = url) -> None:
        current_app.conf.update(broker_url=to)
        broker.broker_forget()

    move()
    yield move
    move()


@pytest.fixture
def queue() -> Iterator[redis.Redis]:
    """The broker itself, emptied."""
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def stopped(at: Callable[[str], None]) -> None:
    """Nobody listens where the broker was."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    at(f"redis://127.0.0.1:{port}/0")


@pytest.fixture
def silent(at: Callable[[str], None]) -> Iterator[None]:
    """The broker takes connections and never answers, as one whose process is stopped."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        at(f"redis://127.0.0.1:{server.getsockname()[1]}/0")
        yield


@pytest.fixture
def review(world):
    found = world.review()
    build_all(world.inspection)
    return found


def save(review, value="yes", seen=0):
    return changes_apply(
        review_id=review.pk, changes=[Change("2.1.1.a", seen, value)], by=review.reader, at=NOW
    ).outcomes[0]


def stale_ids(review):
    return list(
        ReportSection.objects.filter(inspection=review.inspection).stale().order_by("pk").values_list("pk", flat=True)
    )


def ids_in(queue: redis.Redis) -> list[int]:
    """The sections that messages in the broker ask for, in their order."""
    bodies = [json.loads(base64.b64decode(message["body"])) for message in reversed(messages(queue))]
    return [pk for (ids,), *_ in bodies for pk in ids]


def messages(queue: redis.Redis) -> list[dict[str, Any]]:
    return [json.loads(raw) for raw in queue.lrange("celery", 0, -1)]


def test_a_save_sends_one_message(review, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save(review)
    (message,) = messages(queue)
    assert message["headers"]["task"] == "reports.tasks.sections_build"
    assert message["headers"]["eta"] is None


def test_a_message_for_later_says_so(review, queue):
    assert broker.builds_send([1, 2], seconds=2.5)
    (message,) = messages(queue)
    assert message["headers"]["eta"] is not None
    assert message["headers"]["kwargsrepr"] == "{'waited': True}"


@pytest.mark.parametrize("condition", ["stopped", "silent"])
def test_a_broker_that_is_away_costs_the_saver_under_a_second_and_no_error(
    condition, request, review, django_capture_on_commit_callbacks, caplog
):
    request.getfixturevalue(condition)
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        assert save(review).status == "saved"
    assert time.monotonic() - started < 1
    assert "The broker does not answer" in caplog.text
    assert stale_codes(review.inspection) == {"ratings", "standard:2.1"}
    assert section(review.inspection, "ratings").state is SectionState.UPDATING


def test_the_next_saves_do_not_pay_for_a_silent_broker(silent, review, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save(review)
    started = time.monotonic()
    for n in range(1, 6):
        with django_capture_on_commit_callbacks(execute=True):
            save(review, "no" if n % 2 else "yes", seen=n)
    assert time.monotonic() - started < 5 * broker.ANSWER_WITHIN


def test_once_the_broker_is_back_the_sweeper_catches_up(stopped, at, review, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save(review)
    at(settings.CELERY_BROKER_URL)
    tasks.sections_sweep()
    assert ids_in(queue) == stale_ids(review)
    tasks.sections_sweep()
    assert len(messages(queue)) == 1


def test_what_a_flushed_broker_lost_is_queued_again(review, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save(review)
    queue.flushdb()
    tasks.sections_sweep()
    assert messages(queue) == []  # it may still come
    ReportSection.objects.update(queued_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    tasks.sections_sweep()
    assert ids_in(queue) == stale_ids(review)
    tasks.sections_build(ids_in(queue), waited=True)
    assert stale_codes(review.inspection) == set()


def test_a_sweep_of_many_is_shared_among_workers(world, queue):
    ids = list(range(1, 2 * broker.AT_A_TIME + 2))
    assert broker.builds_send_many(ids)
    assert ids_in(queue) == ids
    assert len(messages(queue)) == 3


def test_a_sweep_without_a_broker_leaves_all_free_to_be_queued(stopped, world):
    sections = ReportSection.objects.filter(inspection=world.inspection)
    sections.update(queued_at=None)
    tasks.sections_sweep()
    assert not sections.exclude(queued_at=None).exists()


def test_the_task_asks_again_for_what_it_put_off(review, queue):
    save(review)
    ReportSection.objects.filter(inspection=review.inspection).update(built_at=timezone.now())
    tasks.sections_build(stale_ids(review))
    assert ids_in(queue) == stale_ids(review)
    assert messages(queue)[0]["headers"]["eta"] is not None


def test_the_broker_is_tried_again_after_a_while(stopped, review, monkeypatch):
    assert not broker.builds_send([1])
    tried = []
    monkeypatch.setattr(messages_broker, "_send", lambda name, values, more, seconds: tried.append(values[0]))
    assert not broker.builds_send([2])
    later = time.monotonic() + messages_broker.LEAVE_ALONE_FOR
    monkeypatch.setattr(messages_broker.time, "monotonic", lambda: later)
    assert broker.builds_send([3])
    assert tried == [[3]]
