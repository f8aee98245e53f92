"""What is rated in an inspection: rated standards, proposals, decisions, emerging findings."""

from ratings.models.decisions import Decision, Proposal
from ratings.models.findings import EmergingFindings
from ratings.models.standards import RatedStandard

__all__ = [
    "Decision",
    "EmergingFindings",
    "Proposal",
    "RatedStandard",
]
