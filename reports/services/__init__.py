"""The only writers of reports: what is generated, and what people write."""

from reports.services.comments import comment_add, comment_answer, comment_reopen, comment_resolve
from reports.services.paragraphs import Outcome
from reports.services.prose import ProseReceipt, prose_apply, prose_place, prose_restore
from reports.services.sections import (
    Later,
    section_build,
    sections_build,
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
    "StatusRefused",
    "comment_add",
    "comment_answer",
    "comment_reopen",
    "comment_resolve",
    "prose_apply",
    "prose_place",
    "prose_restore",
    "section_build",
    "sections_build",
    "sections_lay_out",
    "sections_sweep",
    "sections_unqueued",
    "sections_want",
    "sections_want_all",
    "status_set",
    "writer_leave",
    "writer_note",
]
