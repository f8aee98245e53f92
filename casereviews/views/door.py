"""The one door for changes, and its receipts, for scripts: JSON in, JSON out, also where something is refused."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.json import refusal
from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews import services
from casereviews.door import (
    LARGEST_BODY,
    Read,
    Unreadable,
    asked_json,
    body_read,
    day_json,
    is_id,
    nudge_json,
    progress_json,
    receipt_json,
    result_json,
    result_untold,
)
from casereviews.models import CaseReview, ReceivedChange
from casereviews.pages import names_by_id
from casereviews.rules import Change, Outcome, progress_by_page
from casereviews.services.arrivals import why_kept_aside
from casereviews.telling import tellings
from inspections.access import standing_of

NO_DAY = "The day is no day: it is written as 2026-03-16."
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


def in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Says in JSON why nothing was done."""

    @wraps(view)
    def answer(request: PersonRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except Unreadable as error:
            return refusal("shape", str(error), status=400)
        except CaseReview.DoesNotExist:
            return refusal("not_found", "There is no such review.", status=404)
        except PermissionDenied:
            return refusal("not_yours", "This case is not yours to read.", status=403)

    return answer


@require_POST
@in_json
def review_changes(request: PersonRequest, pk: int) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        return refusal("too_large", "This is more than can be taken at once. Send it in parts.", status=413)
    read, at = _read(request, pk), timezone.now()
    if read.person not in (None, request.user.pk):
        return refusal("signed_out", "Somebody else is signed in here now.", status=401)
    receipt = services.changes_apply(review_id=pk, changes=read.sound, by=request.user, at=at, device=read.device)
    return JsonResponse(_answer(read, receipt, request.user, at))


def _read(request: PersonRequest, pk: int) -> Read:
    try:
        return body_read(request.body)
    except RawPostDataException as error:  # it came as a form, and was read as one
        _sender_check(request, pk)
        raise Unreadable("What was sent is not JSON.") from error
    except Unreadable:
        _sender_check(request, pk)
        raise


def _sender_check(request: PersonRequest, pk: int) -> CaseReview:
    """The review, for who may send changes to it: nobody else learns whether there is one. Raises what in_json says."""
    review: CaseReview = CaseReview.objects.read(pk)
    why_kept_aside(review, standing_of(request.user, review.inspection_id))
    return review


def _answer(read: Read, receipt: services.Receipt, by: Person, at: datetime) -> dict[str, Any]:
    outcomes = list(_in_order(read, receipt))
    names = _names(outcomes, by) if receipt.may_open else {}
    results = [result_json(outcome, sent_id, names) for sent_id, outcome in outcomes]
    answer = {"results": results, "receipt": receipt_json(receipt.review.sequence, at)}
    if not receipt.may_open:
        return answer | {"results": [result_untold(result) for result in results]}
    return answer | {
        "progress": progress_json(progress_by_page(receipt.sheet)),
        "asked": asked_json(receipt.sheet),
        "nudge": nudge_json(receipt.sheet),
        "tell": [{key: said for key, said in asdict(told).items() if said} for told in tellings(receipt)],
    }


def _names(outcomes: Collection[tuple[str, Outcome]], by: Person) -> dict[int, str]:
    """Who saved what stands now: mostly the sender alone, whose name is at hand."""
    others = {outcome.current.by_id for _, outcome in outcomes} - {by.pk, None}
    return {by.pk: by.name, **(names_by_id(others) if others else {})}


def _in_order(read: Read, receipt: services.Receipt) -> Iterator[tuple[str, Outcome]]:
    """The id under which each change was sent, and what became of it."""
    applied = iter(receipt.outcomes)
    for change in read.changes:
        yield (change.id, next(applied)) if isinstance(change, Change) else (change.change.id, change)


@never_cache
@require_GET
@in_json
def review_receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """How many changes of this person's device arrived on a day, and a checksum over them."""
    review = _sender_check(request, pk)
    day, device = _day(request.GET.get("day", "")), request.GET.get("device", "")
    if not is_id(device):
        raise Unreadable("The device has no name that could be read: it is a UUID in small letters.")
    start, end = (timezone.make_aware(datetime.combine(d, time.min)) for d in (day, day + timedelta(days=1)))
    lines = ReceivedChange.objects.receipt_lines(pk, request.user.pk, UUID(device), (start, end))
    return JsonResponse(day_json(day, UUID(device), lines, review.sequence))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(NO_DAY) from error
    if text != day.isoformat() or not FIRST_DAY <= day <= LAST_DAY:
        raise Unreadable(NO_DAY)
    return day
