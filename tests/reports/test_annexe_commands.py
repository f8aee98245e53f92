"""The sweep of annexes by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.annexe import services
from reports.annexe.models import Annexe
from reports.management.commands import annexes_sweep

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("annexes_sweep", *arguments, stdout=out)
    return out.getvalue().strip()


def test_annexes_that_are_behind_are_built_here_and_now(inspected):
    assert said("--here") == "One annexe built."
    assert not Annexe.objects.stale().exists()
    assert said("--here") == "No annexes built."


def test_one_that_cannot_be_built_is_named_with_the_reason(inspected, monkeypatch):
    monkeypatch.setattr(services, "WRITERS", {"xlsx": None})
    with pytest.raises(CommandError, match=r"testley-2026: TypeError"):
        said("--here")


def test_annexes_that_nobody_builds_are_queued(inspected, monkeypatch):
    sent = []
    monkeypatch.setattr(annexes_sweep, "annexe_send", lambda pk: sent.append(pk) or True)
    Annexe.objects.update(queued_at=None)
    assert (said(), sent) == ("One annexe queued.", [inspected.inspection.pk])


def test_a_broker_that_does_not_answer_is_told(inspected, monkeypatch):
    monkeypatch.setattr(annexes_sweep, "annexe_send", lambda pk: False)
    Annexe.objects.update(queued_at=None)
    with pytest.raises(CommandError, match="annexes_sweep --here"):
        said()
