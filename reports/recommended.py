"""The recommendations of an inspection as its report prints them."""

from collections.abc import Sequence

from inspections.models import Inspection
from reports.models import Recommendation, RecommendationBody
from reports.rules import Group, Recommended, groups_of


def groups_in(inspection: Inspection) -> Sequence[Group]:
    """By body in order, numbered through; two queries."""
    names = {body.pk: body.name for body in RecommendationBody.objects.filter(inspection=inspection)}
    rows = Recommendation.objects.filter(inspection=inspection).standing()
    told = [Recommended(row.pk, row.words, names.get(row.body_id or 0, ""), tuple(row.rests_on)) for row in rows]
    return groups_of(list(names.values()), told)
