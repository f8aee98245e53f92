"""Reads a report for slips: what it says, what it should say, and how each finding can be mended."""

from reports.checking.reading import Checked, Slip, check_report, severities_of

__all__ = ["Checked", "Slip", "check_report", "severities_of"]
