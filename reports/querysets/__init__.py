"""Named ways into the sections of reports and into what people write in them."""

from reports.querysets.sections import Noted, ReportSectionQuerySet
from reports.querysets.writing import CommentQuerySet, ParagraphQuerySet, ReceivedProseQuerySet, StandingQuerySet

__all__ = [
    "CommentQuerySet",
    "Noted",
    "ParagraphQuerySet",
    "ReceivedProseQuerySet",
    "ReportSectionQuerySet",
    "StandingQuerySet",
]
