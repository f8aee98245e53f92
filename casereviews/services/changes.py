"""One door for every change to answers, judgements, facts and classifications of a review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.access import can_answer
from casereviews.models import CaseReview
from casereviews.rules import (
    NOTHING,
    Change,
    Kind,
    Outcome,
    Problem,
    Rows,
    Sheet,
    State,
    Status,
    outcome_of,
    place_of,
    problem_with,
    progress_of,
)
from casereviews.services.rows import rows_write
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.rules import CASE_MIX
from standards.outline import outline_of
from standards.rules import Relevance
from standards.structure import QuestionOutline


class ReviewClosed(Exception):
    """The review is submitted: it takes no changes until the lead reopens it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each change, in the order they came, and which key questions are asked, or not, since then."""

    review: CaseReview
    sheet: Sheet
    outcomes: tuple[Outcome, ...]
    now_asked: tuple[QuestionOutline, ...] = ()
    no_longer_asked: tuple[QuestionOutline, ...] = ()

    def with_status(self, status: Status) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status is status)


@transaction.atomic
def changes_apply(*, review_id: int, changes: Sequence[Change], by: Person, at: datetime) -> Receipt:
    """Applies changes to one review, each apart: saved, in conflict with a version not seen, or refused with a reason.

    Raises PermissionDenied, and ReviewClosed for a submitted review; then nothing is written.
    """
    review = review_lock(review_id)
    if not can_answer(standing_of(by, review.inspection_id), review):
        raise PermissionDenied
    if review.is_closed:
        raise ReviewClosed("This review was submitted. The lead inspector can reopen it.")
    before = sheet_of(review)
    after, outcomes = _applied(before, changes, by=by, at=at)
    changed = {o.change.target for o in outcomes if o.status is Status.SAVED and _differs(before, o)}
    if changed:
        rows_write(review, after, changed)
        _review_touch(review, after, by=by, at=at)
        topics = _topics_of(before, after, changed)
        figures_changed.send(CaseReview, inspection_id=review.inspection_id, topics=topics)
    asked: dict[bool, list[QuestionOutline]] = {True: [], False: []}
    for question in after.questions:
        is_asked = after.relevance(question) is Relevance.RELEVANT
        if is_asked is not (before.relevance(question) is Relevance.RELEVANT):
            asked[is_asked].append(question)
    return Receipt(review, after, tuple(outcomes), tuple(asked[True]), tuple(asked[False]))


def review_lock(review_id: int) -> CaseReview:
    """The review with its case, edition and names, locked until the transaction ends. Raises DoesNotExist.

    Locked first and read second: a joined row would be as old as the moment when the wait for the lock began.
    """
    CaseReview.objects.lock(review_id)
    review: CaseReview = CaseReview.objects.read(review_id)
    return review


def sheet_of(review: CaseReview) -> Sheet:
    """What the review's case is asked, and what is saved."""
    outline = outline_of(review.inspection.edition)
    return Sheet(
        outline=outline,
        domain=outline.domain_by_code[review.case.domain.code],
        disposal_type=review.case.disposal_type.code,
        rows=CaseReview.objects.rows_of(review.pk),
    )


def _applied(sheet: Sheet, changes: Sequence[Change], *, by: Person, at: datetime) -> tuple[Sheet, list[Outcome]]:
    """The sheet as it is after the changes, and what became of each. Later changes see what earlier ones saved."""
    found = {kind: dict(sheet.rows.of(kind)) for kind in Kind}
    outcomes = []
    for change in changes:
        place = place_of(sheet, change.target)
        if place is None:
            problem = Problem(f"“{change.target[:60]}” is not asked of this case.")
            outcomes.append(Outcome(change, Status.REFUSED, NOTHING, problem))
            continue
        current = found[place.kind].get(change.target, NOTHING)
        if refusal := problem_with(change, place, longest_note=settings.NOTE_MAX_LENGTH):
            outcomes.append(Outcome(change, Status.REFUSED, current, refusal))
            continue
        outcome = outcome_of(change, current=current, by_id=by.pk, at=at)
        if outcome.status is Status.SAVED and outcome.current is not current:
            found[place.kind][change.target] = outcome.current
        outcomes.append(outcome)
    rows = Rows(found[Kind.ANSWER], found[Kind.JUDGEMENT], found[Kind.FACT])
    return replace(sheet, rows=rows), outcomes


def _differs(before: Sheet, outcome: Outcome) -> bool:
    place = place_of(before, outcome.change.target)
    return place is not None and before.rows.of(place.kind).get(outcome.change.target, NOTHING) != outcome.current


def _review_touch(review: CaseReview, sheet: Sheet, *, by: Person, at: datetime) -> None:
    progress = progress_of(sheet)
    if review.state == State.NOT_STARTED:
        review.state = State.IN_PROGRESS
    review.done, review.required, review.saved_at, review.by = progress.done, progress.required, at, by
    review.save(update_fields=["state", "done", "required", "saved_at", "by"])


def _topics_of(before: Sheet, after: Sheet, changed: set[str]) -> frozenset[str]:
    """The standards whose figures the changed targets feed; facts feed the case mix and what they make relevant."""
    topics = set()
    for question in after.questions:
        touched = question.address in changed or any(prompt.address in changed for prompt in question.prompts)
        if touched or before.relevance(question) is not after.relevance(question):
            topics.add(question.standard)
    if changed & after.rows.facts.keys():
        topics.add(CASE_MIX)
    return frozenset(topics)
