"""Sends messages to the workers. They are only hints: a broker that does not answer costs a moment, never an error."""

import logging
import time
from functools import lru_cache
from typing import Any

from celery import current_app
from kombu import Connection
from kombu.exceptions import KombuError
from kombu.pools import producers
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds that the broker has to take a connection, and then to answer. Workers are patient, as the settings say.
ANSWER_WITHIN = 0.3
# Seconds for which this process does not try a broker that just failed: not everybody who saves is to pay for it.
LEAVE_ALONE_FOR = 5.0
FAILURES = (KombuError, RedisError, OSError)


class _Broker:
    """What this process knows of the broker. Several threads may write it: the latest word is good enough."""

    left_alone_until = 0.0


def message_send(task: str, *values: Any, seconds: float = 0.0, **more: Any) -> bool:
    """Asks a worker to do a task, at once or in `seconds`; False where the broker cannot be reached."""
    if time.monotonic() < _Broker.left_alone_until:
        return False
    try:
        _send(task, values, more, seconds)
    except FAILURES as error:
        _Broker.left_alone_until = time.monotonic() + LEAVE_ALONE_FOR
        logger.warning("The broker does not answer (%s); what was asked is done once it does", error)
        return False
    return True


def _send(name: str, values: tuple[Any, ...], more: dict[str, Any], seconds: float) -> None:
    task = current_app.tasks[name]
    options = {"kwargs": more, "countdown": seconds or None}
    if current_app.conf.task_always_eager:
        task.apply_async(values, **options)
        return
    with producers[_connection(current_app.conf.broker_write_url)].acquire(block=True, timeout=1) as producer:
        task.apply_async(values, producer=producer, retry=False, **options)


@lru_cache
def _connection(url: str) -> Connection:
    """The broker as those who save know it: quick or not at all."""
    impatient = {"socket_connect_timeout": ANSWER_WITHIN, "socket_timeout": ANSWER_WITHIN, "max_retries": 0}
    connection: Connection = current_app.connection_for_write(url, transport_options=impatient)
    return connection


def broker_forget() -> None:
    """Try the broker again at the next occasion, wherever the settings now say it is."""
    _Broker.left_alone_until = 0.0
