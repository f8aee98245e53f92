"""What was kept aside: used or seen by who may change the review, and listed for who typed it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from casereviews import services
from casereviews.access import can_answer
from casereviews.aside import own_asides
from casereviews.forms import version_posted
from casereviews.models import ReceivedChange
from casereviews.rules import Outcome, Status
from casereviews.views.reviews import review_for


@require_GET
def kept_aside(request: PersonRequest) -> HttpResponse:
    return render(request, "casereviews/kept_aside_list.html", {"asides": own_asides(request.user.pk)})


@require_http_methods(["GET", "POST"])
def review_aside(request: PersonRequest, pk: int, received: UUID) -> HttpResponse:
    found, standing = review_for(request, pk)
    if not can_answer(standing, found):
        raise PermissionDenied
    if request.method == "GET":  # the address of a refusal, copied or reloaded
        return redirect("review", pk)
    try:
        _look_after(request, pk, received)
    except ReceivedChange.DoesNotExist as error:
        if not ReceivedChange.objects.filter(pk=received, review=pk).exists():
            raise Http404 from error
        messages.info(request, "Somebody has looked after that answer already.")
    except services.ReviewClosed as error:
        messages.info(request, str(error))
    return redirect("review", pk)


def _look_after(request: PersonRequest, pk: int, received: UUID) -> None:
    by, at = request.user, timezone.now()
    match request.POST.get("do"):
        case "use":
            seen = version_posted(request.POST.get("seen", ""))
            outcome = services.aside_use(review_id=pk, received_id=received, seen=seen, by=by, at=at)
            _tell(request, outcome)
        case "seen":
            services.aside_settle(review_id=pk, received_id=received, by=by, at=at)
            messages.success(request, "It stays on record, and no longer waits here.")
        case _:
            raise BadRequest("What was sent does not say what to do with the answer, so nothing was done.")


def _tell(request: PersonRequest, outcome: Outcome) -> None:
    if outcome.status is Status.SAVED:
        messages.success(request, f"The answer is saved in the review, under your name. {outcome.reason}".strip())
    elif outcome.status is Status.CONFLICT:
        words = "Somebody changed the answer in the review after you opened the page, so nothing was saved."
        messages.warning(request, f"{words} Both answers stand below as they are now: choose again.")
    else:
        messages.warning(request, f"Not saved: {outcome.reason}")
