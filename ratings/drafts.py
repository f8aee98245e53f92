"""What the report says of a decision: the rules' draft for one that stands."""

from ratings.rules import Draft, ReasonCode, draft_of
from ratings.structure import PanelDecision
from standards.rules import Figures


def draft_on(decision: PanelDecision, figures: Figures, *, quoted: bool) -> Draft:
    """For a decision that used discretion, on the figures that it was taken on."""
    return draft_of(
        rating=decision.rating or "",
        band=decision.band or "",
        set_aside=decision.set_aside,
        tallies=decision.tallies,
        reason=ReasonCode(decision.reason_code),
        figures=figures,
        quoted=quoted,
    )
