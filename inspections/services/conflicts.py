"""The only writers of conflicts of interest."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import can_declare_conflict
from inspections.models import ConflictOfInterest, Service


class ConflictRefused(Exception):
    """The conflict cannot be declared or withdrawn like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def conflict_declare(
    *,
    by: Person,
    at: datetime,
    service: Service,
    person: Person,
    because: str,
    reference: str = "",
    case_manager: str = "",
) -> ConflictOfInterest:
    """Bars somebody from a case, from a case manager's, or with neither from every case of the service.

    The same declared twice is one conflict. Raises ConflictRefused.
    """
    if not can_declare_conflict(by, person=person, service=service):
        raise PermissionDenied
    because, reference, case_manager = because.strip(), reference.strip(), case_manager.strip()
    if not because:
        raise ConflictRefused("Say why it is a conflict of interest", "because")
    if reference and case_manager:
        raise ConflictRefused("Name a case or a case manager: declare each by itself", "about")
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    about = {"service": service, "person": person, "reference": reference, "case_manager": case_manager}
    known: ConflictOfInterest | None = ConflictOfInterest.objects.standing().filter(**about).first()
    if known and known.because == because:
        return known
    if known:
        raise ConflictRefused(f"This is declared already: “{known.because}”. Withdraw that first.", "about")
    return ConflictOfInterest.objects.create(**about, because=because, by=by, at=at)


@transaction.atomic
def conflict_withdraw(*, by: Person, at: datetime, conflict: ConflictOfInterest, because: str) -> ConflictOfInterest:
    """From now on it bars nobody; it stays on record. Withdrawn twice, the first reason stands."""
    locked: ConflictOfInterest = (
        ConflictOfInterest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person", "service")
        .get(pk=conflict.pk)
    )
    if not can_declare_conflict(by, person=locked.person, service=locked.service):
        raise PermissionDenied
    if not because.strip():
        raise ConflictRefused("Say why it no longer holds", "because")
    if locked.withdrawn_at is None:
        locked.withdrawn_because, locked.withdrawn_by, locked.withdrawn_at = because.strip(), by, at
        locked.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    return locked
