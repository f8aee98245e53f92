"""The only writers of reports: what is generated, and what people write."""

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

__all__ = [
    "Later",
    "section_build",
    "sections_build",
    "sections_lay_out",
    "sections_sweep",
    "sections_unqueued",
    "sections_want",
    "sections_want_all",
]
