"""Named filters of case reviews, and aggregates that end in a rule's dataclass."""

from casereviews.querysets.arrivals import DeviceQuerySet, ReceivedChangeQuerySet
from casereviews.querysets.asking import AlertQuerySet, QuestionQuerySet, RulingQuerySet
from casereviews.querysets.reviews import CaseReviewQuerySet
from casereviews.querysets.rows import AnswerQuerySet, JudgementQuerySet, NoteQuerySet

__all__ = [
    "AlertQuerySet",
    "AnswerQuerySet",
    "CaseReviewQuerySet",
    "DeviceQuerySet",
    "JudgementQuerySet",
    "NoteQuerySet",
    "QuestionQuerySet",
    "ReceivedChangeQuerySet",
    "RulingQuerySet",
]
