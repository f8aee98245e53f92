"""Pages of ratings: the panel's, the notes behind a figure, the lead's judgements to propose."""

from ratings.views.deciding import ratings, standard_decide
from ratings.views.judgements import judgement_propose, judgements
from ratings.views.lens import standard_lens
from ratings.views.notes import deciding_notes
from ratings.views.retracing import retrace
from ratings.views.slices import slices

__all__ = [
    "deciding_notes",
    "judgement_propose",
    "judgements",
    "ratings",
    "retrace",
    "slices",
    "standard_decide",
    "standard_lens",
]
