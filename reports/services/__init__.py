"""The only writers of reports: what is generated, and what people write."""

from reports.services.checks import ReportRefused
from reports.services.comments import comment_add, comment_answer, comment_reopen, comment_resolve
from reports.services.mends import finding_dismiss, finding_reopen, paragraph_mend, severities_set
from reports.services.paragraphs import Outcome
from reports.services.practice import (
    example_bring_back,
    example_clear,
    example_save,
    example_withdraw,
    name_declare,
    name_withdraw,
)
from reports.services.prose import ProseReceipt, prose_apply, prose_place, prose_restore
from reports.services.recommendations import (
    body_move,
    body_rename,
    recommendation_bring_back,
    recommendation_move,
    recommendation_save,
    recommendation_withdraw,
)
from reports.services.sections import (
    Later,
    section_build,
    sections_build,
    sections_complete,
    sections_follow_the_day,
    sections_follow_the_release,
    sections_lay_out,
    sections_sweep,
    sections_unqueued,
    sections_want,
    sections_want_all,
)
from reports.services.statuses import StatusRefused, status_set
from reports.services.writers import writer_leave, writer_note

__all__ = [
    "Later",
    "Outcome",
    "ProseReceipt",
    "ReportRefused",
    "StatusRefused",
    "body_move",
    "body_rename",
    "comment_add",
    "comment_answer",
    "comment_reopen",
    "comment_resolve",
    "example_bring_back",
    "example_clear",
    "example_save",
    "example_withdraw",
    "finding_dismiss",
    "finding_reopen",
    "name_declare",
    "name_withdraw",
    "paragraph_mend",
    "prose_apply",
    "prose_place",
    "prose_restore",
    "recommendation_bring_back",
    "recommendation_move",
    "recommendation_save",
    "recommendation_withdraw",
    "section_build",
    "sections_build",
    "sections_complete",
    "sections_follow_the_day",
    "sections_follow_the_release",
    "sections_lay_out",
    "sections_sweep",
    "sections_unqueued",
    "sections_want",
    "sections_want_all",
    "severities_set",
    "status_set",
    "writer_leave",
    "writer_note",
]
