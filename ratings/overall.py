"""The overall score as its page tells it: each standard's points, and how far the next overall ratings are."""

from dataclasses import dataclass

from ratings.rules import Away, points_away
from ratings.structure import RatingsPage, StandardFigures


@dataclass(frozen=True, slots=True)
class OverallStanding:
    """`so_far` are the points of the standards that are rated. `up` and `down` are None while there is no score."""

    score: int | None
    rating: str | None
    out_of: int
    so_far: int
    rated: int
    counting: int
    missing: tuple[StandardFigures, ...]
    points: dict[str, int | None]  # by the number of each standard that counts
    up: Away | None
    down: Away | None


def overall_standing(page: RatingsPage) -> OverallStanding:
    overall = page.overall
    points = {part.standard: part.points for part in overall.contributions}
    known = [some for some in points.values() if some is not None]
    up, down = (None, None)
    if overall.score is not None:
        up, down = points_away(overall.score, page.figures, out_of=overall.out_of)
    return OverallStanding(
        score=overall.score,
        rating=overall.rating,
        out_of=overall.out_of,
        so_far=sum(known),
        rated=len(known),
        counting=len(points),
        missing=page.missing,
        points=points,
        up=up,
        down=down,
    )
