"""Loading an edition while others load it, or take it for an inspection, at the same moment."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from inspections.models import Inspection, Service
from standards.documents import EditionDocument, document_read
from standards.models import REFUSAL, Edition, Prompt
from standards.services import EditionInUse, LoadResult, Outcome, document_load
from tests.standards.material import SMALL, changed

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = document_read(SMALL.encode(), source="small.yaml")
OTHER = document_read(changed(SMALL, "Is it analysed?", "Is it thought through?").encode(), source="small.yaml")


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def beside(pool: ThreadPoolExecutor, deed: Callable[[], Any]) -> Future[Any]:
    """Does something in a thread and a connection of its own."""

    def run() -> Any:
        try:
            return deed()
        finally:
            connections.close_all()

    return pool.submit(run)


def wait_until_blocked(future: Future[Any]) -> None:
    """Until somebody waits for a lock."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        assert not future.done(), future.exception() or future.result()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("nobody waited")


def load(document: EditionDocument) -> LoadResult | EditionInUse:
    try:
        return document_load(document=document)
    except EditionInUse as refused:
        return refused


def inspect(edition: Edition) -> Inspection:
    service = Service.objects.create(place="Testley")
    return Inspection.objects.create(
        name="testley-1", service=service, edition=edition, fieldwork_starts=date(2026, 3, 16)
    )


def test_document_load_by_many_at_once_loads_a_new_edition_once(threads: ThreadPoolExecutor) -> None:
    start = threading.Barrier(6)

    def deed() -> LoadResult:
        start.wait()
        return document_load(document=FIRST)

    results = [future.result().outcome for future in [beside(threads, deed) for _ in range(6)]]
    assert sorted(results) == [Outcome.LOADED, *[Outcome.SAME] * 5]
    assert Edition.objects.filter(code="small-1").count() == 1
    assert Prompt.objects.filter(edition__code="small-1").count() == 2


def test_document_load_waits_for_an_inspection_and_is_then_refused(threads: ThreadPoolExecutor) -> None:
    edition = document_load(document=FIRST).edition
    with transaction.atomic():
        inspect(edition)
        loading = beside(threads, lambda: load(OTHER))
        wait_until_blocked(loading)
    assert isinstance(loading.result(), EditionInUse)
    assert Edition.objects.get(code="small-1").content_hash == FIRST.content_hash


def test_an_inspection_waits_for_a_load_and_takes_the_new_rows(threads: ThreadPoolExecutor) -> None:
    edition = document_load(document=FIRST).edition
    with transaction.atomic():
        document_load(document=OTHER)
        inspecting = beside(threads, lambda: inspect(edition))
        wait_until_blocked(inspecting)
    inspecting.result()
    edition.refresh_from_db()
    assert (edition.in_use, edition.content_hash) == (True, OTHER.content_hash)


def test_a_change_by_sql_waits_for_an_inspection_and_is_then_refused(threads: ThreadPoolExecutor) -> None:
    edition = document_load(document=FIRST).edition
    with transaction.atomic():
        inspect(edition)
        changing = beside(threads, lambda: Prompt.objects.filter(edition=edition).update(text="Other"))
        wait_until_blocked(changing)
    with pytest.raises(DatabaseError, match=REFUSAL):
        changing.result()
