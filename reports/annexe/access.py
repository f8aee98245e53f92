"""Who may do what with an annexe. `standing` is the person's in the inspection."""

from inspections.rules import Role, Standing


def can_see_annexe(standing: Standing) -> bool:
    """What will be made public, as it is being made: everybody who sees the report."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR, Role.SIGNATORY, Role.PANEL)


def can_see_inside(standing: Standing) -> bool:
    """The version with nothing hidden, and every answer behind it."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR)


def can_see_taken(standing: Standing) -> bool:
    """Who took what is for the team alone."""
    return standing.is_any(Role.LEAD)
