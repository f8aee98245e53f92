"""Pages of evidence: the list, a piece of each kind, surveys and quotes, strengths, what the service sent."""

from evidence.views.pieces import (
    evidence,
    evidence_change,
    evidence_file,
    evidence_new,
    evidence_piece,
    evidence_withdraw,
)
from evidence.views.sent import evidence_send, evidence_sent, evidence_sent_withdraw
from evidence.views.strengths import strength, strength_move, strength_new, strength_withdraw, strengths
from evidence.views.surveys import (
    quote,
    quote_new,
    quote_withdraw,
    survey_question,
    survey_question_new,
    survey_question_withdraw,
)

__all__ = [
    "evidence",
    "evidence_change",
    "evidence_file",
    "evidence_new",
    "evidence_piece",
    "evidence_send",
    "evidence_sent",
    "evidence_sent_withdraw",
    "evidence_withdraw",
    "quote",
    "quote_new",
    "quote_withdraw",
    "strength",
    "strength_move",
    "strength_new",
    "strength_withdraw",
    "strengths",
    "survey_question",
    "survey_question_new",
    "survey_question_withdraw",
]
