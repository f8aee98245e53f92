"""The only writers of devices: what one says at a contact, and an administrator who has one cleared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.access import can_manage_people
from accounts.models import Person
from casereviews.models import CaseReview, Device, ReceivedChange
from casereviews.rules import Clearing, Unsent

LONGEST_NAME = 80


class NotThisDevice(Exception):
    """The device is somebody else's: what it says is not taken."""


class ClearingRefused(Exception):
    """The device cannot be cleared like this; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a device says of itself at a contact: what it holds, what waits to be sent, whether it was cleared."""

    name: str
    review_ids: Collection[int]
    unsent: Sequence[Unsent]
    cleared: bool = False


@transaction.atomic
def device_contact(*, device_id: UUID, report: Report, by: Person, at: datetime) -> Clearing:
    """Puts on record what a device holds, and says whether it is to clear itself. Raises NotThisDevice.

    A device is made known by its first contact. What it holds is of its person's own reviews, whatever it says.
    """
    name = report.name[:LONGEST_NAME]
    first = {"person": by, "name": name, "first_contact": at, "last_contact": at, "by": by}
    Device.objects.get_or_create(pk=device_id, defaults=first)
    device: Device = Device.objects.lock(device_id)
    if device.person_id != by.pk:
        raise NotThisDevice
    device.last_contact = at
    device.unsent = [{"id": u.id, "review": u.review_id, "target": u.target} for u in report.unsent]
    changed = ["last_contact", "unsent"]
    if report.cleared and device.clearing is not Clearing.DONE:
        device.cleared_at, device.by = at, by
        changed += ["cleared_at", "by"]
    if name and name != device.name:
        device.name = name
        changed.append("name")
    device.save(update_fields=changed)
    _reviews_set(device, () if report.cleared else report.review_ids)
    return device.clearing


def _reviews_set(device: Device, review_ids: Collection[int]) -> None:
    # A case that they lost may lie there until the device hears of it: it stays named.
    theirs = Q(reader=device.person_id) | Q(on_devices=device)
    device.reviews.set(CaseReview.objects.filter(theirs, pk__in=review_ids).order_by().distinct())


@transaction.atomic
def device_clear(*, device_id: UUID, by: Person, at: datetime) -> Device:
    """Asks a device to clear itself at its next contact, once it has sent what waits there."""
    device = _device_for(device_id, by)
    if device.clearing is not Clearing.NOT_ASKED:
        raise ClearingRefused(f"{device} is being cleared already.")
    device.clear_asked_at, device.by = at, by
    device.save(update_fields=["clear_asked_at", "by"])
    return device


@transaction.atomic
def device_clear_confirm(*, device_id: UUID, giving_up: int, by: Person, at: datetime) -> Device:
    """The second confirmation: the device clears itself even if `giving_up` answers cannot be sent.

    Raises ClearingRefused where another number waited at the last contact: what is given up must have been read.
    """
    device = _device_for(device_id, by)
    if device.clearing is not Clearing.AFTER_SENDING:
        raise ClearingRefused(f"{device} was not asked to clear itself, or has done so.")
    if giving_up != unsent_number(device):
        raise ClearingRefused("Other answers wait on the device than the page said. Read again what would be lost.")
    device.clear_confirmed_at, device.given_up, device.by = at, giving_up, by
    device.save(update_fields=["clear_confirmed_at", "given_up", "by"])
    return device


@transaction.atomic
def device_clear_withdraw(*, device_id: UUID, by: Person, at: datetime) -> Device:
    """Takes back that a device is to clear itself, while it has not."""
    device = _device_for(device_id, by)
    if device.clearing in (Clearing.NOT_ASKED, Clearing.DONE):
        raise ClearingRefused(f"There is nothing to take back: {device} is not waiting to be cleared.")
    device.clear_asked_at = device.clear_confirmed_at = device.given_up = None
    device.by = by
    device.save(update_fields=["clear_asked_at", "clear_confirmed_at", "given_up", "by"])
    return device


def unsent_number(device: Device) -> int:
    """How many answers waited at the last contact and have not arrived since."""
    return len(device.unsent) - len(ReceivedChange.objects.arrived_of([u.id for u in device.waited]))


def _device_for(device_id: UUID, by: Person) -> Device:
    if not can_manage_people(by):
        raise PermissionDenied
    device: Device = Device.objects.lock(device_id)
    return device
