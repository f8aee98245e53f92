"""Examples of practice: made of readers' notes, cleared, placed in boxes; and names that may stand in the report."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.versions import ChangedMeanwhile
from casereviews.models import CaseOpening
from casereviews.rules import Change
from inspections.models import Inspection
from inspections.rules import Phase, Role
from reports.live import LiveFigures
from reports.models import DeclaredName, Paragraph, PracticeExample, ReportSection
from reports.rules import NameKind, Practice
from reports.services import (
    ReportRefused,
    example_bring_back,
    example_clear,
    example_save,
    example_withdraw,
    name_declare,
    name_withdraw,
    section_build,
)
from tests import factories
from tests.factories import NOW
from tests.reports.material import LATER, build_all, read

pytestmark = pytest.mark.django_db

TOLD = {"standard": "2.1", "practice": Practice.GOOD, "heading": "Heard early", "words": "Kit was heard.\n\nIt helped."}


def save(world, **told):
    example_save(inspection=world.inspection, **{**TOLD, "pseudonym": "Kit", **told}, by=world.editor, at=NOW)
    return PracticeExample.objects.filter(inspection=world.inspection).latest("pk")


def clear(world, row, seen=1):
    return example_clear(example_id=row.pk, seen=seen, by=world.lead, at=NOW)


def boxes(world, **inspection):
    Inspection.objects.filter(pk=world.inspection.pk).update(**inspection)
    return LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk)).boxes


def test_only_what_was_cleared_is_printed_and_a_draft_says_what_waits(world):
    row = save(world)
    waiting = boxes(world)[row.pk]
    assert "A good practice example is waiting to be cleared" in waiting
    assert "Kit was heard" not in waiting and "Heard early" not in waiting
    assert boxes(world, phase=Phase.PUBLISHED) == {}
    Inspection.objects.update(phase=Phase.FIELDWORK)
    clear(world, row)
    box = boxes(world, phase=Phase.PUBLISHED)[row.pk]
    assert "<p>Kit was heard.</p>" in box and "Good practice example" in box and "Heard early" in box


def test_what_changes_is_cleared_anew(world):
    row = save(world)
    clear(world, row)
    row.refresh_from_db()
    assert (row.cleared_by, row.version) == (world.lead, 2)
    save(world, example_id=row.pk, seen=2)  # nothing changed
    row.refresh_from_db()
    assert row.is_cleared
    save(world, example_id=row.pk, seen=2, words="Kit was heard twice.")
    row.refresh_from_db()
    assert not row.is_cleared
    with pytest.raises(ChangedMeanwhile):
        clear(world, row, seen=2)  # what was seen is not what stands there
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeExample.objects.filter(pk=row.pk).update(cleared_at=NOW)


def test_one_that_is_withdrawn_leaves_its_box_and_comes_back(world):
    row = save(world)
    example_withdraw(example_id=row.pk, seen=1, by=world.editor, at=NOW)
    assert boxes(world) == {}
    with pytest.raises(ReportRefused, match="withdrawn"):
        clear(world, row, seen=2)
    example_bring_back(example_id=row.pk, by=world.editor, at=NOW)
    assert list(boxes(world)) == [row.pk]


@pytest.mark.parametrize("told", [{"standard": "9.9"}, {"heading": " "}, {"words": ""}, {"words": "x" * 4001}])
def test_an_example_is_of_a_standard_and_says_something(world, told):
    with pytest.raises(ReportRefused):
        save(world, **told)


def test_the_case_it_comes_from_is_of_its_inspection(world):
    other = factories.world(name="other-2026").case("X1")
    with pytest.raises(ReportRefused, match="not of this inspection"):
        save(world, case_id=other.pk)


def test_the_section_where_it_is_placed_is_built_anew_once_it_is_cleared(world):
    row = save(world)
    section = ReportSection.objects.get(inspection=world.inspection, code="standard:2.1")
    node = {"type": "example", "attrs": {"id": row.pk}}
    Paragraph.objects.create(section=section, key=uuid4(), rank=1, node=node, by=world.editor, changed_at=NOW)
    ReportSection.objects.filter(pk=section.pk).update(topics=[*section.topics, "examples"])
    build_all(world.inspection)
    assert clear(world, row) == [section.pk]
    assert section_build(section_id=section.pk, at=LATER)
    live = LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk))
    assert "Kit was heard" in live.prose_of("standard:2.1")


def test_names_are_declared_once_and_withdrawn(world):
    first = name_declare(inspection=world.inspection, name="Kit", kind=NameKind.PSEUDONYM, by=world.editor)
    assert name_declare(inspection=world.inspection, name="KIT ", kind=NameKind.PUBLIC, by=world.lead) == first
    name_withdraw(name_id=first.pk, by=world.lead, at=NOW)
    second = name_declare(inspection=world.inspection, name="Kit", kind=NameKind.PUBLIC, by=world.lead)
    assert second != first
    assert list(DeclaredName.objects.standing()) == [second]


# The pages ----------------------------------------------------------------------------------------------------------
def address(world, name="examples", *more):
    return reverse(name, args=[world.inspection.name, *more])


@pytest.fixture
def noted(world):
    """A reader noted an example of good practice in C1."""
    review = world.review("C1")
    factories.apply(
        review, [Change("note.good.2.1", 0, "Kit", "The child was heard before the plan.")], by=world.inspector
    )
    return world


def test_a_note_of_a_reader_becomes_an_example_that_never_names_its_case(noted, sign_in):
    lead = sign_in(noted.lead)
    html = lead.get(address(noted)).content.decode()
    assert "Case C1" in html and "The child was heard before the plan." in html
    assert CaseOpening.objects.get().person == noted.lead
    link = html.partition("?from=")[2].partition('"')[0]
    form = lead.get(f"{address(noted, 'example_new')}?from={link}").content.decode()
    assert "The child was heard before the plan.</textarea>" in form
    told = {
        "standard": "2.1",
        "practice": "good",
        "heading": "Heard early",
        "words": "Kit was heard.",
        "pseudonym": "Kit",
    }
    lead.post(f"{address(noted, 'example_new')}?from={link}", told)
    row = PracticeExample.objects.get()
    assert row.case.reference == "C1"
    clear(noted, row)
    assert "C1" not in boxes(noted)[row.pk]
    assert "There is an example of this case." in lead.get(address(noted)).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SIGNATORY])
def test_who_sees_no_cases_sees_no_notes_of_readers(noted, sign_in, role):
    save(noted)
    html = sign_in(noted.people[role]).get(address(noted)).content.decode()
    assert "Heard early" in html and "Case C1" not in html and "before the plan" not in html
    assert not CaseOpening.objects.exists()
    editor = sign_in(noted.editor)
    code = f"{noted.inspection.reviews.get().pk}-good-2.1"
    assert "before the plan" not in editor.get(f"{address(noted, 'example_new')}?from={code}").content.decode()


def test_examples_are_cleared_changed_and_withdrawn_on_the_page(world, sign_in):
    row = save(world)
    lead = sign_in(world.lead)
    page = lead.post(address(world, "example_clear", row.pk), {"seen": 1}, follow=True)
    assert "Cleared by lead of testley-2026" in read(page.content.decode()).text
    told = {"standard": "2.1", "practice": "weak", "heading": "", "words": "Kit.", "seen": "2"}
    assert "Give it a heading" in lead.post(address(world, "example", row.pk), told).content.decode()
    lead.post(address(world, "example", row.pk), told | {"heading": "Not heard"})
    text = read(lead.get(address(world)).content.decode()).text
    assert "Waiting to be cleared" in text and "Weak practice" in text
    stale = lead.post(address(world, "example_clear", row.pk), {"seen": 2}, follow=True)
    assert "Somebody changed this example meanwhile" in read(stale.content.decode()).text
    page = lead.post(address(world, "example_withdraw", row.pk), {"seen": 3}, follow=True)
    assert "Withdrawn (1)" in read(page.content.decode()).text
    lead.post(address(world, "example_withdraw", row.pk), {"back": "yes"})
    assert list(boxes(world)) == [row.pk]


def test_what_could_tell_who_somebody_is_is_warned_of(world, sign_in):
    save(world, words="Kit rang 01632 960 123.")
    assert "looks as if it holds a phone number" in sign_in(world.editor).get(address(world)).content.decode()


def test_names_are_declared_and_removed_on_the_page(world, sign_in):
    editor = sign_in(world.editor)
    assert "Enter the name" in editor.post(address(world, "name_declare"), {"kind": "pseudonym"}).content.decode()
    editor.post(address(world, "name_declare"), {"name": "Kit", "kind": "pseudonym"})
    assert "Kit , a pseudonym" in read(editor.get(address(world)).content.decode()).text
    editor.post(address(world, "name_withdraw", DeclaredName.objects.get().pk))
    assert "None declared yet." in read(editor.get(address(world)).content.decode()).text


def test_the_page_asks_as_often_whatever_there_is(noted, sign_in, django_assert_num_queries):
    editor = sign_in(noted.editor)
    save(noted)
    editor.get(address(noted))
    with django_assert_num_queries(6):
        editor.get(address(noted))
    for n in range(4):
        save(noted, heading=f"Number {n}")
    with django_assert_num_queries(6):
        editor.get(address(noted))
