"""Inspections as plain values: people, phases, conflicts of interest, topics.

Pure: no Django, no clock, no I/O. Source: docs/rules.md, Planning and the sample.
"""

from inspections.rules.cases import NewCase
from inspections.rules.clashes import BUSY, Clash, Engagement, clashes_of
from inspections.rules.conflicts import Conflict
from inspections.rules.context import (
    CONTEXT_NAMES,
    DIRECTION_NAMES,
    STARTERS,
    UNIT_NAMES,
    ContextKind,
    Direction,
    Starter,
    Unit,
    bar_lengths,
    figure_shown,
    number_shown,
    why_no_figure,
)
from inspections.rules.isbn import isbn_read
from inspections.rules.people import NOT_TOGETHER, READ_CASES, ROLE_NAMES, Role, Standing, clashing_roles
from inspections.rules.phases import (
    MODE_NAMES,
    PHASE_NAMES,
    TAKEN_NAMES,
    Mode,
    Phase,
    PhaseDates,
    overdue_phases,
    phase_after,
    phase_dates,
    phases_out_of_order,
)
from inspections.rules.service_files import (
    COLUMNS,
    LONGEST_FILE,
    MOST_ROWS,
    CellProblem,
    ServiceEntry,
    month_read,
    services_read,
)
from inspections.rules.services import REGION_NAMES, Region
from inspections.rules.shares import share_differs, share_from_counts
from inspections.rules.topics import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE

__all__ = [
    "BUSY",
    "CASE_MIX",
    "COLUMNS",
    "CONTEXT",
    "CONTEXT_NAMES",
    "DECISIONS",
    "DIRECTION_NAMES",
    "EVIDENCE",
    "FACTS",
    "LONGEST_FILE",
    "MODE_NAMES",
    "MOST_ROWS",
    "NOT_TOGETHER",
    "PHASE_NAMES",
    "READ_CASES",
    "REGION_NAMES",
    "ROLE_NAMES",
    "SAMPLE",
    "STARTERS",
    "TAKEN_NAMES",
    "UNIT_NAMES",
    "CellProblem",
    "Clash",
    "Conflict",
    "ContextKind",
    "Direction",
    "Engagement",
    "Mode",
    "NewCase",
    "Phase",
    "PhaseDates",
    "Region",
    "Role",
    "ServiceEntry",
    "Standing",
    "Starter",
    "Unit",
    "bar_lengths",
    "clashes_of",
    "clashing_roles",
    "figure_shown",
    "isbn_read",
    "month_read",
    "number_shown",
    "overdue_phases",
    "phase_after",
    "phase_dates",
    "phases_out_of_order",
    "services_read",
    "share_differs",
    "share_from_counts",
    "why_no_figure",
]
