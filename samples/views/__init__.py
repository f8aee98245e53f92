"""The pages of the sample, from the eligible cases that a service sends."""

from samples.views.draw import sample_draw, sample_drawn
from samples.views.plan import sample_plan
from samples.views.sample import sample
from samples.views.sharing import sample_share
from samples.views.substitution import sample_substitute
from samples.views.uploads import (
    eligible,
    eligible_columns,
    eligible_give_up,
    eligible_new,
    eligible_problems,
    eligible_progress,
    eligible_take,
    eligible_template_csv,
    eligible_template_xlsx,
    eligible_upload,
)

__all__ = [
    "eligible",
    "eligible_columns",
    "eligible_give_up",
    "eligible_new",
    "eligible_problems",
    "eligible_progress",
    "eligible_take",
    "eligible_template_csv",
    "eligible_template_xlsx",
    "eligible_upload",
    "sample",
    "sample_draw",
    "sample_drawn",
    "sample_plan",
    "sample_share",
    "sample_substitute",
]
