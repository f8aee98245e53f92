"""The lead confirms a change that alters a rating which the panel had closed on."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import standing_of
from inspections.models import Inspection
from ratings.access import can_confirm_change
from ratings.figures import ratings_page
from ratings.meetings import meeting_now, since_closing
from ratings.models import Discussion, Reopening
from ratings.rules import AfterClosing
from ratings.services.decisions import FiguresChanged
from ratings.services.standards import rated_standard_lock
from standards.outline import outline_of


class NothingToConfirm(Exception):
    """No change alters the rating that the panel closed on."""


@transaction.atomic
def change_confirm(
    *, inspection: Inspection, standard_number: str, seen_number: int, by: Person, at: datetime
) -> Reopening:
    """The change stands, and the standard waits for the panel: on the agenda of its meeting, or of the next one.

    Raises PermissionDenied, FiguresChanged where the figures are not those that the lead saw, NothingToConfirm.
    """
    if not can_confirm_change(standing_of(by, inspection.pk)):
        raise PermissionDenied
    standard = outline_of(inspection.edition).standards.get(standard_number)
    if standard is None:
        raise NothingToConfirm(f"There is no standard {standard_number[:20]} in this edition.")
    if rated_standard_lock(inspection, standard) != seen_number:
        raise FiguresChanged(standard_number)
    after = {one.standard.number: one for one in since_closing(inspection.pk, ratings_page(inspection))}
    one = after.get(standard_number)
    if one is None or one.state is not AfterClosing.BARS:
        raise NothingToConfirm(f"No change alters the rating of {standard_number} that the panel closed on.")
    row: Reopening = Reopening.objects.create(
        inspection=inspection,
        standard_id=standard.pk,
        meeting=one.closed.meeting,
        base_then=one.closed.closed_base,
        base_now=one.standard.base or "",
        by=by,
        at=at,
    )
    if meeting := meeting_now(inspection.pk):
        Discussion.objects.get_or_create(meeting=meeting, standard_id=standard.pk, defaults={"by": by, "at": at})
    return row
