"""Sections of reports, and what people write in them."""

from reports.models.prose import Paragraph
from reports.models.sections import ReportSection, SectionVersion

__all__ = ["Paragraph", "ReportSection", "SectionVersion"]
