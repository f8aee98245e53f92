"""Named ways into uploads and their rows."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from samples.rules import OPEN, READER_LOST_AFTER, Sent, UploadState


class UploadQuerySet(models.QuerySet[Any]):
    def taken(self) -> "UploadQuerySet":
        """The one whose rows are the eligible cases of its inspection."""
        return self.filter(state=UploadState.TAKEN)

    def open(self) -> "UploadQuerySet":
        """Neither taken nor done with."""
        return self.filter(state__in=OPEN)

    def to_read(self, at: datetime) -> "UploadQuerySet":
        """Those that nobody reads yet, or any longer."""
        is_lost = Q(heard_at=None) | Q(heard_at__lte=at - READER_LOST_AFTER)
        return self.filter(Q(state=UploadState.WAITING) | Q(is_lost, state=UploadState.READING))

    def listed(self) -> "UploadQuerySet":
        """Without what is large, with who sent them."""
        return self.defer("content", "problems", "headers", "mapping").select_related("by", "taken_by")


class EligibleRowQuerySet(models.QuerySet[Any]):
    def of_inspection(self, inspection_id: int) -> "EligibleRowQuerySet":
        """The rows taken, whether eligible or set aside."""
        return self.filter(upload__inspection_id=inspection_id, upload__state=UploadState.TAKEN)

    def eligible(self) -> "EligibleRowQuerySet":
        return self.filter(aside="")

    def counts(self) -> dict[tuple[str, str], int]:
        """How many rows of each domain and reason; "" for the eligible."""
        rows = self.order_by().values_list("domain", "aside").annotate(rows=Count("pk"))
        return {(domain, aside): count for domain, aside, count in rows}

    def sent(self) -> dict[str, Sent]:
        """What was said of each case, by reference and field."""
        rows = self.values_list("reference", *FIELDS, "given").order_by()
        return {
            reference: {
                **{field: "" if value is None else str(value) for field, value in zip(FIELDS, values, strict=True)},
                **given,
            }
            for reference, *values, given in rows
        }


FIELDS = ("person_ref", "domain", "disposal_type", "disposal_local_name", "began", "case_manager", "aside")
