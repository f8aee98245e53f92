"""One door for every change to answers, judgements, facts, classifications and notes of a review."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from casereviews.access import can_open_review
from casereviews.models import CaseReview
from casereviews.rules import NOTHING, Change, Outcome, Sheet, State, Status, place_of, progress_of
from casereviews.services.applying import Applying
from casereviews.services.arrivals import Sender, arrivals_record, why_kept_aside
from casereviews.services.rows import rows_write
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.rules import CASE_MIX, FACTS
from standards.outline import outline_of
from standards.rules import Relevance
from standards.structure import QuestionOutline


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each change, in the order they came, and which key questions are asked, or not, since then."""

    review: CaseReview
    sheet: Sheet
    outcomes: tuple[Outcome, ...]
    may_open: bool  # False for who lost the case: they are told what became of their changes, and nothing of the case
    now_asked: tuple[QuestionOutline, ...] = ()
    no_longer_asked: tuple[QuestionOutline, ...] = ()

    def with_status(self, status: Status) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status is status)


@transaction.atomic
def changes_apply(
    *, review_id: int, changes: Sequence[Change], by: Person, at: datetime, device: UUID | None = None
) -> Receipt:
    """Applies changes to one review, each apart and each once: see Status for what may become of it.

    Raises DoesNotExist, and PermissionDenied for somebody who never read the case; then nothing is written.
    """
    review = review_lock(review_id)
    sender = Sender(by, at, device)
    standing = standing_of(by, review.inspection_id)
    aside = why_kept_aside(review, standing)
    before = sheet_of(review)
    after, outcomes = Applying(review, before, sender, aside).done(changes)
    changed = {o.change.target for o in outcomes if o.status is Status.SAVED and _differs(before, o)}
    _sequence_grow(review, outcomes, changed)
    if changed:
        rows_write(review, after, changed)
        _review_touch(review, after, by=by, at=at)
        if topics := _topics_of(before, after, changed):
            figures_changed.send(CaseReview, inspection_id=review.inspection_id, topics=topics)
    arrivals_record(review, after, outcomes, sender)
    now_asked, no_longer_asked = _asked_apart(before, after)
    return Receipt(review, after, tuple(outcomes), can_open_review(standing, review), now_asked, no_longer_asked)


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


def _asked_apart(before: Sheet, after: Sheet) -> tuple[tuple[QuestionOutline, ...], tuple[QuestionOutline, ...]]:
    """The key questions that are asked since then, and those that no longer are."""
    asked: dict[bool, list[QuestionOutline]] = {True: [], False: []}
    for question in after.questions:
        is_asked = after.relevance(question) is Relevance.RELEVANT
        if is_asked is not (before.relevance(question) is Relevance.RELEVANT):
            asked[is_asked].append(question)
    return tuple(asked[True]), tuple(asked[False])


def _sequence_grow(review: CaseReview, outcomes: Sequence[Outcome], changed: Collection[str]) -> None:
    """One step for each batch that brought something new."""
    if changed or any(outcome.change.id and outcome.status is not Status.DUPLICATE for outcome in outcomes):
        review.sequence += 1
        if not changed:  # else it is written with the rest
            review.save(update_fields=["sequence"])


def _differs(before: Sheet, outcome: Outcome) -> bool:
    place = place_of(before, outcome.change.target)
    return place is not None and before.rows.of(place.kind).get(outcome.change.target, NOTHING) != outcome.current


def _review_touch(review: CaseReview, sheet: Sheet, *, by: Person, at: datetime) -> None:
    progress = progress_of(sheet)
    if review.state == State.NOT_STARTED:
        review.state = State.IN_PROGRESS
    review.done, review.required, review.saved_at, review.by = progress.done, progress.required, at, by
    review.save(update_fields=["state", "done", "required", "sequence", "saved_at", "by"])


def _topics_of(before: Sheet, after: Sheet, changed: set[str]) -> frozenset[str]:
    """The standards whose figures the changed targets feed; facts feed counts by facts, the case mix and what they make
    relevant.

    Notes feed none.
    """
    topics = set()
    for question in after.questions:
        touched = question.address in changed or any(prompt.address in changed for prompt in question.prompts)
        if touched or before.relevance(question) is not after.relevance(question):
            topics.add(question.standard)
    if changed & after.rows.facts.keys():
        topics |= {CASE_MIX, FACTS}
    return frozenset(topics)
