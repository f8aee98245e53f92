"""The data annexe as plain values: tables, what is hidden of them, when it is built. No Django, no clock, no I/O."""

from reports.annexe.rules.explaining import paragraphs_of
from reports.annexe.rules.hiding import hidden_levels
from reports.annexe.rules.rebuilding import STEPS, seconds_to_wait
from reports.annexe.rules.specs import DICTIONARY, SPEC_BY_CODE, SPECS
from reports.annexe.rules.tables import (
    KIND_NAMES,
    MARK_NAMES,
    Audience,
    Cell,
    Column,
    Kind,
    Mark,
    Spec,
    Table,
    table_of,
)

__all__ = [
    "DICTIONARY",
    "KIND_NAMES",
    "MARK_NAMES",
    "SPECS",
    "SPEC_BY_CODE",
    "STEPS",
    "Audience",
    "Cell",
    "Column",
    "Kind",
    "Mark",
    "Spec",
    "Table",
    "hidden_levels",
    "paragraphs_of",
    "seconds_to_wait",
    "table_of",
]
