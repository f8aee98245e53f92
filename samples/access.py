"""Who may do what with the sample of an inspection and what leads to it. `standing` is the person's in it."""

from inspections.rules import Role, Standing


def can_see_eligible(standing: Standing) -> bool:
    """The eligible cases that were sent, and what became of each file."""
    return standing.is_administrator or standing.is_any(Role.SERVICE_CONTACT, Role.LEAD)


def can_upload(standing: Standing) -> bool:
    """Send eligible cases and take them: the service's contact, or an administrator on its behalf."""
    return standing.is_administrator or standing.is_any(Role.SERVICE_CONTACT)


def can_see_sample(standing: Standing) -> bool:
    """The sample, its reserve and what fell out. Who plans inspections sees no cases."""
    return standing.is_any(Role.LEAD, Role.STAND_IN)


def can_plan_sample(standing: Standing) -> bool:
    """Set its sizes, draw it, and share it out."""
    return standing.is_any(Role.LEAD)


def can_substitute(standing: Standing) -> bool:
    """Sign off that a case fell out, and what takes its place: the lead, or a named stand-in."""
    return standing.is_any(Role.LEAD, Role.STAND_IN)


def can_replay(standing: Standing) -> bool:
    """See how the sample was drawn, and draw it again to compare: everybody who vouches for what rests on it."""
    return standing.is_any(Role.LEAD, Role.STAND_IN, Role.QUALITY_LEAD, Role.PANEL)
