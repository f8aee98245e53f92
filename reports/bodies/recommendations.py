"""Recommendations: what should change, and who is to change it."""

from typing import Any

from reports.live import LiveFigures
from reports.rules import opening_words


def recommendations_context(live: LiveFigures, _: str) -> dict[str, Any]:
    groups = live.recommendations
    number = sum(len(group.recommendations) for group in groups)
    return {
        "opening": opening_words(number, live.inspection.service.place),
        "groups": groups,
        "prose": live.prose_of("recommendations"),
    }
