"""The overall score and rating of an inspection."""

from collections.abc import Mapping
from dataclasses import dataclass

from ratings.rules.bands import level_of
from standards.rules import Band, Figures


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one standard brings to the overall score; None where it is not rated."""

    standard: str
    rating: str | None
    points: int | None


@dataclass(frozen=True, slots=True)
class Overall:
    """`score` and `rating` are None while a counting standard is not rated; `missing` names those standards."""

    score: int | None
    out_of: int
    rating: str | None
    missing: tuple[str, ...]
    contributions: tuple[Contribution, ...]


def overall_band_of(score: int, figures: Figures) -> Band:
    """The overall band of a score. No cap: low standards do not hold the overall rating down by themselves."""
    return figures.overall_bands[level_of(score, figures.overall_bands)]


def overall(ratings: Mapping[str, str | None], figures: Figures) -> Overall:
    """Points of the counting standards added up. `ratings` holds only these, by number; None: not rated."""
    contributions = tuple(
        Contribution(standard, rating, None if rating is None else figures.points[rating])
        for standard, rating in ratings.items()
    )
    missing = tuple(part.standard for part in contributions if part.points is None)
    out_of = len(contributions) * max(figures.points.values())
    if missing or not contributions:
        return Overall(None, out_of, None, missing, contributions)
    score = sum(part.points for part in contributions if part.points is not None)
    return Overall(score, out_of, overall_band_of(score, figures).rating, missing, contributions)


@dataclass(frozen=True, slots=True)
class Away:
    """How many points lead to another overall rating."""

    points: int
    rating: str


def points_away(score: int, figures: Figures, *, out_of: int) -> tuple[Away | None, Away | None]:
    """The points to gain for the next overall rating up, and to lose for the next one down; None: there is none."""
    bands = figures.overall_bands
    level = level_of(score, bands)
    higher = bands[level + 1] if level + 1 < len(bands) and bands[level + 1].start <= out_of else None
    up = Away(higher.start - score, higher.rating) if higher else None
    down = Away(score - bands[level].start + 1, bands[level - 1].rating) if level else None
    return up, down
