"""Pages of the report."""

from reports.views.figures import report_figures
from reports.views.report import report, report_changes, section_versions

__all__ = ["report", "report_changes", "report_figures", "section_versions"]
