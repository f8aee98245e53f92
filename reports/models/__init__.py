"""Sections of reports, what people write in them, what is recommended, examples, slips, and the annexe."""

from reports.annexe.models import Annexe, AnnexeFile, AnnexeTaken
from reports.models.linting import CheckSeverity, Dismissal
from reports.models.practice import DeclaredName, PracticeExample
from reports.models.prose import Paragraph
from reports.models.recommendations import Recommendation, RecommendationBody
from reports.models.sections import ReportSection, SectionVersion

__all__ = [
    "Annexe",
    "AnnexeFile",
    "AnnexeTaken",
    "CheckSeverity",
    "DeclaredName",
    "Dismissal",
    "Paragraph",
    "PracticeExample",
    "Recommendation",
    "RecommendationBody",
    "ReportSection",
    "SectionVersion",
]
