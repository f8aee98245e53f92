"""Named ways into rated standards, proposals and decisions."""

from collections.abc import Collection
from typing import Any

from django.db import models


class RatedStandardQuerySet(models.QuerySet[Any]):
    def numbers(self, inspection_id: int) -> dict[int, int]:
        """The number of each rated standard, by primary key of the standard."""
        return dict(self.filter(inspection_id=inspection_id).order_by().values_list("standard_id", "number"))

    def bump(self, inspection_id: int, standards: Collection[str]) -> None:
        """Counts a change to these standards. Several rows are locked in order of primary key: no deadlock."""
        rows = self.filter(inspection_id=inspection_id, standard__number__in=standards)
        if len(standards) > 1:
            keys = rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True)
            rows = self.model.objects.filter(pk__in=list(keys))
        rows.order_by().update(number=models.F("number") + 1)


class ProposalQuerySet(models.QuerySet[Any]):
    def standing(self, inspection_id: int) -> "ProposalQuerySet":
        return self.filter(inspection_id=inspection_id).select_related("by")


class DecisionQuerySet(models.QuerySet[Any]):
    def current(self, inspection_id: int) -> "DecisionQuerySet":
        """Those that stand, with who took them."""
        return self.filter(inspection_id=inspection_id, current=True).select_related("by").order_by()
