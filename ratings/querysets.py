"""Named ways into rated standards, proposals, decisions and the panel's meetings."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connections, models

from accounts.compiled import Compiled, CompiledRow


class RatedStandardQuerySet(models.QuerySet[Any]):
    def numbers(self, inspection_id: int) -> dict[int, int]:
        """The number of each rated standard, by primary key of the standard."""
        return dict(NUMBERS.rows(inspection_id, using=self.db))

    def hold(self, inspection_id: int, standards: Collection[int] | None = None) -> None:
        """Locks the rows of these standards, or of all, in order of primary key as `bump` does."""
        rows = self.filter(inspection_id=inspection_id)
        rows = rows if standards is None else rows.filter(standard_id__in=standards)
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def bump(self, inspection_id: int, standards: Collection[str]) -> None:
        """Counts a change to these standards, locked in order of primary key, so that nobody deadlocks."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(BUMP, [inspection_id, list(standards)])


# Written out: with every answer saved, making this query would cost more than running it.
BUMP = """
WITH locked AS (
    SELECT rated.id FROM ratings_ratedstandard rated JOIN standards_standard standard ON standard.id = rated.standard_id
    WHERE rated.inspection_id = %s AND standard.number = ANY(%s)
    ORDER BY rated.id FOR NO KEY UPDATE OF rated
)
UPDATE ratings_ratedstandard rated SET number = rated.number + 1 FROM locked WHERE rated.id = locked.id
"""


def _numbers_query(inspection_id: int) -> models.QuerySet[Any, Any]:
    rated: Any = apps.get_model("ratings", "RatedStandard").objects
    found: models.QuerySet[Any, Any] = rated.filter(inspection_id=inspection_id).order_by()
    return found.values_list("standard_id", "number")


class ProposalQuerySet(models.QuerySet[Any]):
    def standing(self, inspection_id: int) -> "ProposalQuerySet":
        return self.filter(inspection_id=inspection_id).select_related("by")

    def all_standing(self, inspection_id: int) -> list[Any]:
        """As `standing`, quicker."""
        return PROPOSALS.all(inspection_id, using=self.db)


class DecisionQuerySet(models.QuerySet[Any]):
    def current(self, inspection_id: int) -> "DecisionQuerySet":
        """Those that stand, with who took them."""
        return self.filter(inspection_id=inspection_id, current=True).select_related("by").order_by()

    def all_current(self, inspection_id: int) -> list[Any]:
        """As `current`, quicker."""
        return DECISIONS.all(inspection_id, using=self.db)


# Every build of a section asks these, and every page with ratings.
NUMBERS = Compiled(_numbers_query, -1)
PROPOSALS: CompiledRow[Any] = CompiledRow("ratings.Proposal", "by", inspection=-1)
DECISIONS: CompiledRow[Any] = CompiledRow("ratings.Decision", "by", where=models.Q(current=True), inspection=-1)


class PanelMeetingQuerySet(models.QuerySet[Any]):
    def with_people(self) -> "PanelMeetingQuerySet":
        return self.select_related("chair", "closed_by").prefetch_related("attendances__person")

    def open_on(self, inspection_id: int) -> "PanelMeetingQuerySet":
        """The meeting that is being held, if one is."""
        return self.filter(inspection_id=inspection_id, closed_at__isnull=True)


class DiscussionQuerySet(models.QuerySet[Any]):
    def closed_on(self, inspection_id: int) -> dict[int, Any]:
        """What the panel closed on, by standard: of each the last meeting that had it on its agenda and closed."""
        rows = self.filter(meeting__inspection_id=inspection_id, meeting__closed_at__isnull=False)
        rows = rows.select_related("meeting").order_by("standard_id", "-meeting__number").distinct("standard_id")
        return {row.standard_id: row for row in rows}


class VoiceQuerySet(models.QuerySet[Any]):
    def by_decision(self, decisions: Collection[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for row in self.filter(decision__in=decisions).select_related("person", "by"):
            found.setdefault(row.decision_id, []).append(row)
        return found


class ReopeningQuerySet(models.QuerySet[Any]):
    def by_meeting(self, inspection_id: int) -> dict[tuple[int, int], Any]:
        """Those of an inspection, by the meeting after which they came and the standard."""
        rows = self.filter(inspection_id=inspection_id).select_related("by")
        return {(row.meeting_id, row.standard_id): row for row in rows}
