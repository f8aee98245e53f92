"""Inspections as plain values: people, phases, conflicts of interest, topics.

Pure: no Django, no clock, no I/O. Source: docs/rules.md, Planning and the sample.
"""

from inspections.rules.cases import NewCase
from inspections.rules.conflicts import Conflict
from inspections.rules.context import CONTEXT_NAMES, DIRECTION_NAMES, UNIT_NAMES, ContextKind, Direction, Unit
from inspections.rules.people import NOT_TOGETHER, ROLE_NAMES, Role, Standing, clashing_roles
from inspections.rules.phases import (
    MODE_NAMES,
    PHASE_NAMES,
    TAKEN_NAMES,
    Mode,
    Phase,
    PhaseDates,
    overdue_phases,
    phase_dates,
)
from inspections.rules.services import REGION_NAMES, Region
from inspections.rules.topics import CASE_MIX, CONTEXT, DECISIONS, SAMPLE

__all__ = [
    "CASE_MIX",
    "CONTEXT",
    "CONTEXT_NAMES",
    "DECISIONS",
    "DIRECTION_NAMES",
    "MODE_NAMES",
    "NOT_TOGETHER",
    "PHASE_NAMES",
    "REGION_NAMES",
    "ROLE_NAMES",
    "SAMPLE",
    "TAKEN_NAMES",
    "UNIT_NAMES",
    "Conflict",
    "ContextKind",
    "Direction",
    "Mode",
    "NewCase",
    "Phase",
    "PhaseDates",
    "Region",
    "Role",
    "Standing",
    "Unit",
    "clashing_roles",
    "overdue_phases",
    "phase_dates",
]
