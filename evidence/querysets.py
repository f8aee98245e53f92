"""Named ways into evidence and its files."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from evidence.rules import ScanState, standard_at

SCANNER_LOST_AFTER = timedelta(seconds=90)  # a scanner has 60 to answer


class StandingQuerySet(models.QuerySet[Any]):
    def standing(self) -> "StandingQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)


class EvidenceQuerySet(StandingQuerySet):
    def listed(self) -> "EvidenceQuerySet":
        """With who recorded them and what their file is; the file's content is in a table of its own."""
        return self.select_related("by", "withdrawn_by", "file")

    def good(self) -> "EvidenceQuerySet":
        """What a judgement may rest on: neither withdrawn nor refused by the scanner."""
        return self.filter(withdrawn_at=None).exclude(file__state=ScanState.REFUSED)

    def about(self, positions: Collection[str]) -> "EvidenceQuerySet":
        """Tagged to any of these: a standard and its key questions, or a theme."""
        return self.filter(positions__overlap=list(positions))

    def evidenced(self, inspection_id: int) -> frozenset[str]:
        """Standards and themes that good evidence of an inspection is tagged to, in one query."""
        rows = self.filter(inspection_id=inspection_id).good().order_by().values_list("positions", flat=True)
        return frozenset(standard_at(position) for positions in rows for position in positions)


class FileQuerySet(models.QuerySet[Any]):
    def to_scan(self, at: datetime) -> "FileQuerySet":
        """Those that no scanner looked at, and that no worker is at any longer."""
        is_free = Q(tried_at=None) | Q(tried_at__lte=at - SCANNER_LOST_AFTER)
        return self.filter(is_free, state__in=[ScanState.WAITING, ScanState.NOT_CHECKED])
