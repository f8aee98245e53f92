"""Sections of reports, and what people write in them."""

from reports.models.prose import Paragraph
from reports.models.sections import ReportSection, SectionVersion
from reports.models.writing import Comment, ReceivedProse, SectionStatus, Writer

__all__ = [
    "Comment",
    "Paragraph",
    "ReceivedProse",
    "ReportSection",
    "SectionStatus",
    "SectionVersion",
    "Writer",
]
