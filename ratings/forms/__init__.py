"""Forms of ratings. Shape and wording only: the services refuse, in sentences."""

from ratings.forms.deciding import UNRATED, DecisionForm, ProposalForm, saw_of

__all__ = [
    "UNRATED",
    "DecisionForm",
    "ProposalForm",
    "saw_of",
]
