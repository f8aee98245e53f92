"""Recommendations: what should change, and who is to change it."""

from typing import Any

from reports.live import LiveFigures
from reports.rules import RECOMMENDATIONS


def recommendations_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {"recommendations": [str(one) for one in live.recommendations], "prose": live.prose_of(RECOMMENDATIONS)}
