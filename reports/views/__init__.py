"""Pages of the report."""

from reports.views.comments import section_comment, section_comments
from reports.views.figures import report_figures
from reports.views.lint import finding_dismiss, finding_mend, finding_reopen, report_checks, report_lint
from reports.views.paragraphs import paragraph_history
from reports.views.practice import (
    example,
    example_clear,
    example_new,
    example_withdraw,
    examples,
    name_declare,
    name_withdraw,
)
from reports.views.prose import section_prose
from reports.views.recommendations import (
    body,
    body_move,
    recommendation,
    recommendation_move,
    recommendation_new,
    recommendation_withdraw,
    recommendations,
)
from reports.views.report import report, report_changes, report_paper, report_read, section_versions
from reports.views.statuses import section_status
from reports.views.writing import report_writing, section_edit

__all__ = [
    "body",
    "body_move",
    "example",
    "example_clear",
    "example_new",
    "example_withdraw",
    "examples",
    "finding_dismiss",
    "finding_mend",
    "finding_reopen",
    "name_declare",
    "name_withdraw",
    "paragraph_history",
    "recommendation",
    "recommendation_move",
    "recommendation_new",
    "recommendation_withdraw",
    "recommendations",
    "report",
    "report_changes",
    "report_checks",
    "report_figures",
    "report_lint",
    "report_paper",
    "report_read",
    "report_writing",
    "section_comment",
    "section_comments",
    "section_edit",
    "section_prose",
    "section_status",
    "section_versions",
]
