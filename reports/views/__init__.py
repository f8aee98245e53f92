"""Pages of the report."""

from reports.views.report import report, report_changes, report_paper, report_read, section_versions

__all__ = ["report", "report_changes", "report_paper", "report_read", "section_versions"]
