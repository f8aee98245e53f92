"""What is rated in an inspection: rated standards, proposals, decisions, emerging findings, the panel's meetings."""

from ratings.models.decisions import Decision, Proposal
from ratings.models.findings import EmergingFindings
from ratings.models.meetings import Attendance, Discussion, PanelMeeting, Reopening, Voice
from ratings.models.standards import RatedStandard

__all__ = [
    "Attendance",
    "Decision",
    "Discussion",
    "EmergingFindings",
    "PanelMeeting",
    "Proposal",
    "RatedStandard",
    "Reopening",
    "Voice",
]
