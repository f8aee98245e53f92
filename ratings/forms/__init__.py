"""Forms of ratings. Shape and wording only: the services refuse, in sentences."""

from ratings.forms.deciding import UNRATED, DecisionForm, ProposalForm, saw_of
from ratings.forms.slices import FIGURES, SO_FAR, SUBMITTED, SlicesForm, is_so_far

__all__ = [
    "FIGURES",
    "SO_FAR",
    "SUBMITTED",
    "UNRATED",
    "DecisionForm",
    "ProposalForm",
    "SlicesForm",
    "is_so_far",
    "saw_of",
]
