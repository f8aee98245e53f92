"""Devices as the pages list them: what each holds, its last receipts, and what never arrived from there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Person
from casereviews.models import CaseReview, Device, ReceivedChange
from casereviews.rules import Clearing, LastReceipt, Unaccounted, unaccounted
from inspections.models import Inspection
from standards.wording import joined

TARGETS_NAMED = 8


@dataclass(frozen=True, slots=True)
class Held:
    """One case on a device. `case` is "" for who may not know it; `missing` names what waited and never arrived."""

    review_id: int
    case: str
    inspection: str
    receipt: LastReceipt | None
    missing: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Listed:
    device: Device
    held: Sequence[Held]

    @property
    def waiting(self) -> int:
        """Answers that waited at the last contact and have not arrived since."""
        return sum(held.waiting for held in self.held)

    @property
    def state(self) -> tuple[str, str]:
        """In words, and a colour."""
        match self.device.clearing:
            case Clearing.DONE:
                return "Cleared", "grey"
            case Clearing.AFTER_SENDING | Clearing.AT_ONCE:
                return "To be cleared", "yellow"
        return (f"{self.waiting} not arrived", "red") if self.waiting else ("All arrived", "green")


def devices_of(person: Person, *, with_references: bool = True) -> list[Listed]:
    """The devices of one person, latest contact first."""
    return _listed(Device.objects.filter(person=person), CaseReview.objects.all(), with_references=with_references)


def devices_in(inspection: Inspection) -> list[Listed]:
    """The devices that hold, or sent, something of an inspection, with only its cases."""
    senders = ReceivedChange.objects.filter(review__inspection=inspection, device__isnull=False).order_by()
    of_it = Q(reviews__inspection=inspection) | Q(pk__in=senders.values("device"))
    return _listed(Device.objects.filter(of_it).distinct(), CaseReview.objects.filter(inspection=inspection))


def losses_of(device: Device) -> Listed:
    """What a page says before a device is cleared, to who may not know the cases."""
    (listed,) = _listed(Device.objects.filter(pk=device.pk), CaseReview.objects.all(), with_references=False)
    return listed


def _listed(devices: Any, reviews: Any, *, with_references: bool = True) -> list[Listed]:
    """The devices with what they hold of `reviews`, in five queries however many they are."""
    found: list[Device] = list(devices.select_related("person").prefetch_related("reviews"))
    receipts = ReceivedChange.objects.last_receipts([device.pk for device in found])
    arrived = ReceivedChange.objects.arrived_of([change.id for device in found for change in device.waited])
    held = {device.pk: _held(device, arrived, receipts.get(device.pk, [])) for device in found}
    ids = {one.review_id for many in held.values() for one in many}
    named = {r.pk: r for r in reviews.filter(pk__in=ids).select_related("case", "inspection__service").order_by()}
    return [
        Listed(d, [_line(one, named[one.review_id], with_references) for one in held[d.pk] if one.review_id in named])
        for d in found
    ]


def _held(device: Device, arrived: Collection[str], receipts: Collection[LastReceipt]) -> list[Unaccounted]:
    """All that a device holds or sent something of."""
    ids = [*(review.pk for review in device.reviews.all()), *(receipt.review_id for receipt in receipts)]
    return unaccounted(ids, device.waited, arrived, receipts)


def _line(found: Unaccounted, review: CaseReview, with_references: bool) -> Held:
    case = review.case.reference if with_references else ""
    return Held(found.review_id, case, str(review.inspection), found.receipt, _missing_words(found), found.waiting)


def _missing_words(found: Unaccounted) -> str:
    """As "2.1.1.a, 2.1.1.b and 3 more"."""
    named = list(found.targets[:TARGETS_NAMED])
    more = found.waiting - len(named)
    return joined([*named, f"{more} more"]) if named and more > 0 else joined(named)
