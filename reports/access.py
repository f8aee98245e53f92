"""Who may do what with a report. `standing` is the person's in the inspection."""

from inspections.rules import Role, Standing


def can_see_report(standing: Standing) -> bool:
    """The report as it is being made, with how fresh each section is."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR, Role.SIGNATORY, Role.PANEL)
