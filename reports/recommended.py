"""The recommendations of an inspection: as its report prints them, and what each rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.models import StrengthOrArea
from inspections.models import Inspection
from reports.models import PracticeExample, Recommendation, RecommendationBody
from reports.rules import Group, Recommended, groups_of, known_findings
from standards.outline import outline_of

WAITING = "one that waits to be cleared"


def groups_in(inspection: Inspection) -> Sequence[Group]:
    """By body in order, numbered through; two queries."""
    names = {body.pk: body.name for body in RecommendationBody.objects.filter(inspection=inspection)}
    rows = Recommendation.objects.filter(inspection=inspection).standing()
    told = [Recommended(row.pk, row.words, names.get(row.body_id or 0, ""), tuple(row.rests_on)) for row in rows]
    return groups_of(list(names.values()), told)


def findings_known(inspection: Inspection, *, uncleared: bool = True) -> Mapping[str, str]:
    """What a recommendation may rest on, by code; two queries. Not `uncleared`: without the headings of what waits."""
    strengths = dict(StrengthOrArea.objects.filter(inspection=inspection).standing().values_list("pk", "words"))
    rows = PracticeExample.objects.filter(inspection=inspection).standing()
    examples = {row.pk: row.heading if uncleared or row.is_cleared else WAITING for row in rows}
    return known_findings(outline_of(inspection.edition), strengths, examples)


@dataclass(frozen=True, slots=True)
class Listed:
    """A recommendation with its number on the page where it is written; `rests` are its findings in words."""

    number: int
    row: Recommendation
    rests: tuple[str, ...]
    lost: int  # findings that were withdrawn since


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """`body` is None for what is addressed to nobody yet."""

    body: RecommendationBody | None
    recommendations: Sequence[Listed]


@dataclass(frozen=True, slots=True)
class Recommendations:
    groups: Sequence[ListedGroup]
    withdrawn: Sequence[Recommendation]

    @property
    def number(self) -> int:
        return sum(len(group.recommendations) for group in self.groups)


def recommendations_of(inspection: Inspection, *, uncleared: bool = True) -> Recommendations:
    """All of them; four queries. `uncleared` as in findings_known."""
    bodies = list(RecommendationBody.objects.filter(inspection=inspection))
    rows = list(Recommendation.objects.filter(inspection=inspection))
    standing = [row for row in rows if row.withdrawn_at is None]
    known = findings_known(inspection, uncleared=uncleared)
    groups, number = [], 1
    for body in (*bodies, None):
        mine = [row for row in standing if row.body_id == (body.pk if body else None)]
        listed = [_listed(place, row, known) for place, row in enumerate(mine, start=number)]
        number += len(mine)
        if body or mine:
            groups.append(ListedGroup(body, listed))
    return Recommendations(groups, [row for row in rows if row.withdrawn_at])


def _listed(number: int, row: Recommendation, known: Mapping[str, str]) -> Listed:
    rests = tuple(known[code] for code in row.rests_on if code in known)
    return Listed(number, row, rests, len(row.rests_on) - len(rests))
