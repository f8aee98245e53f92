"""One case read by one inspector: answers to prompts, judgements of key questions, facts, notes, and who looked."""

from casereviews.models.arrivals import ReceivedChange
from casereviews.models.devices import Device
from casereviews.models.notes import Note
from casereviews.models.openings import CaseOpening
from casereviews.models.reviews import CaseReview
from casereviews.models.rows import Answer, Fact, Judgement, SavedRow

__all__ = ["Answer", "CaseOpening", "CaseReview", "Device", "Fact", "Judgement", "Note", "ReceivedChange", "SavedRow"]
