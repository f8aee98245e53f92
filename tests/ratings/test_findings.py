"""Emerging findings: what is said so far, frozen with its figures, and what changed since."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from casereviews.rules import FOR_REPORT, Change
from casereviews.services import alert_raise, review_reopen, sample_membership_set
from inspections.models import Inspection
from inspections.rules import Role
from ratings.findings import since
from ratings.models import EmergingFindings
from ratings.remarks import AREAS, STRENGTHS, lines_of, remarks_by_standard, remarks_of
from ratings.rules import Moved, StandardState, holds_percentage, moved_since
from ratings.services import FindingsRefused, findings_give
from tests.factories import NOW, World, apply
from tests.factories import world as another_world

SAID = {"2.1": {STRENGTHS: "Well shaped.\n\n Heard the child. ", AREAS: ""}}
LATER = NOW + timedelta(hours=1)


def asked(world: World) -> Inspection:
    return Inspection.objects.with_names().get(pk=world.inspection.pk)


def give(world: World, said: Any = None, **more: Any) -> EmergingFindings:
    given = {"id": uuid4(), "by": world.lead, "at": NOW} | more
    return findings_give(inspection=asked(world), said=SAID if said is None else said, **given)


# Rules --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("80% of cases", True), ("80 % of cases", True), ("80 per cent", True), ("80 percent", True),
        ("80 Per Cent", True), ("a high percentage", False), ("8 of 10 cases", False), ("per cent", False),
        ("80 performances", False), ("", False),
    ],
)  # fmt: skip
def test_holds_percentage(words: str, holds: bool) -> None:
    assert holds_percentage(words) is holds


STATES = st.builds(
    StandardState,
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=2).map(tuple),
    st.sampled_from([None, "good"]),
)


@given(
    st.dictionaries(st.sampled_from(["2.1", "2.2"]), STATES), st.dictionaries(st.sampled_from(["2.1", "2.2"]), STATES)
)
def test_moved_since_names_what_differs_and_nothing_else(then: Any, now: Any) -> None:
    moved = moved_since(then, now)
    none = StandardState((), None)
    assert [one.number for one in moved] == [n for n in now if then.get(n, none) != now[n]]
    assert all((one.then, one.now) == (then.get(one.number, none), now[one.number]) for one in moved)
    assert moved_since(now, now) == ()


def test_a_band_moves_or_not() -> None:
    then, now = StandardState(((1, 2),), "good"), StandardState(((2, 2),), "good")
    assert not Moved("2.1", then, now).band_moved
    assert Moved("2.1", then, StandardState(((2, 2),), None)).band_moved


# What is said so far --------------------------------------------------------------------------------------------------
def test_a_yes_is_a_strength_and_a_no_an_area(world: World) -> None:
    world.submitted("C1", answers={"2.1.2": "no", "2.1.3": "not_relevant"})
    (first, *_) = [one for one in remarks_by_standard(asked(world), remarks_of(asked(world))) if one.any]
    assert [(r.question, r.words, r.reference) for r in first.strengths] == [("2.1.1", "Because it is yes here.", "C1")]
    assert [(r.question, r.words) for r in first.areas] == [("2.1.2", "Because it is no here.")]


def test_notes_for_the_report_and_examples_come_first(world: World) -> None:
    review = world.submitted("C1", answers={"2.1.1.b": "no"})
    world.review("C2")
    review_reopen(review_id=review.pk, reason="To add.", by=world.lead, at=NOW)
    apply(
        review,
        [
            Change("2.1.1.a", 1, note="Not marked."),
            Change("2.1.1.b", 1, note="No plan."),
            Change("note.report.2.1.1.b", 0, FOR_REPORT),
            Change("note.good.2.1", 0, "Ali", "Ali drew the map."),
            Change("note.weak.2.1", 0, note="Nobody rang."),
        ],
        by=world.inspector,
    )
    (first, *_) = [one for one in remarks_by_standard(asked(world), remarks_of(asked(world))) if one.any]
    assert [(r.words, r.is_example) for r in first.strengths[:2]] == [
        ("Ali drew the map.", True),
        ("Because it is yes here.", False),
    ]
    assert [(r.words, r.about, r.question, r.for_report) for r in first.areas] == [
        ("Nobody rang.", "", "", False),
        ("No plan.", "2.1.1.b", "2.1.1", True),
    ]


def test_lines_of_says_each_once(world: World) -> None:
    world.submitted("C1")
    world.submitted("C2")
    assert lines_of(remarks_of(asked(world))) == "Because it is yes here."


# Freezing -----------------------------------------------------------------------------------------------------------
def test_findings_give_freezes_words_and_figures(world: World) -> None:
    world.submitted("C1", answers={"2.1.2": "no"})
    world.review("C2")
    content = give(world).content
    (first,) = [standard for standard in content["standards"] if standard["strengths"]]
    assert first == {
        "number": "2.1",
        "title": "Assessment",
        "strengths": ["Well shaped.", "Heard the child."],
        "areas": [],
    }
    assert (content["read"], content["cases"], content["schema"]) == (1, 2, 1)
    assert content["figures"]["2.1"] == {"counts": [[1, 1], [0, 1], [1, 1]], "band": "inadequate"}


def test_findings_sent_twice_are_one_and_of_their_inspection(world: World) -> None:
    key = uuid4()
    assert give(world, id=key).pk == give(world, {"2.1": {AREAS: "Else."}}, id=key).pk
    with pytest.raises(FindingsRefused, match="of another inspection"):
        give(another_world(name="other-2026"), id=key)


@pytest.mark.parametrize(
    ("said", "at", "says"),
    [
        ({}, ("", ""), "Write at least one strength or area for improvement."),
        ({"2.1": {STRENGTHS: " \n", AREAS: ""}}, ("", ""), "Write at least one"),
        ({"2.1": {STRENGTHS: "In 80% of cases."}}, ("2.1", STRENGTHS), "Emerging findings hold no percentages"),
        ({"2.1": {AREAS: "a\0b"}}, ("2.1", AREAS), "holds a character that cannot be saved"),
        ({"2.1": {AREAS: "y" * 20_001}}, ("2.1", AREAS), "can hold 20,000 characters"),
        ({"9.9": {AREAS: "Thin."}}, ("", ""), "names a standard that this edition does not have"),
        ({"2.1": {"else": "Thin."}}, ("", ""), "names a standard that this edition does not have"),
    ],
)
def test_findings_give_says_what_is_wrong(world: World, said: Any, at: tuple[str, str], says: str) -> None:
    with pytest.raises(FindingsRefused) as refusal:
        give(world, said)
    assert says in refusal.value.problems[at]


def test_findings_are_given_by_the_lead(world: World) -> None:
    for role in (Role.INSPECTOR, Role.QUALITY_LEAD, Role.PANEL):
        with pytest.raises(PermissionDenied):
            give(world, by=world.people[role])


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_frozen_findings_are_never_changed_or_deleted(world: World) -> None:
    give(world)
    for sql in ("UPDATE ratings_emergingfindings SET given_at = now()", "DELETE FROM ratings_emergingfindings"):
        with pytest.raises(DatabaseError):
            execute(sql)
    world.inspection.delete()
    execute("SELECT 1")
    assert not EmergingFindings.objects.exists()


def test_the_database_wants_a_schema(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergingFindings.objects.create(
            pk=UUID(int=1), inspection=world.inspection, content={"schema": 0}, by=world.lead, given_at=NOW
        )


# Since --------------------------------------------------------------------------------------------------------------
def test_since_tells_all_that_changed(world: World) -> None:
    first, gone = world.submitted("C1"), world.submitted("C2")
    findings = give(world)
    assert since(findings, asked(world)).nothing
    new = world.submitted("C3", answers={"2.1.1": "no"})
    review_reopen(review_id=first.pk, reason="Again.", by=world.lead, at=LATER)
    sample_membership_set(case_id=gone.case_id, in_sample=False, because="Missing.", by=world.lead, at=LATER)
    words = {"fact": "", "reason": "A knife.", "told": "", "told_when": "", "site": "http://testserver/"}
    alert = alert_raise(id=uuid4(), review_id=new.pk, by=world.lead, at=LATER, **words)
    found = since(findings, asked(world))
    assert [r.case.reference for r in found.submitted] == ["C3"]
    assert {r.case.reference for r in found.no_longer} == {"C1", "C2"}
    assert [case.reference for case in found.fell_out] == ["C2"]
    assert list(found.alerts) == [alert]
    (moved,) = found.moved
    assert (moved.number, moved.then.counts[0], moved.now.counts[0], moved.band_moved) == ("2.1", (2, 2), (1, 2), True)


def test_since_costs_the_same_for_any_number_of_cases(world: World, django_assert_num_queries: Any) -> None:
    world.submitted("C1")
    findings, inspection = give(world), asked(world)
    for n in range(2, 5):
        world.submitted(f"C{n}")
        with django_assert_num_queries(6):
            since(findings, inspection)
