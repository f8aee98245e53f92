"""One case read by one inspector: what is saved of it, who looked, alerts, questions to the lead, devices."""

from casereviews.models.alerts import Alert, AlertEntry
from casereviews.models.arrivals import ReceivedChange
from casereviews.models.devices import Device
from casereviews.models.notes import Note
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
    "Device",
    "Fact",
    "Judgement",
    "Note",
    "Question",
    "ReceivedChange",
    "Ruling",
    "SavedRow",
]
