"""Named ways into inspections, teams and cases."""

from typing import Any

from django.db import models

from inspections.rules import Role


class InspectionQuerySet(models.QuerySet[Any]):
    def with_names(self) -> "InspectionQuerySet":
        """With the service and edition that their words come from, in the same query."""
        return self.select_related("service", "edition")

    def of_person(self, person_id: int) -> "InspectionQuerySet":
        return self.filter(team__person_id=person_id).distinct()


class TeamMemberQuerySet(models.QuerySet[Any]):
    def roles_of(self, person_id: int, inspection_id: int) -> frozenset[Role]:
        rows = self.filter(person_id=person_id, inspection_id=inspection_id, person__is_active=True)
        return frozenset(Role(role) for role in rows.order_by().values_list("role", flat=True))


class CaseQuerySet(models.QuerySet[Any]):
    def in_sample(self) -> "CaseQuerySet":
        return self.filter(in_sample=True)

    def disposal_counts(self) -> dict[tuple[str, str], int]:
        """Cases by (domain code, disposal type code)."""
        rows = self.order_by().values_list("domain__code", "disposal_type__code").annotate(n=models.Count("pk"))
        return {(domain, disposal): n for domain, disposal, n in rows}
