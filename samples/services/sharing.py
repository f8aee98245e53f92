"""The only writer of sharings out: what the lead confirmed is given to its readers, and put on record."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.services import ReallocationRefused, reviews_allocate
from inspections.access import standing_of
from inspections.models import Inspection
from samples.access import can_plan_sample
from samples.models import SharingOut
from samples.sharing import proposal_for


class SharingChanged(Exception):
    """The sample, the team or a review changed since the proposal was shown: it is another one now."""


class SharingRefused(Exception):
    """Nothing is shared out; the message says why."""


@transaction.atomic
def sharing_confirm(*, inspection: Inspection, seen: str, by: Person, at: datetime) -> SharingOut:
    """Gives every case to whom the proposal of the token `seen` gives it. What is answered is kept.

    Raises PermissionDenied, SharingChanged, SharingRefused.
    """
    if not can_plan_sample(standing_of(by, inspection.pk)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    proposal = proposal_for(inspection)
    if proposal.token != seen:
        raise SharingChanged
    if not proposal.moves:
        raise SharingRefused("Every case that can be shared out has its reader already.")
    try:
        reviews_allocate(by=by, at=at, readers=proposal.moves)
    except ReallocationRefused as refusal:
        raise SharingRefused(str(refusal)) from refusal
    return SharingOut.objects.create(inspection=inspection, result=proposal.record, by=by, at=at)
