"""The only writers of rated standards, the lead's proposals, the panel's decisions and emerging findings, the
panel's meetings."""

from ratings.services.checks import rating_problem, words_problem
from ratings.services.decisions import (
    DecisionRefused,
    FiguresChanged,
    NeedsConfirmation,
    decision_replay,
    decision_take,
    outstanding_words,
)
from ratings.services.discussions import discussion_save, voice_give, voices_confirm
from ratings.services.findings import FindingsRefused, findings_give, lines_from
from ratings.services.meetings import MeetingRefused, meeting_change, meeting_close, meeting_open
from ratings.services.proposals import ProposalChanged, ProposalRefused, proposal_make
from ratings.services.reopening import NothingToConfirm, change_confirm
from ratings.services.standards import rated_standards_bump, rated_standards_lay_out

__all__ = [
    "DecisionRefused",
    "FiguresChanged",
    "FindingsRefused",
    "MeetingRefused",
    "NeedsConfirmation",
    "NothingToConfirm",
    "ProposalChanged",
    "ProposalRefused",
    "change_confirm",
    "decision_replay",
    "decision_take",
    "discussion_save",
    "findings_give",
    "lines_from",
    "meeting_change",
    "meeting_close",
    "meeting_open",
    "outstanding_words",
    "proposal_make",
    "rated_standards_bump",
    "rated_standards_lay_out",
    "rating_problem",
    "voice_give",
    "voices_confirm",
    "words_problem",
]
