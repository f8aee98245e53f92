"""Pages of ratings: the panel's, the notes behind a figure, the lead's judgements to propose."""

from ratings.views.deciding import ratings, standard_decide
from ratings.views.judgements import judgement_propose, judgements
from ratings.views.notes import deciding_notes

__all__ = [
    "deciding_notes",
    "judgement_propose",
    "judgements",
    "ratings",
    "standard_decide",
]
