"""Looking after what was kept aside: used in the review, or seen and left."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.access import can_answer
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import Change, Outcome, Status
from casereviews.services.changes import changes_apply, review_lock
from casereviews.services.reviews import ReviewClosed
from inspections.access import standing_of


@transaction.atomic
def aside_settle(*, review_id: int, received_id: UUID, by: Person, at: datetime) -> None:
    """Somebody who may change the review has seen it. Raises DoesNotExist, PermissionDenied."""
    _settle(_unsettled(review_lock(review_id), received_id, by=by), by=by, at=at)


@transaction.atomic
def aside_use(*, review_id: int, received_id: UUID, seen: int, by: Person, at: datetime) -> Outcome:
    """Saves it as a change by whoever uses it, who has seen version `seen` of the answer; in a conflict it stays aside.

    Raises DoesNotExist, PermissionDenied, ReviewClosed.
    """
    review = review_lock(review_id)
    received = _unsettled(review, received_id, by=by)
    if review.is_closed:
        raise ReviewClosed("This review is submitted. The lead inspector can reopen it to use the answer.")
    change = Change(received.target, seen, received.value, received.note)
    (outcome,) = changes_apply(review_id=review_id, changes=[change], by=by, at=at).outcomes
    if outcome.status is Status.SAVED:
        _settle(received, by=by, at=at)
    return outcome


def _unsettled(review: CaseReview, received_id: UUID, *, by: Person) -> ReceivedChange:
    if not can_answer(standing_of(by, review.inspection_id), review):
        raise PermissionDenied
    received: ReceivedChange = ReceivedChange.objects.kept_aside().get(pk=received_id, review=review)
    return received


def _settle(received: ReceivedChange, *, by: Person, at: datetime) -> None:
    received.settled_by, received.settled_at = by, at
    received.save(update_fields=["settled_by", "settled_at"])
