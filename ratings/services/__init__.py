"""The only writers of rated standards, the lead's proposals, the panel's decisions and emerging findings."""

from ratings.services.checks import rating_problem, words_problem
from ratings.services.decisions import (
    DecisionRefused,
    FiguresChanged,
    NeedsConfirmation,
    decision_take,
    outstanding_words,
)
from ratings.services.findings import FindingsRefused, findings_give, lines_from
from ratings.services.proposals import ProposalChanged, ProposalRefused, proposal_make
from ratings.services.standards import rated_standards_bump, rated_standards_lay_out

__all__ = [
    "DecisionRefused",
    "FiguresChanged",
    "FindingsRefused",
    "NeedsConfirmation",
    "ProposalChanged",
    "ProposalRefused",
    "decision_take",
    "findings_give",
    "lines_from",
    "outstanding_words",
    "proposal_make",
    "rated_standards_bump",
    "rated_standards_lay_out",
    "rating_problem",
    "words_problem",
]
