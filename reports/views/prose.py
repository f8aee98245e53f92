"""The door for prose, for the scripts of a section's page: JSON in, JSON out, also where something is refused."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.json import refusal
from accounts.requests import PersonRequest
from reports import services
from reports.access import can_comment, can_see_report
from reports.broker import builds_send
from reports.contents import Part
from reports.door import LARGEST_BODY, Sent, TooMany, Unreadable, answer_json, body_read
from reports.live import LiveFigures
from reports.models import Comment, Paragraph, ReportSection
from reports.views.asking import section_asked
from reports.writing import news, said_of, standing_of_section


def in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Says in JSON why nothing was done."""

    @wraps(view)
    def answer(request: PersonRequest, name: str, section: str) -> HttpResponse:
        try:
            return view(request, name, section)
        except Unreadable as error:
            return refusal("shape", str(error), status=400)
        except (Http404, ReportSection.DoesNotExist):
            return refusal("not_found", "There is no such section.", status=404)
        except PermissionDenied:
            return refusal("not_yours", "This section is not yours to write.", status=403)

    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_json
def section_prose(request: PersonRequest, name: str, section: str) -> HttpResponse:
    inspection, standing, part = section_asked(request, name, section, can_see_report)
    if request.method == "POST":
        return _taken(request, part)
    since = request.GET.get("since", "")
    told = news(part.row, _moment(since), request.user.pk) | {"status": _status(part.row)}
    if can_comment(standing):
        told["comments"] = Comment.objects.open().filter(section=part.row).count()
    if "words" in request.GET:
        nodes = list(Paragraph.objects.filter(section=part.row, node__isnull=False).values_list("node", flat=True))
        told["said"] = said_of(LiveFigures(inspection), nodes)
    return JsonResponse(told)


def _moment(since: str) -> datetime | None:
    try:
        found = parse_datetime(since)
    except ValueError:
        found = None
    if since and (found is None or found.tzinfo is None):
        raise Unreadable("Since when cannot be read: it is what the last answer gave.")
    return found


def _status(row: ReportSection) -> dict[str, Any]:
    standing = standing_of_section(row)
    return {"status": standing.status.value, "name": standing.name, "version": standing.version}


def _taken(request: PersonRequest, part: Part) -> HttpResponse:
    services.prose_place(section_id=part.row.pk, by=request.user)  # nobody else learns what is wrong with a body
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        return _too_large()
    try:
        sent, at = _read(request), timezone.now()
    except TooMany:
        return _too_large()
    if sent.person not in (None, request.user.pk):
        return refusal("signed_out", "Somebody else is signed in here now.", status=401)
    receipt = services.prose_apply(section_id=part.row.pk, changes=sent.sound, by=request.user, at=at)
    builds_ask(receipt)
    _where_noted(sent, part, request, at)
    return JsonResponse(answer_json(sent, receipt))


def _too_large() -> HttpResponse:
    return refusal("too_large", "This is more than can be taken at once. Send it in parts.", status=413)


def _read(request: PersonRequest) -> Sent:
    try:
        return body_read(request.body)
    except RawPostDataException as error:  # it came as a form, and was read as one
        raise Unreadable("What was sent is not JSON.") from error


def builds_ask(receipt: services.ProseReceipt) -> None:
    """One message for the section, once the change is committed."""
    if receipt.due:
        transaction.on_commit(lambda: builds_send(receipt.due), robust=True)


def _where_noted(sent: Sent, part: Part, request: PersonRequest, at: datetime) -> None:
    if not sent.says_where:
        return
    if sent.is_there:
        services.writer_note(section_id=part.row.pk, paragraph=sent.paragraph, by=request.user, at=at)
    else:
        services.writer_leave(section_id=part.row.pk, by=request.user)
