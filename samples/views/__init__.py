"""The pages of the sample."""

from samples.views.draw import sample_draw, sample_drawn
from samples.views.plan import sample_plan
from samples.views.sample import sample
from samples.views.sharing import sample_share
from samples.views.substitution import sample_substitute

__all__ = ["sample", "sample_draw", "sample_drawn", "sample_plan", "sample_share", "sample_substitute"]
