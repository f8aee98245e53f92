"""Named ways into the sections of reports."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, When

from reports.rules import LOST_AFTER


class ReportSectionQuerySet(models.QuerySet[Any]):
    def reading(self, inspection_id: int, topics: Collection[str]) -> "ReportSectionQuerySet":
        """Those of an inspection that read any of these topics."""
        return self.filter(inspection_id=inspection_id, topics__overlap=list(topics))

    def locked(self) -> "ReportSectionQuerySet":
        """Locked until the transaction ends, everybody in the same order, so that nobody deadlocks."""
        return self.select_for_update(no_key=True, of=("self",)).order_by("pk")

    def stale(self) -> "ReportSectionQuerySet":
        """Something that they read has changed since they were built."""
        return self.filter(built__lt=F("wanted"))

    def lost(self, at: datetime) -> "ReportSectionQuerySet":
        """Stale, and no build of them is under way, or none that would still come."""
        lost = Q(queued_at=None) | Q(queued_at__lt=at - LOST_AFTER) | Q(queued_at__gt=at + LOST_AFTER)
        return self.stale().filter(lost)

    def want(self, ids: Iterable[int], *, queued: Collection[int], at: datetime) -> None:
        """Counts a change for `ids`, and notes that a build of those in `queued` is on its way."""
        queued_at = Case(When(pk__in=queued, then=at), default=F("queued_at")) if queued else F("queued_at")
        self.filter(pk__in=list(ids)).order_by().update(wanted=F("wanted") + 1, queued_at=queued_at)

    def to_build(self) -> "ReportSectionQuerySet":
        """With all that their bodies name of the inspection, in the same query."""
        return self.select_related("inspection__service", "inspection__edition").defer("body").order_by("pk")

    def without_bodies(self) -> "ReportSectionQuerySet":
        """What a page needs to know how fresh they are."""
        return self.defer("body", "topics")
