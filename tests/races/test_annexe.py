"""Savers and builders of one annexe at one moment, on real PostgreSQL: nobody deadlocks, no change goes uncounted."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from inspections.events import figures_changed
from inspections.models import Inspection
from reports import receivers as sections
from reports.annexe import receivers
from reports.annexe.models import Annexe
from reports.annexe.services import annexe_build, annexes_sweep
from reports.rules import LOST_AFTER
from tests.factories import world

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


@pytest.fixture(autouse=True)
def _no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "builds_send", lambda ids, seconds=0.0: True)
    monkeypatch.setattr(receivers, "annexe_send", lambda pk, seconds=0.0: True)


def all_at_once(*deeds: Callable[[], object]) -> list[Exception]:
    """Each deed TIMES over in a thread of its own; gives what went wrong."""
    wrong: list[Exception] = []

    def run(deed: Callable[[], object]) -> None:
        try:
            for _ in range(TIMES):
                deed()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return wrong


def test_savers_builders_and_sweepers_count_every_change_and_end_fresh() -> None:
    pk = world().inspection.pk
    before = Annexe.objects.get(pk=pk).wanted

    def told(*topics: str) -> Callable[[], object]:
        def tell() -> None:
            with transaction.atomic():
                figures_changed.send(Inspection, inspection_id=pk, topics=frozenset(topics))

        return tell

    def build() -> None:
        annexe_build(inspection_id=pk, at=timezone.now(), waited=True)

    def sweep() -> None:
        annexes_sweep(at=timezone.now() + 2 * LOST_AFTER)

    assert all_at_once(told("2.1", "case_mix"), told("3.1"), told("decisions"), build, sweep) == []
    assert Annexe.objects.get(pk=pk).wanted == before + 3 * TIMES
    build()
    found = Annexe.objects.get(pk=pk)
    assert (found.built, found.failed_because) == (found.wanted, "")
