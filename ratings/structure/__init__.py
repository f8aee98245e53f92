"""The ratings of one inspection as plain values: every standard with its figures, what was decided, the overall score.

Pure. ratings/figures.py reads the rows; what follows from them is worked out here, so that the same steps serve the
pages, the command, the report and a scratch copy.
"""

from ratings.structure.pages import DomainFigures, Emerging, EmergingStandard, RatingsPage, StandardFigures
from ratings.structure.parts import (
    Difference,
    FlipCase,
    LeadProposal,
    PanelDecision,
    QuestionFigures,
    ReadCase,
    Reviews,
)
from ratings.structure.working import (
    Material,
    differences_of,
    emerging_of,
    page_of,
    questions_of,
    rating_of,
    standard_of,
    tallies_from,
    votes_by_case,
    votes_on,
)

__all__ = [
    "Difference",
    "DomainFigures",
    "Emerging",
    "EmergingStandard",
    "FlipCase",
    "LeadProposal",
    "Material",
    "PanelDecision",
    "QuestionFigures",
    "RatingsPage",
    "ReadCase",
    "Reviews",
    "StandardFigures",
    "differences_of",
    "emerging_of",
    "page_of",
    "questions_of",
    "rating_of",
    "standard_of",
    "tallies_from",
    "votes_by_case",
    "votes_on",
]
