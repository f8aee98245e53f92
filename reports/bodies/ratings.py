"""The ratings page: the score, the overall rating, and the rating of each standard."""

from collections.abc import Sequence
from typing import Any

from ratings.structure import Reviews, StandardFigures
from reports.live import LiveFigures
from reports.rules import RatingRow
from standards.wording import MONTHS, joined


def ratings_context(live: LiveFigures, _: str) -> dict[str, Any]:
    page, starts = live.page, live.inspection.fieldwork_starts
    names, domains = page.figures.names, live.outline.domain_by_code
    uncounted = [standard for standard in page.standards if not standard.outline.counts_towards_overall]
    single = len(uncounted) == 1
    return {
        "service": live.inspection.service.full_name or live.inspection.service.place,
        "fieldwork": f"{MONTHS[starts.month - 1]} {starts.year}",
        "started": live.is_published or starts <= live.today,
        "overall": page.overall,
        "domains": [
            (domains[domain.code], [rating_row(live, standard) for standard in domain.standards])
            for domain in page.domains
        ],
        "overall_name": names.get(page.overall.rating or ""),
        "missing": _named(page.missing),
        "missing_one": len(page.missing) == 1,
        "uncounted": live.told(
            live.house.uncounted,
            standards=_named(uncounted),
            are="is" if single else "are",
            do="does" if single else "do",
        ),
        "explained": live.told(live.house.ratings),
        "reviews": so_far(page.reviews),
    }


def rating_row(live: LiveFigures, figures: StandardFigures) -> RatingRow:
    """What is printed of a standard's rating, and nothing of the cases behind it: a body is made of no more."""
    return RatingRow(
        figures.number,
        figures.title,
        figures.rating,
        live.outline.figures.names.get(figures.rating or ""),
        figures.outline.counts_towards_overall,
        figures.figures_changed,
        "" if live.is_published or figures.decision else _undecided(figures),
    )


def _undecided(figures: StandardFigures) -> str:
    if figures.by_cases and figures.rating:
        return "By the table; the panel has not decided"
    if figures.reviews and figures.reviews.submitted:
        return "No relevant case so far"
    if figures.by_cases:
        return "Not judged yet"
    return "Proposed by the lead inspector; the panel has not decided" if figures.proposal else "Not yet judged"


def _named(standards: Sequence[StandardFigures]) -> str:
    return joined([f"{standard.number} {standard.title}" for standard in standards])


def so_far(reviews: Reviews) -> Reviews | None:
    """How many reviews the figures rest on, while some are outstanding: also after the report is out."""
    return None if reviews.complete else reviews
