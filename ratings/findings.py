"""What emerging findings hold of an inspection when they are given, and what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casereviews.models import CaseReview
from casereviews.rules import CLOSED, Reading
from inspections.models import Case, Inspection
from ratings.figures import emerging
from ratings.models import EmergingFindings
from ratings.remarks import AREAS, STRENGTHS
from ratings.rules import Moved, StandardState, moved_since
from ratings.structure import Emerging
from standards.outline import outline_of

SCHEMA = 1


def content_of(inspection: Inspection, said: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Any]:
    """All that is frozen: what is said of each standard, and the figures as they are now. Four queries.

    `said` holds for each standard's number its STRENGTHS and AREAS. Whoever changes the shape counts SCHEMA up.
    """
    figures = emerging(inspection)
    return {
        "schema": SCHEMA,
        "title": str(inspection),
        "service": inspection.service.full_name or inspection.service.place,
        "read": figures.reviews.submitted,
        "cases": figures.reviews.cases,
        "standards": [
            {
                "number": number,
                "title": standard.title,
                **{kind: said.get(number, {}).get(kind, []) for kind in (STRENGTHS, AREAS)},
            }
            for number, standard in outline_of(inspection.edition).standards.items()
        ],
        "figures": {
            number: {"counts": [list(pair) for pair in standing.counts], "band": standing.band}
            for number, standing in standings_of(figures).items()
        },
        "submitted": sorted(submitted_ids(inspection)),
        "fell_out": sorted(fallen_out(inspection).values_list("pk", flat=True)),
    }


def standings_of(figures: Emerging) -> dict[str, StandardState]:
    return {
        standard.number: StandardState(
            tuple((tally.yes, tally.relevant) for tally in standard.result.tallies), standard.band
        )
        for standard in figures.standards
    }


def submitted_ids(inspection: Inspection) -> set[int]:
    """The first readings that are submitted, of cases in the sample."""
    rows = CaseReview.objects.filter(inspection=inspection, reading=Reading.FIRST, case__in_sample=True)
    return set(rows.filter(state__in=[state.value for state in CLOSED]).order_by().values_list("pk", flat=True))


def fallen_out(inspection: Inspection) -> Any:
    return Case.objects.filter(inspection=inspection, in_sample=False).order_by("reference")


@dataclass(frozen=True, slots=True)
class Since:
    """What changed after findings were given."""

    submitted: tuple[CaseReview, ...]
    no_longer: tuple[CaseReview, ...]  # submitted then, and not now: reopened, or out of the sample
    moved: tuple[Moved, ...]
    fell_out: tuple[Case, ...]
    alerts: tuple[Any, ...]

    @property
    def nothing(self) -> bool:
        return not (self.submitted or self.no_longer or self.moved or self.fell_out or self.alerts)


def since(findings: EmergingFindings, inspection: Inspection) -> Since:
    """Six queries, however many cases there are."""
    content = findings.content
    then, now = set(content["submitted"]), submitted_ids(inspection)
    differing = (
        CaseReview.objects.filter(pk__in=then ^ now).select_related("case", "reader").order_by("case__reference")
    )
    reviews = list(differing)
    before = {
        number: StandardState(tuple((yes, relevant) for yes, relevant in held["counts"]), held["band"])
        for number, held in content["figures"].items()
    }
    return Since(
        submitted=tuple(review for review in reviews if review.pk in now),
        no_longer=tuple(review for review in reviews if review.pk in then),
        moved=moved_since(before, standings_of(emerging(inspection))),
        fell_out=tuple(fallen_out(inspection).exclude(pk__in=content["fell_out"])),
        alerts=tuple(inspection.alerts.with_names().filter(at__gt=findings.given_at).order_by("-at")),
    )
