"""Who may see and change what leads to a sample. Every predicate takes the person's Standing in the inspection."""

from inspections.rules import Role, Standing


def can_see_eligible(standing: Standing) -> bool:
    """The eligible cases that were sent, and what became of each file."""
    return standing.is_administrator or standing.is_any(Role.SERVICE_CONTACT, Role.LEAD)


def can_upload(standing: Standing) -> bool:
    """Send eligible cases and take them: the service's contact, or an administrator on its behalf."""
    return standing.is_administrator or standing.is_any(Role.SERVICE_CONTACT)
