"""Statuses and comments: who may, what is refused, and what sets what back."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection
from inspections.rules import Phase, Role, Standing
from reports.access import can_set_status, can_write_prose
from reports.models import Comment, Paragraph, ReportSection, SectionStatus
from reports.rules import ProseChange, Status
from reports.services import (
    StatusRefused,
    comment_add,
    comment_answer,
    comment_reopen,
    comment_resolve,
    prose_apply,
    section_build,
    status_set,
)
from reports.services.statuses import last_change
from reports.writing import changed_since, standing_of_section
from tests.factories import NOW, World
from tests.reports.material import LATER, build_all
from tests.reports.writing_material import says, the_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(world: World) -> ReportSection:
    return the_section(world.inspection)


def put(section: ReportSection, by, text: str | None, *, key: int = 1, seen: int = 0, at=NOW) -> None:
    node = says(text) if text else None
    one = ProseChange(uuid4(), UUID(int=key), "", seen, node)
    (outcome,) = prose_apply(section_id=section.pk, changes=[one], by=by, at=at).outcomes
    assert outcome.became == "saved"


def become(section: ReportSection, by, status: Status, *, at=NOW) -> SectionStatus:
    row = SectionStatus.objects.filter(section=section).first()
    seen = {"seen": row.version if row else 0, "text_of": last_change(section)}
    return status_set(section_id=section.pk, status=status, by=by, at=at, **seen)


def test_the_signatory_writes_what_they_sign():
    signatory = Standing(1, frozenset({Role.SIGNATORY}))
    assert can_write_prose(signatory, "foreword")
    assert not can_write_prose(signatory, "standard:2.1")


def test_who_may_set_which_status():
    may = {
        status: {role for role in Role if can_set_status(Standing(1, frozenset({role})), status)} for status in Status
    }
    assert may == {
        Status.DRAFT: {Role.LEAD, Role.EDITOR, Role.SIGNATORY},
        Status.REVIEWED: {Role.LEAD, Role.EDITOR},
        Status.CLEARED: {Role.LEAD, Role.SIGNATORY},
    }


def test_a_section_is_reviewed_and_cleared_and_each_is_on_record(world, section):
    put(section, world.editor, "One")
    become(section, world.editor, Status.REVIEWED)
    row = become(section, world.people[Role.SIGNATORY], Status.CLEARED)
    assert (row.status, row.by, row.version) == ("cleared", world.people[Role.SIGNATORY], 2)
    events = SectionStatus.pgh_event_model.objects.order_by("pgh_id").values_list("status", "by__name")
    assert [status for status, _ in events] == ["reviewed", "cleared"]


def test_nothing_is_cleared_that_nobody_reviewed(world, section):
    with pytest.raises(StatusRefused):
        become(section, world.lead, Status.CLEARED)
    with pytest.raises(PermissionDenied):
        become(section, world.editor, Status.CLEARED)
    assert not SectionStatus.objects.exists()


def test_a_status_of_words_that_were_not_read_is_refused(world, section):
    put(section, world.editor, "One")
    read = last_change(section)
    put(section, world.editor, "Two", seen=1)
    with pytest.raises(ChangedMeanwhile):
        status_set(section_id=section.pk, status=Status.REVIEWED, seen=0, text_of=read, by=world.lead, at=NOW)
    become(section, world.lead, Status.REVIEWED)
    with pytest.raises(ChangedMeanwhile):
        status_set(
            section_id=section.pk, status=Status.CLEARED, seen=0, text_of=last_change(section), by=world.lead, at=NOW
        )


def test_after_publication_no_status_changes(world, section):
    Inspection.objects.update(phase=Phase.PUBLISHED)
    with pytest.raises(StatusRefused):
        become(section, world.lead, Status.REVIEWED)


def test_a_change_of_prose_makes_it_a_draft_again_and_says_what_changed(world, section):
    put(section, world.editor, "One", key=1)
    put(section, world.editor, "Two", key=2)
    become(section, world.editor, Status.REVIEWED, at=LATER)
    become(section, world.lead, Status.CLEARED, at=LATER)
    put(section, world.editor, "Two", key=2, seen=1, at=LATER)
    assert standing_of_section(section).status is Status.CLEARED, "it says what stood already"
    put(section, world.editor, "Two and more", key=2, seen=1, at=LATER.replace(year=2027))
    standing = standing_of_section(section)
    assert (standing.status, standing.was, standing.row.was_by) == (Status.DRAFT, "cleared", world.lead)
    assert standing.row.by == world.editor
    (changed,) = changed_since(section, standing.row)
    assert (changed.row.node, changed.before) == (says("Two and more"), says("Two"))
    become(section, world.lead, Status.REVIEWED, at=LATER.replace(year=2028))
    assert standing_of_section(section).was == ""


def test_changed_figures_are_told_and_set_nothing_back(world, section):
    build_all(world.inspection)
    become(section, world.lead, Status.REVIEWED, at=LATER)
    put(section, world.editor, "One", at=LATER)
    become(section, world.lead, Status.REVIEWED, at=LATER)
    after = LATER.replace(year=2027)
    section_build(section_id=section.pk, at=after)
    assert not standing_of_section(section).figures_changed, "only words changed"
    world.submitted()
    section_build(section_id=section.pk, at=after.replace(month=12))
    standing = standing_of_section(section)
    assert (standing.status, standing.figures_changed) == (Status.REVIEWED, True)


# Comments ------------------------------------------------------------------------------------------------------------
def test_comments_are_answered_resolved_and_opened_again(world, section):
    signatory = world.people[Role.SIGNATORY]
    put(section, world.editor, "One")
    comment = comment_add(
        section_id=section.pk, words="Why?", by=world.lead, at=NOW, paragraph=UUID(int=1), quote="One"
    )
    assert (comment.paragraph, comment.quote) == (UUID(int=1), "One")
    comment_resolve(comment_id=comment.pk, by=signatory, at=NOW)
    comment.refresh_from_db()
    assert (comment.resolved_at, comment.by, comment.author) == (NOW, signatory, world.lead)
    comment_answer(comment_id=comment.pk, words="Because.", by=world.editor, at=LATER)
    comment.refresh_from_db()
    assert (comment.resolved_at, comment.answers.get().words) == (None, "Because.")
    comment_resolve(comment_id=comment.pk, by=world.lead, at=NOW)
    comment_reopen(comment_id=comment.pk, by=world.lead)
    assert Comment.objects.open().count() == 1


def test_a_comment_on_a_paragraph_that_is_not_saved_yet_keeps_its_quote(world, section):
    comment = comment_add(section_id=section.pk, words="?", by=world.lead, at=NOW, paragraph=uuid4(), quote="Typed")
    assert (comment.paragraph, comment.quote) == (None, "Typed")


def delete(comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).delete()
    connection.check_constraints()  # as at the end of a transaction


def test_what_was_said_is_not_deleted(world, section):
    comment = comment_add(section_id=section.pk, words="Why?", by=world.lead, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        delete(comment)


def test_what_was_said_stays(world, section):
    comment = comment_add(section_id=section.pk, words="Why?", by=world.lead, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(words="Nothing")
    assert Comment.objects.get().words == "Why?"


def test_an_answer_is_no_comment_to_be_answered(world, section):
    comment = comment_add(section_id=section.pk, words="Why?", by=world.lead, at=NOW)
    answer = comment_answer(comment_id=comment.pk, words="So.", by=world.editor, at=NOW)
    with pytest.raises(Comment.DoesNotExist):
        comment_resolve(comment_id=answer.pk, by=world.lead, at=NOW)
    assert Paragraph.objects.count() == 0
