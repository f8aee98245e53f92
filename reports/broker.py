"""Sends build messages. They are only hints: a broker that does not answer costs a moment and never an error."""

import logging
import time
from collections.abc import Sequence
from functools import lru_cache

from celery import current_app
from kombu import Connection
from kombu.exceptions import KombuError
from kombu.pools import producers
from redis.exceptions import RedisError

from reports.services import sections_unqueued

logger = logging.getLogger(__name__)

BUILD = "reports.tasks.sections_build"
# Seconds that the broker has to take a connection, and then to answer. Workers are patient, as the settings say.
ANSWER_WITHIN = 0.3
# Seconds for which this process does not try a broker that just failed: not every save is to pay for it.
LEAVE_ALONE_FOR = 5.0
FAILURES = (KombuError, RedisError, OSError)
AT_A_TIME = 20


class _Broker:
    """What this process knows of the broker. Several threads may write it: the latest word is good enough."""

    left_alone_until = 0.0


def builds_send(ids: Sequence[int], *, seconds: float = 0.0) -> bool:
    """Asks for builds of `ids`, at once or in `seconds`; False, with all of them free to be queued, if it cannot."""
    if not ids:
        return True
    if time.monotonic() >= _Broker.left_alone_until:
        try:
            _send(list(ids), seconds)
        except FAILURES as error:
            _Broker.left_alone_until = time.monotonic() + LEAVE_ALONE_FOR
            logger.warning("The broker does not answer (%s); sections are built once it does", error)
        else:
            return True
    sections_unqueued(ids=ids)
    return False


def builds_send_many(ids: Sequence[int]) -> bool:
    """Asks for many builds, in messages that several workers can share; False if not all went out."""
    sent = [builds_send(ids[first : first + AT_A_TIME]) for first in range(0, len(ids), AT_A_TIME)]
    return all(sent)


def _send(ids: list[int], seconds: float) -> None:
    task = current_app.tasks[BUILD]
    options = {"kwargs": {"waited": bool(seconds)}, "countdown": seconds or None}
    if current_app.conf.task_always_eager:
        task.apply_async((ids,), **options)
        return
    with producers[_connection(current_app.conf.broker_write_url)].acquire(block=True, timeout=1) as producer:
        task.apply_async((ids,), producer=producer, retry=False, **options)


@lru_cache
def _connection(url: str) -> Connection:
    """The broker as those who save know it: quick or not at all."""
    impatient = {"socket_connect_timeout": ANSWER_WITHIN, "socket_timeout": ANSWER_WITHIN, "max_retries": 0}
    connection: Connection = current_app.connection_for_write(url, transport_options=impatient)
    return connection


def broker_forget() -> None:
    """Try the broker again at the next occasion, wherever the settings now say it is."""
    _Broker.left_alone_until = 0.0
