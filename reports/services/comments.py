"""What lead, editor and signatory say to each other of a section: comments, answers, resolved and reopened."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import row_change
from inspections.access import standing_of
from reports.access import can_comment
from reports.models import Comment, Paragraph, ReportSection

LONGEST_QUOTE = 1_000


def _check(by: Person, section: ReportSection) -> None:
    if not can_comment(standing_of(by, section.inspection_id)):
        raise PermissionDenied


@transaction.atomic
def comment_add(
    *, section_id: int, words: str, by: Person, at: datetime, paragraph: UUID | None = None, quote: str = ""
) -> Comment:
    """A comment on a section, or on a paragraph that is there. Raises DoesNotExist and PermissionDenied."""
    section = ReportSection.objects.without_bodies().get(pk=section_id)
    _check(by, section)
    if paragraph is not None and not Paragraph.objects.filter(section=section, key=paragraph).exists():
        paragraph = None  # not saved yet, or of another section: the quote still says what is meant
    more = {"paragraph": paragraph, "quote": quote.strip()[:LONGEST_QUOTE]}
    return Comment.objects.create(section=section, words=words, author=by, at=at, by=by, **more)


@transaction.atomic
def comment_answer(*, comment_id: int, words: str, by: Person, at: datetime) -> Comment:
    """An answer; a comment that was resolved is open again. Raises DoesNotExist and PermissionDenied."""
    comment = _locked(comment_id, by)
    answer = Comment.objects.create(section=comment.section, parent=comment, words=words, author=by, at=at, by=by)
    row_change(comment, seen=comment.version, by=by, resolved_at=None)
    return answer


@transaction.atomic
def comment_resolve(*, comment_id: int, by: Person, at: datetime) -> None:
    """Raises DoesNotExist and PermissionDenied. One that is resolved already stays as it is."""
    comment = _locked(comment_id, by)
    if comment.resolved_at is None:
        row_change(comment, seen=comment.version, by=by, resolved_at=at)


@transaction.atomic
def comment_reopen(*, comment_id: int, by: Person) -> None:
    """Raises DoesNotExist and PermissionDenied."""
    comment = _locked(comment_id, by)
    row_change(comment, seen=comment.version, by=by, resolved_at=None)


def _locked(comment_id: int, by: Person) -> Comment:
    """A comment that is no answer, locked, for who may say something to it."""
    comment: Comment = Comment.objects.begun().select_for_update(no_key=True).get(pk=comment_id)
    comment.section = ReportSection.objects.without_bodies().get(pk=comment.section_id)
    _check(by, comment.section)
    return comment
