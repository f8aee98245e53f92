"""Pages of the sample: eligible cases as the service sends them."""

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
]
