"""What an edition says of the sample, as exact values. Source: the edition files, `sample:`."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

ALL = "all"  # in `sized_on`: the formula sizes all cases together
DAYS, MONTHS = "eligible_days_before_fieldwork", "eligible_months_before_fieldwork"


@dataclass(frozen=True, slots=True)
class SampleFigures:
    """Shares are exact. Exactly one of `days` and `months` is given, each as (furthest, nearest) before fieldwork."""

    confidence: Fraction
    margin: Fraction  # of error
    sized_on: str  # a domain, or ALL
    split: tuple[tuple[str, Fraction], ...]  # domain and share, in the edition's order
    match_on: tuple[str, ...]
    days: tuple[int, int] | None = None
    months: tuple[tuple[str, tuple[int, int]], ...] = ()  # by domain


def sample_figures(sample: Mapping[str, Any]) -> SampleFigures:
    """The `sample:` of an edition as it is kept, 0.6 read as exactly three fifths."""
    days, months = sample.get(DAYS), sample.get(MONTHS) or {}
    return SampleFigures(
        confidence=Fraction(str(sample["confidence"])),
        margin=Fraction(str(sample["margin_of_error"])),
        sized_on=sample["sized_on"],
        split=tuple((domain, Fraction(str(share))) for domain, share in sample["split"].items()),
        match_on=tuple(sample["match_on"]),
        days=(max(days), min(days)) if days else None,
        months=tuple((domain, (max(pair), min(pair))) for domain, pair in months.items()),
    )
