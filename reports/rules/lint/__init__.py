"""Reading a report for slips that a machine can see. Pure: passages and live figures in, findings out."""

from reports.rules.lint.abbreviations import abbreviations
from reports.rules.lint.figures import LiveFigure, typed_figures, wrong_band_words
from reports.rules.lint.findings import LONGEST_REASON, SEVERITIES, Check, Finding, Passage, Severity, Spot, told
from reports.rules.lint.mentions import Mention, mentions_in, phrases_in
from reports.rules.lint.words import recommendations_to_nobody, unknown_names, wrong_statements, wrong_sums

__all__ = [
    "LONGEST_REASON",
    "SEVERITIES",
    "Check",
    "Finding",
    "LiveFigure",
    "Mention",
    "Passage",
    "Severity",
    "Spot",
    "abbreviations",
    "mentions_in",
    "phrases_in",
    "recommendations_to_nobody",
    "told",
    "typed_figures",
    "unknown_names",
    "wrong_band_words",
    "wrong_statements",
    "wrong_sums",
]
