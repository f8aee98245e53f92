"""The panel's meetings: opened, changed while they are held, closed by the chair."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import standing_of
from inspections.models import Inspection
from ratings.access import can_decide, can_open_meeting
from ratings.figures import ratings_page
from ratings.involvement import candidates_of
from ratings.meetings import agenda_of, members_of, since_closing
from ratings.models import Attendance, Discussion, PanelMeeting, RatedStandard, Voice
from ratings.rules import AfterClosing, Part, left_before_closing
from standards.wording import joined


class MeetingRefused(Exception):
    """The meeting cannot be held or closed like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def meeting_open(
    *,
    inspection: Inspection,
    held_on: date,
    members: Collection[int],
    observers: Collection[int],
    chair: int,
    lead_is_there: bool,
    by: Person,
    at: datetime,
) -> PanelMeeting:
    """Opens the panel's first meeting, with every standard on its agenda, or a further one with what is still open.

    Raises PermissionDenied, MeetingRefused.
    """
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection.pk)
    if not can_open_meeting(standing_of(by, inspection.pk)):
        raise PermissionDenied
    if PanelMeeting.objects.open_on(inspection.pk).exists():
        raise MeetingRefused("The panel is meeting already: close that meeting first.")
    parts = _parts(inspection, members, observers, chair, lead_is_there=lead_is_there)
    agenda = _agenda(inspection)
    if not agenda:
        raise MeetingRefused("The panel has closed, and nothing waits for it: there is nothing to meet about.")
    last = PanelMeeting.objects.filter(inspection=inspection).order_by("-number").first()
    meeting: PanelMeeting = PanelMeeting.objects.create(
        inspection=inspection,
        number=last.number + 1 if last else 1,
        held_on=held_on,
        chair_id=chair,
        opened_at=at,
        by=by,
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person_id=pk, part=part, by=by, at=at) for pk, part in parts.items()
    )
    Discussion.objects.bulk_create(Discussion(meeting=meeting, standard_id=pk, by=by, at=at) for pk in agenda)
    return meeting


def _agenda(inspection: Inspection) -> list[int]:
    """Every standard, or after a meeting closed those which it left open, that were reopened or changed since."""
    page = ratings_page(inspection)
    settled = {AfterClosing.SAME, AfterClosing.BARS}  # the lead confirms first what bars
    off = {
        one.standard.outline.pk
        for one in since_closing(inspection.pk, page)
        if one.state in settled and not one.closed.left_open_because
    }
    return [standard.outline.pk for standard in page.standards if standard.outline.pk not in off]


def _parts(
    inspection: Inspection, members: Collection[int], observers: Collection[int], chair: int, *, lead_is_there: bool
) -> dict[int, Part]:
    """Who is at the meeting as what. Raises MeetingRefused."""
    found = candidates_of(inspection)
    reasons = {one.pk: one.why_not for one in found.members}
    for pk in members:
        if why_not := reasons.get(pk, "Only panel members of the team can be members."):
            raise MeetingRefused(why_not, "members")
    if not members:
        raise MeetingRefused("Choose the members who are at the meeting.", "members")
    if chair not in members:
        raise MeetingRefused("The chair is one of the members who are at the meeting.", "chair")
    if set(observers) - {one.pk for one in found.observers}:
        raise MeetingRefused("An observer is one of the team who is not on the panel and has no conflict.", "observers")
    leads = {one.pk: Part.LEAD for one in found.leads} if lead_is_there else {}
    return dict.fromkeys(members, Part.MEMBER) | dict.fromkeys(observers, Part.OBSERVER) | leads


@transaction.atomic
def meeting_change(
    *,
    meeting: PanelMeeting,
    held_on: date,
    members: Collection[int],
    observers: Collection[int],
    chair: int,
    lead_is_there: bool,
    by: Person,
    at: datetime,
) -> PanelMeeting:
    """Who is at the meeting that is being held, as the caller saw it: raises ChangedMeanwhile, MeetingRefused."""
    locked = meeting_lock(meeting.pk)
    if not can_open_meeting(standing_of(by, locked.inspection_id)):
        raise PermissionDenied
    parts = _parts(locked.inspection, members, observers, chair, lead_is_there=lead_is_there)
    spoke = Voice.objects.filter(decision__meeting=locked, decision__current=True).exclude(person__in=members)
    if names := sorted({str(voice.person) for voice in spoke.select_related("person")}):
        raise MeetingRefused(f"{joined(names)} took part in a decision of this meeting and stays a member.", "members")
    rows = {row.person_id: row for row in locked.attendances.select_for_update(no_key=True).order_by("pk")}
    there = {pk: row.part for pk, row in rows.items() if row.is_present}
    changed = {pk for pk in {*parts, *there} if parts.get(pk) != there.get(pk)}
    if not changed and (locked.held_on, locked.chair_id) == (held_on, chair):
        return locked
    if locked.version != meeting.version:
        raise ChangedMeanwhile
    locked.held_on, locked.chair_id, locked.version, locked.by = held_on, chair, locked.version + 1, by
    locked.save(update_fields=["held_on", "chair", "version", "by"])
    for pk in sorted(changed):
        row = rows.get(pk) or Attendance(meeting=locked, person_id=pk)
        row.part, row.is_present = parts.get(pk, row.part), pk in parts
        row.by, row.at = by, at
        row.save()
    return locked


def meeting_lock(meeting_id: int) -> PanelMeeting:
    """The meeting while it is held, locked. Raises MeetingRefused where it is closed."""
    locked: PanelMeeting = (
        PanelMeeting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("inspection__edition", "inspection__service")
        .get(pk=meeting_id)
    )
    if not locked.is_open:
        raise MeetingRefused("This meeting is closed.")
    return locked


@transaction.atomic
def meeting_close(*, meeting: PanelMeeting, by: Person, at: datetime) -> PanelMeeting:
    """The chair closes the meeting once every standard on its agenda is decided or left open with a reason.

    Raises PermissionDenied, MeetingRefused.
    """
    # As a decision does: standards first, so that what is closed on is what was decided.
    standards = list(meeting.discussions.order_by().values_list("standard_id", flat=True))
    RatedStandard.objects.hold(meeting.inspection_id, standards)
    locked = meeting_lock(meeting.pk)
    if not can_decide(standing_of(by, locked.inspection_id)):
        raise PermissionDenied
    if by.pk != locked.chair_id or by.pk not in members_of(locked):
        raise MeetingRefused(f"The chair, {locked.chair}, closes the meeting.")
    agenda = agenda_of(locked, ratings_page(locked.inspection))
    if sentences := left_before_closing([line.state for line in agenda]):
        raise MeetingRefused(" ".join(sentences))
    for line in agenda:
        row = line.discussion
        row.closed_rating, row.closed_base = line.standard.rating or "", line.standard.base or ""
        row.save(update_fields=["closed_rating", "closed_base"])
    row_change(locked, seen=locked.version, by=by, closed_at=at, closed_by=by)
    return locked
