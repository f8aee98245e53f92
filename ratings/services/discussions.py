"""What the panel says of a standard, and who is for or against what it decided."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile
from inspections.access import standing_of
from ratings.access import can_decide
from ratings.involvement import candidates_of
from ratings.meetings import members_of
from ratings.models import Decision, Discussion, PanelMeeting, Voice
from ratings.services.checks import words_problem
from ratings.services.meetings import MeetingRefused, meeting_lock


@transaction.atomic
def discussion_save(
    *, meeting: PanelMeeting, standard_id: int, notes: str, left_open_because: str, seen: int, by: Person, at: datetime
) -> Discussion:
    """What was said of a standard, and why it is left open ("": it is not), as the caller saw it at version `seen`.

    Raises PermissionDenied, MeetingRefused, ChangedMeanwhile. The same words again change nothing.
    """
    locked = member_lock(meeting.pk, by)
    row: Discussion | None = locked.discussions.select_for_update(no_key=True).filter(standard_id=standard_id).first()
    if row is None:
        raise MeetingRefused("This standard is not on the agenda of this meeting.")
    for words, field, noun in ((notes, "notes", "text"), (left_open_because, "left_open_because", "reason")):
        if problem := words_problem(words, noun):
            raise MeetingRefused(problem, field)
    said = (notes.strip(), left_open_because.strip())
    if (row.notes, row.left_open_because) == said:
        return row
    if row.version != seen:
        raise ChangedMeanwhile
    row.notes, row.left_open_because = said
    row.version, row.by, row.at = seen + 1, by, at
    row.save(update_fields=["notes", "left_open_because", "version", "by", "at"])
    return row


def member_lock(meeting_id: int, by: Person) -> PanelMeeting:
    """The meeting, locked, at which `by` is a member. Raises PermissionDenied, MeetingRefused."""
    locked = meeting_lock(meeting_id)
    if not can_decide(standing_of(by, locked.inspection_id)):
        raise PermissionDenied
    if by.pk not in members_of(locked) or by.pk not in candidates_of(locked.inspection).able:
        raise MeetingRefused("You are not at this meeting of the panel as a member.")
    return locked


@transaction.atomic
def voices_confirm(*, meeting: PanelMeeting, by: Person, at: datetime) -> int:
    """By their own sign-in, a member is for every decision of this meeting that names them for it. Gives how many."""
    locked = member_lock(meeting.pk, by)
    named = Voice.objects.filter(decision__meeting=locked, decision__current=True, person=by, is_for=True, own=False)
    rows = list(named.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for row in rows:
        row.own, row.by, row.at = True, by, at
        row.save(update_fields=["own", "by", "at"])
    return len(rows)


@transaction.atomic
def voice_give(*, meeting: PanelMeeting, decision_id: int, is_for: bool, words: str, by: Person, at: datetime) -> Voice:
    """A member is for a decision of this meeting, or against it with words, by their own sign-in: also otherwise than
    the recorder named them. Raises PermissionDenied, MeetingRefused."""
    locked = member_lock(meeting.pk, by)
    decision = Decision.objects.filter(meeting=locked, pk=decision_id, current=True).first()
    if decision is None:
        raise MeetingRefused("The panel decided on this anew meanwhile. Look again.")
    required = "" if is_for else "Say in words why you are against it."
    if problem := words_problem(words, "text", required=required):
        raise MeetingRefused(problem, "words")
    said = {"is_for": is_for, "words": "" if is_for else words.strip(), "own": True, "by": by, "at": at}
    row: Voice = Voice.objects.update_or_create(decision=decision, person=by, defaults=said)[0]
    return row
