"""Named ways into rated standards, proposals and decisions."""

from collections.abc import Collection
from typing import Any

from django.db import connections, models


class RatedStandardQuerySet(models.QuerySet[Any]):
    def numbers(self, inspection_id: int) -> dict[int, int]:
        """The number of each rated standard, by primary key of the standard."""
        return dict(self.filter(inspection_id=inspection_id).order_by().values_list("standard_id", "number"))

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


class ProposalQuerySet(models.QuerySet[Any]):
    def standing(self, inspection_id: int) -> "ProposalQuerySet":
        return self.filter(inspection_id=inspection_id).select_related("by")


class DecisionQuerySet(models.QuerySet[Any]):
    def current(self, inspection_id: int) -> "DecisionQuerySet":
        """Those that stand, with who took them."""
        return self.filter(inspection_id=inspection_id, current=True).select_related("by").order_by()
