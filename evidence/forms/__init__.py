"""The forms of evidence. Shape and wording only: the services refuse, in sentences."""

from evidence.forms.fields import position_groups
from evidence.forms.pieces import FORMS, PieceForm, SendForm, sent_file
from evidence.forms.strengths import NarrowForm, StrengthForm, WithdrawForm, evidence_choices
from evidence.forms.surveys import QuestionForm, QuoteForm, ScaleForm

__all__ = [
    "FORMS",
    "NarrowForm",
    "PieceForm",
    "QuestionForm",
    "QuoteForm",
    "ScaleForm",
    "SendForm",
    "StrengthForm",
    "WithdrawForm",
    "evidence_choices",
    "position_groups",
    "sent_file",
]
