"""The ratings page: the score, the overall rating, and the rating of each standard."""

from collections.abc import Sequence
from typing import Any

from ratings.structure import Reviews, StandardFigures
from reports.live import LiveFigures
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
        "page": page,
        "domains": [
            (domains[domain.code], [(row, names.get(row.rating or "")) for row in domain.standards])
            for domain in page.domains
        ],
        "overall_name": names.get(page.overall.rating or ""),
        "missing": _named(page.missing),
        "uncounted": live.told(
            live.house.uncounted,
            standards=_named(uncounted),
            are="is" if single else "are",
            do="does" if single else "do",
        ),
        "explained": live.told(live.house.ratings),
        "published": live.is_published,
        "reviews": so_far(page.reviews),
    }


def _named(standards: Sequence[StandardFigures]) -> str:
    return joined([f"{standard.number} {standard.title}" for standard in standards])


def so_far(reviews: Reviews) -> Reviews | None:
    """How many reviews the figures rest on, while some are outstanding: also after the report is out."""
    return None if reviews.complete else reviews
