"""Sections of reports, what people write in them, and the annexe (a package of its own)."""

from reports.annexe.models import Annexe, AnnexeFile, AnnexeTaken
from reports.models.prose import Paragraph
from reports.models.sections import ReportSection, SectionVersion

__all__ = ["Annexe", "AnnexeFile", "AnnexeTaken", "Paragraph", "ReportSection", "SectionVersion"]
