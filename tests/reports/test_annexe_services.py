"""An annexe follows every change, is built once for many, and keeps its last good files."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casereviews.rules import Change
from casereviews.services import changes_apply, review_reopen, review_submit
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import Phase
from inspections.services import phase_adjust
from reports.annexe import receivers, services, tasks
from reports.annexe.models import Annexe, AnnexeFile, AnnexeTaken
from reports.annexe.rules import STEPS, seconds_to_wait
from reports.annexe.services import annexe_build, annexe_unqueued, annexe_want, annexes_sweep, inside_take
from reports.rules import LOST_AFTER, SectionState
from samples.services import upload_take
from tests.factories import MONDAY, NOW, World
from tests.reports.annexe_material import annexe_of, built, content, rows
from tests.reports.material import LATER
from tests.samples.eligible_rows import rows_taken

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def fresh(inspected: World) -> World:
    built(inspected.inspection)
    return inspected


def change(found: World, value: str = "no") -> None:
    """The judgement of 2.1.1 in C1, which is submitted again."""
    review = found.inspection.reviews.get(case__reference="C1")
    review_reopen(review_id=review.pk, reason="Look again.", by=found.lead, at=NOW)
    seen = review.judgements.get(key_question__number=1, key_question__standard__number="2.1").version
    changes = [Change("2.1.1", seen, value, "Because.")]
    changes_apply(review_id=review.pk, changes=changes, by=review.reader, at=NOW)
    review_submit(review_id=review.pk, by=review.reader, at=NOW)


def yes(inspection: Inspection) -> int:
    found: int = next(row["yes"] for row in rows(inspection, "key_questions") if row["key_question"] == "2.1.1")
    return found


# Wanted -------------------------------------------------------------------------------------------------------------
def test_an_inspection_has_an_annexe_from_its_first_day(world):
    found = annexe_of(world.inspection)
    assert (found.built, found.state) == (0, SectionState.UPDATING)


@pytest.mark.parametrize("topics", [{"2.1"}, {"case_mix"}, {"sample"}, {"decisions"}, {"context"}])
def test_the_annexe_follows_every_topic(fresh, topics):
    before = annexe_of(fresh.inspection).wanted
    figures_changed.send(Inspection, inspection_id=fresh.inspection.pk, topics=frozenset(topics))
    found = annexe_of(fresh.inspection)
    assert (found.wanted, found.state) == (before + 1, SectionState.UPDATING)


def test_days_of_a_phase_and_a_list_of_eligible_cases_are_changes_too(fresh):
    wanted = annexe_of(fresh.inspection).wanted
    planned = fresh.inspection.planned_phases.get(phase="panel")
    phase_adjust(by=fresh.lead, planned=planned, first=MONDAY, last=MONDAY)
    assert annexe_of(fresh.inspection).wanted == wanted + 1
    built(fresh.inspection)
    assert {"phase": "Ratings panel", "first": "2026-03-16", "last": "2026-03-16"} in rows(fresh.inspection, "phases")


def test_a_list_that_is_taken_is_a_change(fresh):
    upload = rows_taken(fresh)
    type(upload).objects.filter(pk=upload.pk).update(state="ready", sorted_for=fresh.inspection.fieldwork_starts)
    wanted = annexe_of(fresh.inspection).wanted
    upload_take(upload_id=upload.pk, seen=0, by=fresh.people["service_contact"], at=NOW)
    assert annexe_of(fresh.inspection).wanted == wanted + 1
    built(fresh.inspection)
    assert [row["eligible"] for row in rows(fresh.inspection, "method")] == [40, 60, 0]


def test_it_is_asked_for_once_until_the_build_counts_as_lost(fresh):
    pk = fresh.inspection.pk
    assert annexe_want(inspection_id=pk, at=LATER)
    assert not annexe_want(inspection_id=pk, at=LATER + LOST_AFTER)
    assert annexe_want(inspection_id=pk, at=LATER + LOST_AFTER + SECOND)
    assert annexe_want(inspection_id=pk, at=LATER - LOST_AFTER), "noted by a clock that is ahead"


def test_wanting_is_one_statement(fresh, django_assert_num_queries):
    with django_assert_num_queries(1):
        annexe_want(inspection_id=fresh.inspection.pk, at=LATER)


def test_an_annexe_that_is_gone_is_laid_out_again(fresh):
    Annexe.objects.all().delete()
    assert annexe_want(inspection_id=fresh.inspection.pk, at=LATER)
    assert built(fresh.inspection).built == 1


# Built --------------------------------------------------------------------------------------------------------------
def test_the_annexe_is_built_after_the_commit(fresh, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(receivers, "annexe_send", tasks.annexe_build)
    assert yes(fresh.inspection) == 2
    with django_capture_on_commit_callbacks(execute=True):
        change(fresh)
        assert yes(fresh.inspection) == 2
    assert yes(fresh.inspection) == 1
    assert annexe_of(fresh.inspection).state is SectionState.FRESH


def test_a_change_that_is_rolled_back_asks_for_nothing(fresh, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr(receivers, "annexe_send", sent.append)
    wanted = annexe_of(fresh.inspection).wanted
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        change(fresh)
        transaction.set_rollback(True)
    assert (sent, annexe_of(fresh.inspection).wanted) == ([], wanted)


def test_a_build_twice_does_nothing_the_second_time(fresh, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert annexe_build(inspection_id=fresh.inspection.pk, at=LATER + SECOND) is None
    assert annexe_of(fresh.inspection).built_at == LATER
    assert annexe_build(inspection_id=999_999, at=LATER) is None


def test_a_build_costs_the_same_queries_however_many_cases_there_are(inspected, django_assert_max_num_queries):
    with django_assert_max_num_queries(35):
        built(inspected.inspection)
    for n in range(3, 6):
        inspected.submitted(f"C{n}")
    with django_assert_max_num_queries(35):
        built(inspected.inspection)


def test_unchanged_figures_write_no_file_anew(fresh, monkeypatch):
    before = content(fresh.inspection, "json")
    annexe_want(inspection_id=fresh.inspection.pk, at=LATER)

    def written(*arguments, **more):
        raise AssertionError("nothing changed, and a file is written")

    monkeypatch.setattr(services, "_written", written)
    found = built(fresh.inspection, at=LATER + SECOND)
    assert (found.built_at, found.changed_at) == (LATER + SECOND, LATER)
    assert content(fresh.inspection, "json") == before


def test_a_burst_costs_a_few_builds(fresh):
    """A thousand changes at 25 a second: as many builds as the waits allow."""
    pk, at, builds, due = fresh.inspection.pk, LATER, 0, None
    for n in range(1000):
        at = LATER + n * timedelta(seconds=0.04)
        if annexe_want(inspection_id=pk, at=at) and due is None:
            due = at
        if due is not None and at >= due:
            before = annexe_of(fresh.inspection).built
            seconds = annexe_build(inspection_id=pk, at=at, waited=due != at)
            builds += annexe_of(fresh.inspection).built > before
            due = None if seconds is None else at + timedelta(seconds=seconds)
    assert builds <= 8
    assert built(fresh.inspection, at=at + LOST_AFTER).state is SectionState.FRESH


def test_what_changes_during_a_build_is_asked_for_again(fresh, monkeypatch):
    read = services.material_of
    annexe_want(inspection_id=fresh.inspection.pk, at=LATER)

    def slow(inspection):
        found = read(inspection)
        monkeypatch.setattr(services, "material_of", read)
        assert not annexe_want(inspection_id=inspection.pk, at=LATER + SECOND)
        return found

    monkeypatch.setattr(services, "material_of", slow)
    seconds = annexe_build(inspection_id=fresh.inspection.pk, at=LATER, waited=True)
    found = annexe_of(fresh.inspection)
    assert seconds is not None and seconds > 0
    assert (found.wanted - found.built, found.queued_at) == (1, LATER)


def test_a_late_build_never_overwrites_a_newer_one(fresh, monkeypatch):
    read = services.material_of
    annexe_want(inspection_id=fresh.inspection.pk, at=LATER)

    def slow(inspection):
        found = read(inspection)
        monkeypatch.setattr(services, "material_of", read)
        change(fresh)
        built(inspection, at=LATER + SECOND)
        return found

    monkeypatch.setattr(services, "material_of", slow)
    assert annexe_build(inspection_id=fresh.inspection.pk, at=LATER, waited=True) is None
    assert (yes(fresh.inspection), annexe_of(fresh.inspection).built_at) == (1, LATER + SECOND)


def test_a_build_that_fails_says_why_keeps_the_last_files_and_is_tried_again(fresh, monkeypatch):
    pk, before = fresh.inspection.pk, content(fresh.inspection, "xlsx")
    change(fresh)

    def broken(annexe):
        raise OSError("no room")

    monkeypatch.setattr(services, "WRITERS", {**services.WRITERS, "csv": broken})
    assert annexe_build(inspection_id=pk, at=LATER, waited=True) is None
    found = annexe_of(fresh.inspection)
    assert (found.state, found.failed_because, found.step) == (SectionState.FAILED, "OSError: no room", 0)
    assert content(fresh.inspection, "xlsx") == before
    assert annexes_sweep(at=LATER + LOST_AFTER) == []
    monkeypatch.undo()
    assert annexes_sweep(at=LATER + LOST_AFTER + SECOND) == [pk]
    assert built(fresh.inspection, at=LATER + LOST_AFTER + SECOND).state is SectionState.FRESH
    assert yes(fresh.inspection) == 1


def test_files_that_another_release_wrote_are_written_anew(fresh):
    before = annexe_of(fresh.inspection)
    tasks.annexes_sweep()
    assert annexe_of(fresh.inspection).wanted == before.wanted, "this release wrote them"
    Annexe.objects.filter(pk=before.pk).update(release="former")
    AnnexeFile.objects.update(content=b"as they were laid out once")
    tasks.annexes_sweep()
    assert annexe_of(fresh.inspection).state is SectionState.UPDATING
    found = built(fresh.inspection)
    assert (found.state, yes(fresh.inspection)) == (SectionState.FRESH, 2)
    assert found.changed_at == before.changed_at, "no figure differs"
    tasks.annexes_sweep()
    assert annexe_of(fresh.inspection).wanted == found.wanted


def test_the_annexe_of_a_published_report_stays_as_it_was_published(fresh):
    Annexe.objects.update(release="former")
    Inspection.objects.update(phase=Phase.PUBLISHED)
    tasks.annexes_sweep()
    assert annexe_of(fresh.inspection).state is SectionState.FRESH


def test_a_lost_message_costs_a_delay(fresh):
    pk = fresh.inspection.pk
    assert annexes_sweep(at=LATER) == []
    annexe_want(inspection_id=pk, at=LATER)
    assert annexes_sweep(at=LATER) == []
    annexe_unqueued(inspection_id=pk)
    assert annexes_sweep(at=LATER) == [pk]
    assert annexes_sweep(at=LATER) == []


def test_each_step_of_a_build_can_be_seen(fresh, monkeypatch):
    seen: list[int] = []
    step = services._step

    def told(annexe, number):
        step(annexe, number)
        seen.append(annexe_of(fresh.inspection).step)

    monkeypatch.setattr(services, "_step", told)
    change(fresh)
    built(fresh.inspection)
    assert seen == list(range(1, len(STEPS) + 1))
    assert annexe_of(fresh.inspection).step == 0


@pytest.mark.parametrize(
    ("since", "covered", "seconds"),
    [(None, 0, 0.0), (0, 0, 4.0), (3, 0, 1.0), (4, 0, 0.0), (0, 60, 10.0), (0, 1000, 20.0), (-100, 0, 4.0)],
)
def test_seconds_to_wait_grow_with_the_changes_and_end(since, covered, seconds):
    built_at = None if since is None else NOW - since * SECOND
    assert seconds_to_wait(built_at=built_at, covered=covered, at=NOW) == seconds


# On record ----------------------------------------------------------------------------------------------------------
def test_who_took_what_is_on_record_for_good(fresh):
    inside_take(inspection_id=fresh.inspection.pk, what="answers", by=fresh.editor, at=NOW)
    taken = AnnexeTaken.objects.get()
    assert (taken.what, taken.by, taken.at) == ("answers", fresh.editor, NOW)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        AnnexeTaken.objects.update(at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        inside_take(inspection_id=fresh.inspection.pk, what="names", by=fresh.editor, at=NOW)


def test_the_database_refuses_a_file_of_an_unknown_kind(fresh):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnexeFile.objects.filter(format="csv").update(audience="everybody")
