"""Who may do what with evidence. `standing` is the person's in the inspection."""

from evidence.models import Evidence
from inspections.rules import Role, Standing

TEAM = (Role.LEAD, Role.STAND_IN, Role.INSPECTOR, Role.QUALITY_LEAD)


def can_see_evidence(standing: Standing) -> bool:
    """All of it, with the strengths and areas for improvement that rest on it."""
    return standing.is_any(*TEAM, Role.PANEL, Role.EDITOR, Role.SIGNATORY)


def can_record_evidence(standing: Standing) -> bool:
    """Add a piece of any kind, change it, tag it, and withdraw it: everybody who inspects."""
    return standing.is_any(*TEAM)


def can_write_strengths(standing: Standing) -> bool:
    """Write strengths and areas for improvement, and put them in order."""
    return standing.is_any(Role.LEAD, Role.INSPECTOR)


def can_send_evidence(standing: Standing) -> bool:
    """The service's contact: sends documents and sees what the service sent, nothing else."""
    return standing.is_any(Role.SERVICE_CONTACT)


def can_take_file(standing: Standing) -> bool:
    """Whether any file may be theirs to take; which, can_take says."""
    return can_see_evidence(standing) or can_send_evidence(standing)


def can_take(standing: Standing, piece: Evidence) -> bool:
    """A piece's file: who sees evidence any, who works for the service those that the service sent."""
    return can_see_evidence(standing) or (can_send_evidence(standing) and piece.from_service)


def can_see_downloads(standing: Standing) -> bool:
    """Who took a file, and when."""
    return standing.is_any(Role.LEAD)
