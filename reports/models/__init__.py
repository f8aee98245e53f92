"""Sections of reports, what people write in them, what is recommended, examples, slips, and the annexe."""

from reports.annexe.models import Annexe, AnnexeFile, AnnexeTaken
from reports.models.linting import CheckSeverity, Dismissal
from reports.models.practice import DeclaredName, PracticeExample
from reports.models.prose import Paragraph
from reports.models.recommendations import Recommendation, RecommendationBody
from reports.models.sections import ReportSection, SectionVersion
from reports.models.writing import Comment, ReceivedProse, SectionStatus, Writer

__all__ = [
    "Annexe",
    "AnnexeFile",
    "AnnexeTaken",
    "CheckSeverity",
    "Comment",
    "DeclaredName",
    "Dismissal",
    "Paragraph",
    "PracticeExample",
    "ReceivedProse",
    "Recommendation",
    "RecommendationBody",
    "ReportSection",
    "SectionStatus",
    "SectionVersion",
    "Writer",
]
