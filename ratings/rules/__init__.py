"""From judgements to ratings: percentages, bands, what opens discretion, the overall score.

Pure: no Django, no clock, no I/O. Every figure comes from the edition (standards.rules.Figures); percentages stay
exact until the edition's rounding is applied, once. docs/rules.md lists each rule with its source and its test.
"""

from ratings.rules.bands import (
    StandardResult,
    Tally,
    Votes,
    band_of,
    boundaries,
    percentage,
    standard_result,
    tallies_of,
)
from ratings.rules.certainty import Certainty, certainty_of, interval, relevant_among, same_band
from ratings.rules.decisions import (
    Confirmation,
    DecisionCheck,
    DecisionFinding,
    ReasonCode,
    Refusal,
    check_decision,
)
from ratings.rules.discretion import Trigger, TriggerFinding, triggers_of
from ratings.rules.drafting import Draft, draft_of
from ratings.rules.findings import Moved, StandardState, holds_percentage, moved_since
from ratings.rules.margins import (
    CasesAway,
    Direction,
    Flip,
    NearestCases,
    cases_away,
    flip_within,
    flips,
    nearest_cases,
)
from ratings.rules.meetings import (
    LEAST_FOR_DISCRETION,
    AfterClosing,
    Involvement,
    OnAgenda,
    Part,
    after_closing,
    left_before_closing,
    why_no_member,
    why_too_few_agree,
)
from ratings.rules.moments import moment_read
from ratings.rules.retracing import COUNTED, CasePart, Traced, part_of
from ratings.rules.score import Away, Contribution, Overall, overall, overall_band_of, points_away
from ratings.rules.slices import TOO_FEW, Slice, hidden_until, slices_of

__all__ = [
    "COUNTED",
    "LEAST_FOR_DISCRETION",
    "TOO_FEW",
    "AfterClosing",
    "Away",
    "CasePart",
    "CasesAway",
    "Certainty",
    "Confirmation",
    "Contribution",
    "DecisionCheck",
    "DecisionFinding",
    "Direction",
    "Draft",
    "Flip",
    "Involvement",
    "Moved",
    "NearestCases",
    "OnAgenda",
    "Overall",
    "Part",
    "ReasonCode",
    "Refusal",
    "Slice",
    "StandardResult",
    "StandardState",
    "Tally",
    "Traced",
    "Trigger",
    "TriggerFinding",
    "Votes",
    "after_closing",
    "band_of",
    "boundaries",
    "cases_away",
    "certainty_of",
    "check_decision",
    "draft_of",
    "flip_within",
    "flips",
    "hidden_until",
    "holds_percentage",
    "interval",
    "left_before_closing",
    "moment_read",
    "moved_since",
    "nearest_cases",
    "overall",
    "overall_band_of",
    "part_of",
    "percentage",
    "points_away",
    "relevant_among",
    "same_band",
    "slices_of",
    "standard_result",
    "tallies_of",
    "triggers_of",
    "why_no_member",
    "why_too_few_agree",
]
