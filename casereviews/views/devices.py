"""What a device asks for and tells, in JSON; and the pages that list devices."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import can_manage_people
from accounts.json import refusal
from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews import services
from casereviews.access import can_see_devices, is_reader
from casereviews.contacts import contact_json, contact_read, sheet_json
from casereviews.devices import devices_in, devices_of, losses_of
from casereviews.door import LARGEST_BODY, Unreadable
from casereviews.models import CaseReview, Device
from casereviews.services.changes import sheet_of
from casereviews.views.door import in_json
from casereviews.views.reviews import look
from inspections.access import standing_of
from inspections.models import Inspection


@require_POST
def device_contact(request: PersonRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        return refusal("too_large", "This is more than can be taken at once.", status=413)
    try:
        device, report = contact_read(request.body)
        clearing = services.device_contact(device_id=device, report=report, by=request.user, at=timezone.now())
    except Unreadable as error:
        return refusal("shape", str(error), status=400)
    except services.NotThisDevice:
        return refusal("not_yours", "This device is known as somebody else’s.", status=403)
    return JsonResponse(contact_json(clearing, CaseReview.objects.to_take_along(request.user.pk)))


@never_cache
@require_GET
@in_json
def review_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """A case, to be taken along by its reader."""
    found: CaseReview = CaseReview.objects.read(pk)
    if not is_reader(standing_of(request.user, found.inspection_id), found):
        raise PermissionDenied
    look(request, found, "taken along")
    return JsonResponse(sheet_json(found, sheet_of(found)))


@require_GET
def this_device(request: PersonRequest) -> HttpResponse:
    """What lies on this device is listed by its scripts; the person's devices as the server knows them, below."""
    return render(request, "casereviews/device.html", {"devices": devices_of(request.user)})


@require_GET
def person_devices(request: PersonRequest, pk: int) -> HttpResponse:
    if not can_manage_people(request.user):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    devices = devices_of(person, with_references=False)
    return render(request, "casereviews/person_devices.html", {"person": person, "devices": devices})


@require_GET
def inspection_devices(request: PersonRequest, name: str) -> HttpResponse:
    inspection = get_object_or_404(Inspection.objects.with_names(), name=name)
    if not can_see_devices(standing_of(request.user, inspection.pk)):
        raise PermissionDenied
    context = {"inspection": inspection, "devices": devices_in(inspection)}
    return render(request, "casereviews/inspection_devices.html", context)


@require_http_methods(["GET", "POST"])
def device_clear(request: PersonRequest, device: str) -> HttpResponse:
    """Asks for, confirms, or takes back that a device clears itself."""
    if not can_manage_people(request.user):
        raise PermissionDenied
    found = get_object_or_404(Device.objects.select_related("person"), pk=device)
    if request.method == "POST":
        try:
            _cleared(request, found)
        except services.ClearingRefused as problem:
            messages.warning(request, str(problem))
            return redirect("device_clear", device)
        return redirect("person_devices", found.person_id)
    return render(request, "casereviews/device_clear.html", {"device": found, "listed": losses_of(found)})


def _cleared(request: PersonRequest, found: Device) -> None:
    by, at = request.user, timezone.now()
    match request.POST.get("do"):
        case "ask":
            services.device_clear(device_id=found.pk, by=by, at=at)
            messages.success(request, f"{found} clears itself at its next contact, once it has sent what waits there.")
        case "confirm":
            number = request.POST.get("giving_up", "")
            if not number.isdecimal() or len(number) > 9:
                raise BadRequest("What was sent does not say what is given up, so nothing was done.")
            services.device_clear_confirm(device_id=found.pk, giving_up=int(number), by=by, at=at)
            messages.success(request, f"{found} clears itself at its next contact, whatever it cannot send.")
        case "withdraw":
            services.device_clear_withdraw(device_id=found.pk, by=by, at=at)
            messages.success(request, f"{found} stays as it is.")
        case _:
            raise BadRequest("What was sent does not say what to do with the device, so nothing was done.")
