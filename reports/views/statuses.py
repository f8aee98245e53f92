"""The buttons that make a section reviewed, cleared, or a draft again."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile
from inspections.views.confirming import version_seen
from reports import services
from reports.access import can_comment
from reports.rules import STATUS_NAMES, Status
from reports.views.asking import section_asked

CHANGED = "Somebody wrote in this section or set its status meanwhile, so nothing was done. Read it again first."


@require_POST
def section_status(request: PersonRequest, name: str, section: str) -> HttpResponse:
    _, _, part = section_asked(request, name, section, can_comment)
    try:
        status, read = Status(request.POST.get("status", "")), parse_datetime(request.POST.get("text_of", ""))
    except ValueError as error:
        raise BadRequest from error
    seen = version_seen(request.POST.get("seen", ""))
    try:
        at = timezone.now()
        services.status_set(section_id=part.row.pk, status=status, seen=seen, text_of=read, by=request.user, at=at)
    except services.StatusRefused as refused:
        messages.error(request, str(refused))
    except ChangedMeanwhile:
        messages.error(request, CHANGED)
    else:
        messages.success(request, f"{part.spec.title}: {STATUS_NAMES[status].lower()}.")
    return redirect(reverse("section_edit", args=[name, section]))
