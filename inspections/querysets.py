"""Named ways into inspections, teams and cases."""

from typing import Any

from django.apps import apps
from django.db import models

from accounts.compiled import Compiled
from inspections.rules import Conflict, Phase, PhaseDates, Role


class InspectionQuerySet(models.QuerySet[Any]):
    def with_names(self) -> "InspectionQuerySet":
        """With the service and edition that their words come from, in the same query."""
        return self.select_related("service", "edition").defer("edition__document")

    def of_person(self, person_id: int) -> "InspectionQuerySet":
        return self.filter(team__person_id=person_id).distinct()


class TeamMemberQuerySet(models.QuerySet[Any]):
    def roles_of(self, person_id: int, inspection_id: int) -> frozenset[Role]:
        return frozenset(Role(role) for (role,) in ROLES.rows(person_id, inspection_id, using=self.db))

    def remove(self, *, by: models.Model) -> None:
        """Deletes the rows, within a transaction; their history says by whom."""
        self.update(removed_by=by)
        self.delete()


def _roles_query(person_id: int, inspection_id: int) -> models.QuerySet[Any, Any]:
    """The roles of somebody who may sign in."""
    memberships: Any = apps.get_model("inspections", "TeamMember").objects
    found: models.QuerySet[Any, Any] = (
        memberships.filter(person_id=person_id, inspection_id=inspection_id, person__is_active=True)
        .order_by()
        .values_list("role")
    )
    return found


ROLES = Compiled(_roles_query, -1, -2)


class ConflictQuerySet(models.QuerySet[Any]):
    def standing(self) -> "ConflictQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of_service(self, service_id: int) -> "ConflictQuerySet":
        return self.filter(service_id=service_id)

    def as_rules(self) -> tuple[Conflict, ...]:
        """As the rules take them, by reader and in the order of time; one query."""
        rows = self.order_by("person_id", "at", "pk").values_list("person_id", "because", "reference", "case_manager")
        return tuple(Conflict(*row) for row in rows)


class PlannedPhaseQuerySet(models.QuerySet[Any]):
    def planned(self) -> list[PhaseDates]:
        rows = self.order_by().values_list("phase", "first", "last")
        return [PhaseDates(Phase(phase), first, last) for phase, first, last in rows]


class CaseQuerySet(models.QuerySet[Any]):
    def in_sample(self) -> "CaseQuerySet":
        return self.filter(in_sample=True)

    def disposal_counts(self) -> dict[tuple[str, str], int]:
        """Cases by (domain code, disposal type code)."""
        rows = self.order_by().values_list("domain__code", "disposal_type__code").annotate(n=models.Count("pk"))
        return {(domain, disposal): n for domain, disposal, n in rows}
