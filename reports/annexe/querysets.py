"""Named ways into annexes, and what their tables count that nobody else asks for, each in one query."""

from datetime import datetime
from typing import Any

from django.db import connections, models
from django.db.models import Count, F, Q, QuerySet

from casereviews.rules import CLOSED, Reading
from inspections.rules import Phase
from reports.release import release_hash
from reports.rules import LOST_AFTER

CLOSED_STATES = [state.value for state in CLOSED]

FactCounts = dict[tuple[str, str], dict[str, int]]  # (domain, target) to value to cases


def fact_counts(facts: QuerySet[Any, Any], inspection_id: int) -> FactCounts:
    """Of the cases in the sample whose first reading is submitted, how many have each value of each fact."""
    rows = facts.filter(
        review__inspection_id=inspection_id,
        review__reading=Reading.FIRST,
        review__state__in=CLOSED_STATES,
        review__case__in_sample=True,
    )
    counted = rows.order_by().values_list("review__case__domain__code", "target", "value").annotate(n=Count("pk"))
    found: FactCounts = {}
    for domain, target, value, n in counted:
        found.setdefault((domain, target), {})[value] = n
    return found


def fell_out_counts(cases: QuerySet[Any, Any], inspection_id: int) -> dict[str, int]:
    """Cases that are no longer in the sample, by domain."""
    rows = cases.filter(inspection_id=inspection_id, in_sample=False).order_by()
    return dict(rows.values_list("domain__code").annotate(n=Count("pk")))


def reader_counts(reviews: QuerySet[Any, Any], inspection_id: int) -> dict[str, tuple[int, int, int]]:
    """People, reviews and submitted reviews of the sample's cases, by reading."""
    rows = reviews.filter(inspection_id=inspection_id, case__in_sample=True).order_by()
    counted = rows.values_list("reading").annotate(
        people=Count("reader", distinct=True), n=Count("pk"), closed=Count("pk", filter=Q(state__in=CLOSED_STATES))
    )
    return {reading: (people, n, closed) for reading, people, n, closed in counted}


class AnnexeQuerySet(models.QuerySet[Any]):
    def stale(self) -> "AnnexeQuerySet":
        """Something has changed since they were built."""
        return self.filter(built__lt=F("wanted"))

    def lost(self, at: datetime) -> "AnnexeQuerySet":
        """Stale, and no build of them is under way, or none that would still come."""
        is_lost = Q(queued_at=None) | Q(queued_at__lt=at - LOST_AFTER) | Q(queued_at__gt=at + LOST_AFTER)
        return self.stale().filter(is_lost)

    def of_another_release(self) -> "AnnexeQuerySet":
        """Built by another release and wanted as they are; those of published reports stay as they were published."""
        built = self.filter(built=F("wanted")).exclude(release=release_hash())
        return built.exclude(inspection__phase=Phase.PUBLISHED)

    def to_build(self) -> "AnnexeQuerySet":
        """With all that its tables name of the inspection, in the same query."""
        related = self.select_related("inspection__service", "inspection__edition")
        return related.defer("inspection__edition__document")

    def want(self, inspection_id: int, *, at: datetime) -> bool:
        """Counts a change, laying the annexe out where it is missing; True where a build has to be asked for.

        One statement, because every saved answer makes it.
        """
        told: dict[str, int | datetime] = {
            "inspection": inspection_id,
            "at": at,
            "early": at - LOST_AFTER,
            "late": at + LOST_AFTER,
        }
        with connections[self.db].cursor() as cursor:
            cursor.execute(WANT, told)
            (queued_at,) = cursor.fetchone()
        return bool(queued_at == at)


WANT = """
INSERT INTO reports_annexe AS annexe
    (inspection_id, wanted, built, covered, queued_at, step, failed_because, fingerprint, release)
VALUES (%(inspection)s, 1, 0, 0, %(at)s, 0, '', '', '')
ON CONFLICT (inspection_id) DO UPDATE SET
    wanted = annexe.wanted + 1,
    queued_at = CASE
        WHEN annexe.queued_at BETWEEN %(early)s AND %(late)s THEN annexe.queued_at ELSE excluded.queued_at
    END
RETURNING queued_at
"""
