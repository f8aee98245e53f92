"""Sections of reports, what people write in them, what it recommends, its examples, and what was made of its slips."""

from reports.models.linting import CheckSeverity, Dismissal
from reports.models.practice import DeclaredName, PracticeExample
from reports.models.prose import Paragraph
from reports.models.recommendations import Recommendation, RecommendationBody
from reports.models.sections import ReportSection, SectionVersion

__all__ = [
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
