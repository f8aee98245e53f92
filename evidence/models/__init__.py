"""Evidence, its files, what surveys say, and the strengths and areas that rest on it."""

from evidence.models.files import Download, EvidenceFile, FileContent
from evidence.models.pieces import Evidence
from evidence.models.strengths import StrengthOrArea
from evidence.models.surveys import Quote, SurveyQuestion

__all__ = [
    "Download",
    "Evidence",
    "EvidenceFile",
    "FileContent",
    "Quote",
    "StrengthOrArea",
    "SurveyQuestion",
]
