"""The sample as plain values, from its window to who reads it.

Pure: no Django, no clock, no I/O. Source: docs/rules.md, Planning and the sample.
"""

from samples.rules.balancing import MARGIN_BOUND, Balance, Margin, Match, matches_of
from samples.rules.cells import Fault, Special, Value, date_read, level_read, option_names, option_read
from samples.rules.checking import MOST_PROBLEMS, Checking, Problem, ReadCase
from samples.rules.classes import NEVER_MERGED, SampleClass, allocated, classes_of
from samples.rules.columns import LEAVE_OUT, Column, Matched, columns_of, match_columns
from samples.rules.differences import Changed, Difference, difference_of
from samples.rules.drawing import (
    ALGORITHM,
    ON_TOP_MOST,
    RESERVE_SHARE,
    ClassRow,
    DomainDraw,
    Draw,
    DrawRefused,
    DrawRequest,
    draw,
)
from samples.rules.eligible import (
    ASIDE_NAMES,
    DISPOSAL_TYPE,
    GENDER,
    Aside,
    EligibleCase,
    SetAside,
    Sorted,
    Variable,
    sort_eligible,
    variables_of,
)
from samples.rules.figures import ALL, SampleFigures, sample_figures
from samples.rules.personal import Personal, personal_header, personal_reference, personal_value
from samples.rules.proportions import apportioned
from samples.rules.records import drawn_record, inputs_hash, plain, replay_differences, request_from, request_record
from samples.rules.sharing import CaseToShare, Reader, Shared, Sharing, Unshared, Why, shared_out, why_barred
from samples.rules.sizes import Formula, SuggestedSizes, fitted, size_of, size_problems, suggested_sizes
from samples.rules.substituting import (
    FELL_OUT_NAMES,
    Barred,
    FellOut,
    Replacement,
    Replacements,
    balance_of,
    chains_of,
    replacements_for,
)
from samples.rules.uploads import UPLOAD_STATE_NAMES, UploadState
from samples.rules.windows import Window, months_before, window_of

__all__ = [
    "ALGORITHM",
    "ALL",
    "ASIDE_NAMES",
    "DISPOSAL_TYPE",
    "FELL_OUT_NAMES",
    "GENDER",
    "LEAVE_OUT",
    "MARGIN_BOUND",
    "MOST_PROBLEMS",
    "NEVER_MERGED",
    "ON_TOP_MOST",
    "RESERVE_SHARE",
    "UPLOAD_STATE_NAMES",
    "Aside",
    "Balance",
    "Barred",
    "CaseToShare",
    "Changed",
    "Checking",
    "ClassRow",
    "Column",
    "Difference",
    "DomainDraw",
    "Draw",
    "DrawRefused",
    "DrawRequest",
    "EligibleCase",
    "Fault",
    "FellOut",
    "Formula",
    "Margin",
    "Match",
    "Matched",
    "Personal",
    "Problem",
    "ReadCase",
    "Reader",
    "Replacement",
    "Replacements",
    "SampleClass",
    "SampleFigures",
    "SetAside",
    "Shared",
    "Sharing",
    "Sorted",
    "Special",
    "SuggestedSizes",
    "Unshared",
    "UploadState",
    "Value",
    "Variable",
    "Why",
    "Window",
    "allocated",
    "apportioned",
    "balance_of",
    "chains_of",
    "classes_of",
    "columns_of",
    "date_read",
    "difference_of",
    "draw",
    "drawn_record",
    "fitted",
    "inputs_hash",
    "level_read",
    "match_columns",
    "matches_of",
    "months_before",
    "option_names",
    "option_read",
    "personal_header",
    "personal_reference",
    "personal_value",
    "plain",
    "replacements_for",
    "replay_differences",
    "request_from",
    "request_record",
    "sample_figures",
    "shared_out",
    "size_of",
    "size_problems",
    "sort_eligible",
    "suggested_sizes",
    "variables_of",
    "why_barred",
    "window_of",
]
