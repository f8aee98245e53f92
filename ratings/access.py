"""Who may do what with ratings. `standing` is the person's in the inspection."""

from inspections.rules import NOT_TOGETHER, Role, Standing


def can_see_ratings(standing: Standing) -> bool:
    """The ratings page and each standard's figures, read-only."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY)


def can_see_notes(standing: Standing) -> bool:
    """The cases behind a figure: their references, and the inspectors' notes on a key question."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL)


def can_decide(standing: Standing) -> bool:
    """A panel member who neither led nor read for the inspection."""
    return standing.is_any(Role.PANEL) and not standing.is_any(*NOT_TOGETHER[Role.PANEL])


def can_open_meeting(standing: Standing) -> bool:
    """Open a meeting of the panel and say who is there: a member, or the lead, who prepares it."""
    return can_decide(standing) or standing.is_any(Role.LEAD)


def can_see_meeting(standing: Standing) -> bool:
    """The panel's meetings, its pack and what was said there; setting judgements otherwise to see what follows."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL)


def can_confirm_change(standing: Standing) -> bool:
    """Confirm a change that alters a rating which the panel had closed on."""
    return standing.is_any(Role.LEAD)


def can_propose(standing: Standing) -> bool:
    """Propose the judgement of a standard that is rated by judgement."""
    return standing.is_any(Role.LEAD)


def can_give_findings(standing: Standing) -> bool:
    """See the five o'clock page, freeze emerging findings for the closing meeting, and see what changed since."""
    return standing.is_any(Role.LEAD)
