"""Interviews: what the inspection has on record, else what submitted reviews say, and the same everywhere."""

import pytest

from casereviews.models import CaseReview
from casereviews.services import review_reopen, review_submit, sample_membership_set
from inspections.models import Inspection
from inspections.rules import Role
from inspections.services import inspection_change, team_member_add
from reports.annexe.filling import tables_of
from reports.annexe.reading import material_of
from reports.annexe.rules import Audience, Mark
from reports.live import LiveFigures
from tests import factories
from tests.evidence.material import meeting
from tests.factories import NOW, PersonFactory, World
from tests.reports.material import build_all, read, section, stale_codes

pytestmark = pytest.mark.django_db
STAND_IN, NOBODY = {"fact.interviewed": "manager_or_stand_in"}, {"fact.interviewed": "nobody"}


def printed(world: World, code: str) -> str:
    build_all(world.inspection)
    return read(section(world.inspection, code).body).text


def told(world: World, **changed: object) -> None:
    inspection = Inspection.objects.get(pk=world.inspection.pk)
    for name, value in changed.items():
        setattr(inspection, name, value)
    inspection_change(by=world.administrator, inspection=inspection)


def held(world: World, source: str) -> str:
    return LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk)).say(source, "counted")


def annexe(world: World, code: str) -> dict[object, object]:
    """The last column of a table by its first."""
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    table = next(one for one in tables_of(material_of(inspection), Audience.PUBLIC) if one.spec.code == code)
    return {row[0]: row[-1] for row in table.rows}


@pytest.fixture
def read_three(world) -> World:
    """Two case managers met on D2, and somebody else; nobody yet on D3, where one case is still being read."""
    world.submitted("C1")
    world.submitted("C2")
    world.submitted("C3", answers=STAND_IN)
    factories.fill(world.review("C4", domain="D3"), by=world.inspector)
    return world


def test_a_submitted_review_changes_the_sentences_of_its_domain(read_three):
    assert "two interviews with the relevant case managers." in printed(read_three, "case_mix:D2")
    assert "interview" not in printed(read_three, "case_mix:D3")
    assert (
        "We held two interviews with case managers (two on court disposals) and one interview with others who stood "
        "in for them." in printed(read_three, "context")
    )
    build_all(read_three.inspection)
    review_submit(review_id=CaseReview.objects.get(case__reference="C4").pk, by=read_three.inspector, at=NOW)
    assert {"context", "case_mix:D3"} <= stale_codes(read_three.inspection)
    assert "one interview with the relevant case manager." in printed(read_three, "case_mix:D3")
    assert "(two on court disposals and one on out-of-court disposals)" in printed(read_three, "context")
    assert (held(read_three, "interviews:D3"), held(read_three, "interviews:all")) == (
        "one interview",
        "four interviews",
    )


def test_a_review_that_is_open_again_and_a_case_that_fell_out_count_no_more(read_three):
    build_all(read_three.inspection)
    first, second = CaseReview.objects.filter(case__reference__in=["C1", "C2"]).order_by("pk")
    review_reopen(review_id=first.pk, reason="A slip.", by=read_three.lead, at=NOW)
    assert "one interview with the relevant case manager." in printed(read_three, "case_mix:D2")
    more = {"because": "Restricted.", "by": read_three.lead, "at": NOW}
    sample_membership_set(case_id=second.case_id, in_sample=False, **more)
    assert "interview" not in printed(read_three, "case_mix:D2")
    assert held(read_three, "interviews:D2") == "no interviews"
    assert printed(read_three, "context").count("interview") == 1  # with somebody who stood in


def test_the_annexe_has_the_same(read_three):
    assert annexe(read_three, "method") == {"D2": 2, "D3": Mark.NOT_AVAILABLE, "D4": Mark.NOT_AVAILABLE}
    assert annexe(read_three, "interviews") == {"Case managers": 2, "Other people": 1}


def test_totals_on_record_go_before_those_of_the_reviews(read_three):
    told(read_three, interviews={"case_manager": 9})
    text = printed(read_three, "context")
    assert "We held nine interviews with case managers (two on court disposals) and one interview with others" in text
    assert held(read_three, "interviews:all") == "10 interviews"
    told(read_three, interviews={"case_manager": 1, "other": 0})  # fewer than the reviews say: no part of them
    assert "We held one interview with case managers." in printed(read_three, "context")


def test_where_nobody_told_nothing_is_said(world):
    assert "interview" not in printed(world, "context") + printed(world, "case_mix:D2")
    assert held(world, "interviews:all") == held(world, "interviews:D2") == ""
    world.submitted("C1", answers=NOBODY)
    assert held(world, "interviews:D2") == "no interviews"
    assert held(world, "interviews:D3") == ""
    assert annexe(world, "interviews") == {"Case managers": 0, "Other people": 0}


def test_a_printed_report_says_what_it_printed_and_of_no_other_domain(read_three):
    """Its cases are made up, and so is whom somebody met on them."""
    on_record = {"interviews": {"case_manager": 45}, "source_hash": "0" * 64}
    Inspection.objects.filter(pk=read_three.inspection.pk).update(**on_record)
    assert held(read_three, "interviews:D2") == held(read_three, "interviews:D3") == ""
    assert annexe(read_three, "method")["D2"] is Mark.NOT_AVAILABLE
    assert "interview" not in printed(read_three, "case_mix:D2")
    Inspection.objects.filter(pk=read_three.inspection.pk).update(interviews_by_domain={"D3": 12})
    assert (held(read_three, "interviews:D2"), held(read_three, "interviews:D3")) == ("", "12 interviews")
    assert annexe(read_three, "method") == {"D2": Mark.NOT_AVAILABLE, "D3": 12, "D4": Mark.NOT_AVAILABLE}


def test_meetings_and_colleagues_are_the_same_in_annexe_and_report(world):
    told(world, meetings_held=9)
    assert annexe(world, "inspection")["Meetings held"] == "9"
    meeting(world)
    colleague = {"person": PersonFactory(name="Ann Arbour"), "role": Role.INSPECTOR, "field": "health"}
    team_member_add(by=world.administrator, inspection=world.inspection, **colleague)
    found = annexe(world, "inspection")
    assert (found["Meetings held"], found["Joint inspection with"]) == ("1", "health")
    assert "We held one meeting" in printed(world, "evidence:D1")
    assert "of health (the Care Quality Commission)" in printed(world, "title")
