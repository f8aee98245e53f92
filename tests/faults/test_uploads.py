"""A file is read to its end, whatever happens to the worker that reads it. A real worker, killed in the middle."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.broker import broker_forget, message_send
from samples.models import EligibleUpload
from samples.rules import READER_LOST_AFTER, UploadState
from samples.services import upload_add, uploads_sweep
from samples.services.uploads import READ
from tests.factories import world
from tests.faults.processes import Worker, wait_until
from tests.samples.uploads_material import csv_bytes, rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_killed_in_the_middle_of_a_file_costs_a_delay(worker: Worker) -> None:
    found = world()
    content = csv_bytes(rows(10_000))
    sent = {"inspection": found.inspection, "file_name": "cases.csv", "content": content, "by": found.administrator}
    upload = upload_add(at=timezone.now(), **sent)
    mine = EligibleUpload.objects.filter(pk=upload.pk)
    wait_until(lambda: mine.filter(state=UploadState.READING, done__gte=500).exists())
    worker.kill()
    assert mine.get().state == UploadState.READING
    assert uploads_sweep(at=timezone.now()) == []  # nobody knows yet

    worker.start()
    broker_forget()
    later = timezone.now() + READER_LOST_AFTER
    assert uploads_sweep(at=later) == [upload.pk]
    mine.update(heard_at=timezone.now() - READER_LOST_AFTER - timedelta(seconds=1))  # so that nobody waits for it
    assert message_send(READ, upload.pk)
    wait_until(lambda: mine.filter(state=UploadState.READY).exists())
    assert (mine.get().tries, mine.get().rows.count()) == (2, 10_000)
