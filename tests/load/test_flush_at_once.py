"""The train leaves the tunnel: sixty devices send what waits on them at the same moment, to a real web server.

How long it takes is measured in benchmarks/crowd.py and benchmarks/flush.py; here is what must hold meanwhile.
"""

import threading
from collections.abc import Callable

import pytest

from casereviews.models import CaseReview, ReceivedChange
from reports.models import ReportSection
from tests.factories import world
from tests.faults.processes import Web
from tests.faults.vanishing import Vanisher, line_of, saved_once_and_whole, vanishers

pytestmark = pytest.mark.django_db(transaction=True)

DEVICES, EACH = 60, 10


def test_sixty_devices_that_send_at_once_are_each_saved_in_full(
    web: Web, record_property: Callable[[str, object], None]
) -> None:
    found = world()
    devices = vanishers(found, line_of(web.port, found.inspector), DEVICES, seed=1)
    results: dict[int, list[dict[str, object]]] = {}

    def send(device: Vanisher) -> None:
        for _ in range(EACH):
            device.type()
        results[device.number] = device.stays()

    threads = [threading.Thread(target=send, args=[device]) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == DEVICES, "each was answered"
    assert {result["status"] for answer in results.values() for result in answer} == {"saved"}
    for review in CaseReview.objects.all():
        batches = sum(device.review == review.pk for device in devices)
        assert review.sequence == batches, "one step for each batch"
        steps = ReceivedChange.objects.filter(review=review).order_by().values_list("sequence", flat=True).distinct()
        assert sorted(steps) == list(range(1, batches + 1))
    for device in devices:
        saved_once_and_whole(device)
    assert ReportSection.objects.filter(topics__contains=["2.1"], wanted__gte=DEVICES // 2).exists(), "none overlooked"
    record_property(
        "printed result", f"{DEVICES} devices sent {EACH} answers each at once: {DEVICES * EACH:,} saved, once"
    )
