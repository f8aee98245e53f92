"""Services inspected, inspections, their teams, and the cases of their samples."""

from inspections.models.cases import Case
from inspections.models.context import ContextFigure
from inspections.models.inspections import Inspection, PlannedPhase
from inspections.models.services import EarlierInspection, Service, ServiceContact
from inspections.models.teams import ConflictOfInterest, TeamMember, TeamNotice

__all__ = [
    "Case",
    "ConflictOfInterest",
    "ContextFigure",
    "EarlierInspection",
    "Inspection",
    "PlannedPhase",
    "Service",
    "ServiceContact",
    "TeamMember",
    "TeamNotice",
]
