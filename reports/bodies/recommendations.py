"""Recommendations: what should change, and who is to change it."""

from typing import Any

from reports.live import LiveFigures
from standards.wording import plural


def recommendations_context(live: LiveFigures, _: str) -> dict[str, Any]:
    groups = live.recommendations
    number = sum(len(group.recommendations) for group in groups)
    return {
        "opening": opening_words(live, number),
        "groups": groups,
        "prose": live.prose_of("recommendations"),
    }


def opening_words(live: LiveFigures, number: int) -> str:
    """As "We have made six recommendations, so that youth justice services in Doncaster become better."."""
    if not number:
        return "We have made no recommendations."
    counted = plural(number, "recommendation", "recommendations")
    return live.told(live.house.recommended, recommendations=counted)
