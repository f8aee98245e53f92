"""What somebody is told who read a case until it was given to another reader, or until they left the team."""

from collections.abc import Iterable
from dataclasses import dataclass

from casereviews.access import can_answer, can_read_cases
from casereviews.history import says_more_than_seen, was_reader
from casereviews.models import CaseReview
from casereviews.pages import answer_words, target_text
from casereviews.rules import Change, Kind, Sheet, place_of
from inspections.rules import Standing


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer that somebody typed, in words."""

    question: str
    is_judgement: bool
    value: str
    note: str


def why_no_longer_theirs(review: CaseReview, standing: Standing) -> str:
    """Why this person, who read the case before, no longer does; "" where they never did.

    Only who still reads cases of the inspection is told who has it now.
    """
    if not was_reader(review.pk, standing.person_id):
        return ""
    if can_read_cases(standing) and review.reader_id != standing.person_id:
        return f"{review.case.reference} was given to {review.reader}"
    return "You no longer read cases of this inspection"


def why_too_late(review: CaseReview, standing: Standing) -> str:
    """Why what this person typed could not be saved in the review."""
    if can_answer(standing, review):
        return f"{review.case.reference} was submitted meanwhile"
    return why_no_longer_theirs(review, standing)


def typed_in(review: CaseReview, sheet: Sheet, changes: Iterable[Change]) -> list[Typed]:
    """What the changes say that was not there before, in the order of the page."""
    found = []
    for change in changes:
        place = place_of(sheet, change.target)
        if place and says_more_than_seen(review.pk, place, change):
            question = target_text(sheet, change.target, review.inspection.service_word)
            words = answer_words(sheet, change.target, change.value or "")
            found.append(Typed(question, place.kind is Kind.JUDGEMENT, words, change.note or ""))
    return found
