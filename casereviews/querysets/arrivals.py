"""What arrived from devices, and the devices."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Max, Q

from accounts.compiled import Compiled
from casereviews.rules import (
    Arrived,
    LastReceipt,
    Status,
)


class ReceivedChangeQuerySet(models.QuerySet[Any]):
    def arrived(self, ids: Collection[str]) -> dict[str, Arrived]:
        """What became of the changes with these ids, as far as they arrived; no query for none."""
        if not ids:
            return {}
        return {
            str(pk): Arrived(review_id, by_id, target, Status(status), *rest)
            for pk, review_id, by_id, target, status, *rest in ARRIVED.rows([*ids], using=self.db)
        }

    def kept_aside(self) -> "ReceivedChangeQuerySet":
        """Those that nobody has looked after yet."""
        return self.filter(status=Status.KEPT_ASIDE, settled_at=None)

    def kept_aside_of(self, person_id: int) -> "ReceivedChangeQuerySet":
        """What of this person's was kept aside, looked after or not."""
        return self.filter(status=Status.KEPT_ASIDE, by=person_id)

    def unsaved_at(self, review_id: int, target: str) -> "ReceivedChangeQuerySet":
        """What was typed at a target and is not in the history of its row (see ReceivedChange)."""
        kept = Q(status__in=[Status.CONFLICT, Status.KEPT_ASIDE]) | Q(status=Status.SAVED, value__isnull=False)
        kept |= Q(status=Status.SAVED, note__isnull=False)
        return self.filter(kept, review=review_id, target=target)

    def receipt_lines(self, review_id: int, by_id: int, device: UUID, day: tuple[datetime, datetime]) -> list[str]:
        """A line for each change of a person's device that arrived on a day (its start and end) and was not refused."""
        found = self.filter(review=review_id, by=by_id, device=device, at__gte=day[0], at__lt=day[1])
        rows = found.exclude(status=Status.REFUSED).order_by().values_list("pk", "status", "version")
        return [f"{pk} {status} {version}\n" for pk, status, version in rows]

    def last_receipts(self, devices: Collection[UUID]) -> dict[UUID, list[LastReceipt]]:
        """The last receipt of each review that one of the devices sent changes of, in one query."""
        found: dict[UUID, list[LastReceipt]] = {}
        rows = self.filter(device__in=devices).order_by().values_list("device", "review_id")
        for device, review_id, sequence, at in rows.annotate(Max("sequence"), Max("at")):
            found.setdefault(device, []).append(LastReceipt(review_id, sequence, at))
        return found

    def arrived_of(self, ids: Collection[str]) -> set[str]:
        """Those of the ids that arrived."""
        return {str(pk) for pk in self.filter(pk__in=ids).order_by().values_list("pk", flat=True)} if ids else set()


class DeviceQuerySet(models.QuerySet[Any]):
    def lock(self, device_id: UUID) -> Any:
        """One device, locked until the transaction ends. Raises DoesNotExist."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=device_id)


def _arrived_query(ids: list[str]) -> models.QuerySet[Any, Any]:
    names = ("pk", "review_id", "by_id", "target", "status", "seen", "version", "reason", "at")
    received: Any = apps.get_model("casereviews", "ReceivedChange").objects
    found: models.QuerySet[Any, Any] = received.filter(pk__any_of=ids).order_by().values_list(*names)
    return found


ARRIVED = Compiled(_arrived_query, ["any ids"])
