"""Reading a report for slips that a machine can see. Pure: passages and live figures in, findings out."""

from reports.rules.lint.abbreviations import abbreviations, spelled_in
from reports.rules.lint.counts import Counts, LiveCount, wrong_counts
from reports.rules.lint.dates import LiveDates, LiveSpan, day_read, wrong_dates
from reports.rules.lint.figures import LiveFigure, typed_figures, wrong_band_words
from reports.rules.lint.findings import (
    CHECK_NAMES,
    LONGEST_REASON,
    SEVERITIES,
    SEVERITY_NAMES,
    Check,
    Finding,
    Passage,
    Severity,
    Spot,
    told,
)
from reports.rules.lint.mentions import Mention, mentions_in, phrases_in
from reports.rules.lint.named import LiveShare, LiveValue, Named, wrong_named
from reports.rules.lint.names import unknown_names
from reports.rules.lint.places import few_children, lost_figures, personal_details
from reports.rules.lint.ratings import LiveRating, wrong_ratings
from reports.rules.lint.sums import wrong_sums
from reports.rules.lint.words import recommendations_to_nobody, wrong_statements

__all__ = [
    "CHECK_NAMES",
    "LONGEST_REASON",
    "SEVERITIES",
    "SEVERITY_NAMES",
    "Check",
    "Counts",
    "Finding",
    "LiveCount",
    "LiveDates",
    "LiveFigure",
    "LiveRating",
    "LiveShare",
    "LiveSpan",
    "LiveValue",
    "Mention",
    "Named",
    "Passage",
    "Severity",
    "Spot",
    "abbreviations",
    "day_read",
    "few_children",
    "lost_figures",
    "mentions_in",
    "personal_details",
    "phrases_in",
    "recommendations_to_nobody",
    "spelled_in",
    "told",
    "typed_figures",
    "unknown_names",
    "wrong_band_words",
    "wrong_counts",
    "wrong_dates",
    "wrong_named",
    "wrong_ratings",
    "wrong_statements",
    "wrong_sums",
]
