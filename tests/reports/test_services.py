"""Sections are wanted, built, put off and swept; whatever arrives twice, late or out of order does no harm."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.signals import template_rendered

from inspections.models import Inspection
from inspections.rules import CASE_MIX, CONTEXT, Phase
from reports.bodies import Inputs
from reports.models import ReportSection, SectionVersion
from reports.rules import SectionState, section_plan
from reports.services import (
    section_build,
    sections_build,
    sections_complete,
    sections_lay_out,
    sections_sweep,
    sections_unqueued,
    sections_want,
    sections_want_all,
)
from reports.services import sections as services
from standards.outline import outline_of
from tests.factories import NOW
from tests.reports.material import LATER, build_all, section, stale_codes, wanted_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def fresh(world):
    """A world whose sections are all built and none queued."""
    build_all(world.inspection)
    return world


def want(world, *topics, at=LATER):
    return sections_want(inspection_id=world.inspection.pk, topics=frozenset(topics), at=at)


def test_a_new_inspection_has_every_section_of_its_plan(world):
    plan = section_plan(outline_of(world.inspection.edition))
    rows = ReportSection.objects.filter(inspection=world.inspection)
    assert [(row.code, row.position, set(row.topics)) for row in rows] == [
        (spec.code, spec.position, spec.topics) for spec in plan
    ]
    assert {row.state for row in rows} == {SectionState.UPDATING}


def test_a_report_from_before_an_upgrade_gets_the_sections_it_lacks(fresh, world_2018, django_assert_num_queries):
    section(fresh.inspection, "recommendations").delete()
    ReportSection.objects.filter(inspection=fresh.inspection, code="ratings").update(code="of a former plan")
    assert sections_complete(at=LATER) == [fresh.inspection.pk]
    assert stale_codes(fresh.inspection) >= {"recommendations", "ratings"}
    assert ReportSection.objects.filter(inspection=fresh.inspection, code="of a former plan").exists()
    with django_assert_num_queries(3):
        assert sections_complete(at=LATER) == []


def test_a_report_from_before_an_upgrade_follows_what_its_sections_read_since(fresh):
    ReportSection.objects.filter(inspection=fresh.inspection, code="case_mix:D2").update(topics=["case_mix"])
    assert sections_complete(at=LATER) == [fresh.inspection.pk]
    assert set(section(fresh.inspection, "case_mix:D2").topics) == {"case_mix", "context", "facts", "sample"}
    assert stale_codes(fresh.inspection) == set(wanted_of(fresh.inspection))
    assert set(sections_sweep(at=LATER)) >= {section(fresh.inspection, "case_mix:D2").pk}
    assert sections_complete(at=LATER) == []


def test_an_upgrade_writes_no_published_report_anew(fresh):
    Inspection.objects.filter(pk=fresh.inspection.pk).update(phase=Phase.PUBLISHED)
    ReportSection.objects.filter(inspection=fresh.inspection, code="case_mix:D2").update(topics=["case_mix"])
    section(fresh.inspection, "names").delete()
    assert sections_complete(at=LATER) == [fresh.inspection.pk]
    assert stale_codes(fresh.inspection) == {"names"}
    assert "facts" in section(fresh.inspection, "case_mix:D2").topics


def test_sections_lay_out_again_keeps_bodies_and_follows_the_plan(fresh):
    ratings = section(fresh.inspection, "ratings")
    ReportSection.objects.filter(pk=ratings.pk).update(topics=["old"], position=99)
    section(fresh.inspection, "standard:2.1").delete()
    sections_lay_out(inspection_id=fresh.inspection.pk)
    again = section(fresh.inspection, "ratings")
    assert (again.pk, again.body, again.position, "2.1" in again.topics) == (ratings.pk, ratings.body, 6, True)
    assert section(fresh.inspection, "standard:2.1").built == 0


def test_sections_want_counts_for_those_that_read_the_topic_and_no_others(fresh):
    before = wanted_of(fresh.inspection)
    ids = want(fresh, "2.1")
    assert set(ids) == {section(fresh.inspection, code).pk for code in ("ratings", "standard:2.1")}
    assert {code for code, wanted in wanted_of(fresh.inspection).items() if wanted != before[code]} == {
        "ratings",
        "standard:2.1",
    }
    assert want(fresh, "no such topic") == []


def test_sections_want_queues_once_until_the_build_counts_as_lost(fresh):
    mix = section(fresh.inspection, "case_mix:D2")
    assert mix.pk in want(fresh, CASE_MIX)
    assert want(fresh, CASE_MIX, at=LATER + 30 * SECOND) == []
    assert mix.pk in want(fresh, CASE_MIX, at=LATER + 31 * SECOND)
    mix.refresh_from_db()
    assert (mix.wanted - mix.built, mix.queued_at) == (3, LATER + 31 * SECOND)


@pytest.mark.parametrize(
    ("seconds_ago", "is_lost"), [(None, True), (0, False), (30, False), (30.1, True), (-5, False), (-30.1, True)]
)
def test_a_build_counts_as_lost_after_thirty_seconds_either_way(fresh, seconds_ago, is_lost):
    mix = section(fresh.inspection, "case_mix:D2")
    queued_at = None if seconds_ago is None else LATER - seconds_ago * SECOND
    ReportSection.objects.filter(pk=mix.pk).update(queued_at=queued_at)
    assert (mix.pk in want(fresh, CASE_MIX)) is is_lost
    mix.refresh_from_db()
    assert mix.queued_at == (LATER if is_lost else queued_at)


def test_section_build_stores_the_body_for_what_was_wanted(world):
    ratings = section(world.inspection, "ratings")
    assert section_build(section_id=ratings.pk, at=LATER)
    ratings.refresh_from_db()
    assert (ratings.built, ratings.built_at, ratings.queued_at) == (ratings.wanted, LATER, None)
    assert ratings.covered == ratings.wanted
    assert "Overall rating" in ratings.body
    assert ratings.state is SectionState.FRESH


def test_section_build_twice_does_nothing_the_second_time(fresh, django_assert_num_queries):
    ratings = section(fresh.inspection, "ratings")
    with django_assert_num_queries(1):
        assert not section_build(section_id=ratings.pk, at=LATER + SECOND)
    assert section(fresh.inspection, "ratings").built_at == LATER


def test_section_build_of_a_section_that_is_gone_does_nothing(db):
    assert not section_build(section_id=999_999, at=LATER)
    assert sections_build(ids=[999_999], at=LATER).ids == ()


def test_a_late_build_never_overwrites_a_newer_one(fresh, monkeypatch):
    """While one worker renders, a change comes and another worker builds that: the first finds itself overtaken."""
    ratings = section(fresh.inspection, "ratings")
    want(fresh, "2.1")
    read = services.section_inputs

    def slow(live, code):
        read(live, code)
        monkeypatch.setattr(services, "section_inputs", read)
        want(fresh, "2.1")
        assert section_build(section_id=ratings.pk, at=LATER + SECOND)
        return Inputs("reports/sections/case_mix.html", {"sentences": ["an old body"]})

    monkeypatch.setattr(services, "section_inputs", slow)
    assert not section_build(section_id=ratings.pk, at=LATER)
    ratings.refresh_from_db()
    assert (ratings.built, ratings.built_at) == (ratings.wanted, LATER + SECOND)
    assert "an old body" not in ratings.body and not ratings.versions.filter(body__contains="an old body").exists()


def test_a_late_build_that_came_out_as_it_was_takes_nothing_back(fresh, monkeypatch):
    ratings = section(fresh.inspection, "ratings")
    want(fresh, "2.1")
    read = services.section_inputs

    def slow(live, code):
        monkeypatch.setattr(services, "section_inputs", read)
        want(fresh, "2.1")
        assert section_build(section_id=ratings.pk, at=LATER + SECOND)
        return read(live, code)

    monkeypatch.setattr(services, "section_inputs", slow)
    assert not section_build(section_id=ratings.pk, at=LATER)
    ratings.refresh_from_db()
    assert (ratings.built, ratings.built_at) == (ratings.wanted, LATER + SECOND)


def test_a_change_during_a_build_is_built_afterwards(fresh, monkeypatch):
    """Whoever saved saw that a build was on its way and sent nothing, so the builder has to ask for another."""
    ratings = section(fresh.inspection, "ratings")
    want(fresh, "2.1")
    read = services.section_inputs

    def interrupted(live, code):
        assert want(fresh, "2.1", "another") == []
        return read(live, code)

    monkeypatch.setattr(services, "section_inputs", interrupted)
    later = sections_build(ids=[ratings.pk], at=LATER + 2 * SECOND)
    assert later.ids == (ratings.pk,)
    assert 1 <= later.seconds <= 2
    ratings.refresh_from_db()
    assert (ratings.wanted - ratings.built, ratings.queued_at) == (1, LATER + 2 * SECOND)
    assert "another" in ratings.causes, "what came during the build is among the causes of the next"


def test_sections_built_a_moment_ago_are_put_off_unless_they_have_waited(fresh):
    ids = want(fresh, "2.1", at=LATER + SECOND / 2)
    later = sections_build(ids=ids, at=LATER + SECOND / 2)
    assert set(later.ids) == set(ids)
    assert 0.5 <= later.seconds < 4
    assert stale_codes(fresh.inspection) == {"ratings", "standard:2.1"}
    assert sections_build(ids=ids, at=LATER + SECOND / 2, waited=True).ids == ()
    assert stale_codes(fresh.inspection) == set()


def test_a_burst_between_two_builds_costs_one(fresh):
    ids = set()
    for _ in range(100):
        ids.update(want(fresh, "2.1", at=LATER + 10 * SECOND))
    sections_build(ids=sorted(ids), at=LATER + 10 * SECOND)
    ratings = section(fresh.inspection, "ratings")
    assert (ratings.covered, ratings.state) == (100, SectionState.FRESH)


def test_a_failed_build_keeps_the_last_body_and_says_why(fresh, caplog):
    broken = ReportSection.objects.create(
        inspection=fresh.inspection, code="standard:9.9", position=99, topics=["9.9"], body="<p>Good</p>", built=1,
        wanted=2, built_at=NOW,
    )  # fmt: skip
    assert not section_build(section_id=broken.pk, at=LATER)
    broken.refresh_from_db()
    assert (broken.body, broken.built, broken.built_at) == ("<p>Good</p>", 1, NOW)
    assert broken.failed_because == "KeyError: '9.9'"
    assert broken.state is SectionState.FAILED
    assert "standard:9.9 of testley-2026 could not be built" in caplog.text


def test_a_failed_build_is_tried_again_by_the_sweeper_and_not_at_every_change(fresh, caplog):
    broken = ReportSection.objects.create(
        inspection=fresh.inspection, code="standard:9.9", position=99, topics=["9.9"], queued_at=LATER
    )
    section_build(section_id=broken.pk, at=LATER)
    assert want(fresh, "9.9", at=LATER + SECOND) == []
    assert sections_sweep(at=LATER + 30 * SECOND) == []
    assert sections_sweep(at=LATER + 31 * SECOND) == [broken.pk]


def test_a_build_that_works_again_clears_the_failure(fresh):
    ratings = section(fresh.inspection, "ratings")
    want(fresh, "2.1")
    ReportSection.objects.filter(pk=ratings.pk).update(failed_because="KeyError")
    assert section_build(section_id=ratings.pk, at=LATER)
    assert section(fresh.inspection, "ratings").failed_because == ""


def test_one_section_that_fails_does_not_keep_others_from_being_built(world, caplog):
    broken = ReportSection.objects.create(inspection=world.inspection, code="nonsense", position=0, topics=[])
    ratings = section(world.inspection, "ratings")
    sections_build(ids=[broken.pk, ratings.pk], at=LATER)
    assert section(world.inspection, "ratings").state is SectionState.FRESH


def test_sections_sweep_finds_what_is_stale_and_not_on_its_way(fresh):
    lost, waiting, unsent, ahead = (section(fresh.inspection, f"standard:2.{n}") for n in (1, 2, 3, 4))
    noted = {lost: LATER - 31 * SECOND, waiting: LATER - 29 * SECOND, unsent: None, ahead: LATER + 31 * SECOND}
    for row, queued_at in noted.items():
        ReportSection.objects.filter(pk=row.pk).update(wanted=row.wanted + 1, queued_at=queued_at)
    assert sections_sweep(at=LATER) == [lost.pk, unsent.pk, ahead.pk]
    assert sections_sweep(at=LATER) == []
    assert section(fresh.inspection, "standard:2.1").queued_at == LATER


def test_sections_unqueued_may_be_queued_by_the_next_change(fresh):
    ids = want(fresh, "2.1")
    sections_unqueued(ids=ids)
    assert set(want(fresh, "2.1")) == set(ids)


def test_sections_want_all_lays_out_and_wants_every_section(fresh):
    section(fresh.inspection, "ratings").delete()
    before = wanted_of(fresh.inspection)
    ids = sections_want_all(inspection_id=fresh.inspection.pk, at=LATER)
    assert set(ids) == set(ReportSection.objects.filter(inspection=fresh.inspection).values_list("pk", flat=True))
    after = wanted_of(fresh.inspection)
    assert all(after[code] == wanted + 1 for code, wanted in before.items())
    assert want(fresh, CONTEXT) == []


def test_services_cost_few_queries(fresh, django_assert_num_queries):
    with django_assert_num_queries(1):
        ids = want(fresh, "2.1")
    with django_assert_num_queries(9):  # two sections: read, five of ratings, what was written and found, noted at once
        sections_build(ids=ids, at=LATER + 10 * SECOND)


def test_a_body_that_changed_is_a_version_with_what_changed_before_it(world):
    build_all(world.inspection)
    (first,) = section(world.inspection, "standard:2.1").versions.all()
    world.submitted("C1")
    build_all(world.inspection, at=LATER + 9 * SECOND)
    now = section(world.inspection, "standard:2.1")
    last, before = now.versions.all()
    assert (before, last.body, last.number, last.at) == (first, now.body, now.built, LATER + 9 * SECOND)
    assert "2.1" in last.causes and last.changes == last.number - first.number > 0
    assert (now.causes, first.body != last.body) == ([], True)


def test_what_is_made_of_the_same_is_not_rendered_again_and_makes_no_version(fresh):
    before = section(fresh.inspection, "standard:2.1")
    want(fresh, "2.1")
    rendered = []
    template_rendered.connect(lambda template, **rest: rendered.append(template.name), weak=False, dispatch_uid="count")
    try:
        assert section_build(section_id=before.pk, at=LATER + 9 * SECOND)
    finally:
        template_rendered.disconnect(dispatch_uid="count")
    now = section(fresh.inspection, "standard:2.1")
    assert (rendered, now.body, now.built, now.built_at) == ([], before.body, now.wanted, LATER + 9 * SECOND)
    assert (now.versions.count(), now.causes, now.state) == (1, [], SectionState.FRESH)


def test_a_version_is_never_changed_nor_taken_away(fresh):
    version = section(fresh.inspection, "ratings").versions.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        SectionVersion.objects.filter(pk=version.pk).update(body="Otherwise")
    with pytest.raises(DatabaseError):
        delete_and_commit(version)


@transaction.atomic
def delete_and_commit(version: SectionVersion) -> None:
    version.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
