"""Files of printed figures into inspections, and the demo's data. Everything is written by the other apps' services."""

from published.services.crew import Crew, team_join
from published.services.demo import demo_load
from published.services.imports import ImportResult, Outcome, ReplayFailed, inspection_import

__all__ = [
    "Crew",
    "ImportResult",
    "Outcome",
    "ReplayFailed",
    "demo_load",
    "inspection_import",
    "team_join",
]
