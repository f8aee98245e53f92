"""One case read by one inspector: answers, judgements, facts, who looked, alerts, questions to the lead and rulings."""

from casereviews.models.alerts import Alert, AlertEntry
from casereviews.models.arrivals import ReceivedChange
from casereviews.models.openings import CaseOpening
from casereviews.models.questions import Question, Ruling
from casereviews.models.reviews import CaseReview
from casereviews.models.rows import Answer, Fact, Judgement, SavedRow

__all__ = [
    "Alert",
    "AlertEntry",
    "Answer",
    "CaseOpening",
    "CaseReview",
    "Fact",
    "Judgement",
    "Question",
    "ReceivedChange",
    "Ruling",
    "SavedRow",
]
