"""Servers that a test may harm, and a world whose sections are fresh."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app

from reports import broker as reports_broker
from tests.faults.processes import Valkey, Web, Worker


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    """The broker that savers and the worker of this test use."""
    url, found = current_app.conf.broker_url, Valkey()
    current_app.conf.update(broker_url=found.url)
    reports_broker.broker_forget()
    yield found
    current_app.conf.update(broker_url=url)
    reports_broker.broker_forget()
    found.close()


@pytest.fixture
def worker(valkey: Valkey, transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    found = Worker(valkey, tmp_path / "worker.log")
    yield found
    found.close()


@pytest.fixture
def web(transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    found = Web(tmp_path / "web.log")
    yield found
    found.close()
