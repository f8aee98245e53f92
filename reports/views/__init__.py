"""Pages of the report."""

from reports.views.comments import section_comment, section_comments
from reports.views.figures import report_figures
from reports.views.paragraphs import paragraph_history
from reports.views.prose import section_prose
from reports.views.report import report, report_changes, section_versions
from reports.views.statuses import section_status
from reports.views.writing import report_writing, section_edit

__all__ = [
    "paragraph_history",
    "report",
    "report_changes",
    "report_figures",
    "report_writing",
    "section_comment",
    "section_comments",
    "section_edit",
    "section_prose",
    "section_status",
    "section_versions",
]
