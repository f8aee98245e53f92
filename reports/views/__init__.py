"""Pages of the report."""

from reports.views.figures import report_figures
from reports.views.recommendations import (
    body,
    body_move,
    recommendation,
    recommendation_move,
    recommendation_new,
    recommendation_withdraw,
    recommendations,
)
from reports.views.report import report, report_changes, section_versions

__all__ = [
    "body",
    "body_move",
    "recommendation",
    "recommendation_move",
    "recommendation_new",
    "recommendation_withdraw",
    "recommendations",
    "report",
    "report_changes",
    "report_figures",
    "section_versions",
]
