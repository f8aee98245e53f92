"""Pages of ratings: the panel's, the notes behind a figure, the lead's judgements to propose."""

from ratings.views.deciding import ratings, standard_decide
from ratings.views.discussing import panel_pack, panel_standard
from ratings.views.history import ratings_past
from ratings.views.judgements import judgement_propose, judgements
from ratings.views.lens import standard_lens
from ratings.views.notes import deciding_notes
from ratings.views.otherwise import what_if
from ratings.views.panel import panel, panel_attendance, panel_change, panel_close, panel_open, panel_voices
from ratings.views.retracing import retrace
from ratings.views.slices import slices

__all__ = [
    "deciding_notes",
    "judgement_propose",
    "judgements",
    "panel",
    "panel_attendance",
    "panel_change",
    "panel_close",
    "panel_open",
    "panel_pack",
    "panel_standard",
    "panel_voices",
    "ratings",
    "ratings_past",
    "retrace",
    "slices",
    "standard_decide",
    "standard_lens",
    "what_if",
]
