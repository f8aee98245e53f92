"""Savers, the panel and builders at one moment, on real PostgreSQL: nobody deadlocks, no change goes uncounted."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casereviews.rules import Change
from casereviews.services import changes_apply
from inspections.rules import CASE_MIX, CONTEXT, SAMPLE
from inspections.services import service_save
from ratings.figures import standard_figures
from ratings.services import FiguresChanged, decision_take, proposal_make
from reports import receivers
from reports.models import ReportSection
from reports.services import sections_build, sections_lay_out, sections_want
from tests.factories import World, panel_meets, world

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 12


@pytest.fixture(autouse=True)
def _no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receivers, "builds_send", lambda ids, seconds=0.0: True)


def all_at_once(*deeds: Callable[[], object]) -> list[BaseException]:
    """Each deed TIMES over in a thread of its own; gives what went wrong."""
    barrier, wrong = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            barrier.wait(30)
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


def saver(found: World, reference: str, target: str) -> Callable[[], object]:
    review, values = found.review(reference), iter(range(1000))

    def save() -> None:
        seen = next(values)
        changes = [Change(target, seen, "no" if seen % 2 else "yes", "Because.")]
        changes_apply(review_id=review.pk, changes=changes, by=found.inspector, at=timezone.now())

    return save


def test_panel_lead_and_savers_at_once_never_deadlock() -> None:
    """All lock the rated standard and the sections; whoever took them in another order would stop the others."""
    found, ratings = world(), ("good", "outstanding")
    found.submitted("C0")
    versions = iter(range(1000))

    members = panel_meets(found)

    def decide() -> None:
        with suppress(FiguresChanged):  # somebody saved in between, as the panel should be told
            decision_take(
                inspection=found.inspection, standard_number="2.1", rating="outstanding", words="", reason_code="",
                seen_number=standard_figures(found.inspection, "2.1").seen, confirmed=True, by=found.panel,
                at=timezone.now(), agreed=members,
            )  # fmt: skip

    def propose() -> None:
        seen = next(versions)
        proposal_make(
            inspection=found.inspection, standard_number="1.1", rating=ratings[seen % 2], summary="Sound.", seen=seen,
            by=found.lead, at=timezone.now(),
        )  # fmt: skip

    def rename() -> None:
        service_save(by=found.administrator, service=found.inspection.service)

    assert all_at_once(decide, propose, rename, rename, saver(found, "C1", "2.1.1"), saver(found, "C2", "2.1.2")) == []


def test_every_change_is_counted_and_no_builder_stands_in_the_way() -> None:
    found = world()
    inspection, at = found.inspection, timezone.now() + timedelta(hours=1)
    before = dict(ReportSection.objects.values_list("code", "wanted"))

    def want(*topics: str) -> Callable[[], object]:
        return lambda: sections_want(inspection_id=inspection.pk, topics=set(topics), at=timezone.now())

    def build() -> None:
        ids = list(ReportSection.objects.stale().order_by("-pk").values_list("pk", flat=True))
        sections_build(ids=ids, at=at, waited=True)

    def lay_out() -> None:
        sections_lay_out(inspection_id=inspection.pk)

    assert all_at_once(want("2.1", SAMPLE), want(CASE_MIX, "2.1"), want(CONTEXT, "3.1"), build, build, lay_out) == []
    after = dict(ReportSection.objects.values_list("code", "wanted"))
    assert {
        code: after[code] - before[code] for code in ("ratings", "standard:2.1", "standard:1.1", "case_mix:D2")
    } == {
        "ratings": 3 * TIMES,
        "standard:2.1": 3 * TIMES,
        "standard:1.1": TIMES,
        "case_mix:D2": 3 * TIMES,
    }


@pytest.mark.parametrize("code", ["ratings", "standard:2.1"])
def test_two_builders_of_one_section_leave_the_newest(code: str) -> None:
    found = world()
    section = ReportSection.objects.get(inspection=found.inspection, code=code)

    def build() -> None:
        sections_build(ids=[section.pk], at=timezone.now(), waited=True)

    def want() -> None:
        sections_want(inspection_id=found.inspection.pk, topics={"2.1"}, at=timezone.now())

    assert all_at_once(build, build, want) == []
    build()
    section.refresh_from_db()
    assert section.built == section.wanted
