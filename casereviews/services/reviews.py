"""Allocating, submitting and reopening reviews."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.access import can_reopen, can_submit
from casereviews.models import CaseReview, Fact
from casereviews.rules import Missing, Reading, Rows, Saved, Sheet, State, missing_in, place_of, progress_of
from casereviews.services.changes import review_lock, sheet_of
from inspections.access import can_change_sample, standing_of
from inspections.events import figures_changed
from inspections.models import Case, ConflictOfInterest, TeamMember
from inspections.rules import FACTS, SAMPLE, Conflict, Role
from standards.outline import outline_of


class ReviewClosed(Exception):
    """There is nothing to submit; the message says why."""


class ReviewIncomplete(Exception):
    """Something required is missing; `missing` lists it."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(f"{len(missing)} things are missing")
        self.missing = list(missing)


class ReviewNotSubmitted(Exception):
    """Only a submitted review can be reopened, and only with a reason; the message says which it was."""


class ReallocationRefused(Exception):
    """The case cannot go to this reader; the message says why."""


@transaction.atomic
def reviews_allocate(*, by: Person, at: datetime, readers: Mapping[int, int]) -> list[CaseReview]:
    """Gives each case (by id) to a reader (by person id) for its first reading. All cases are of one inspection.

    A new review starts with what the service said of the case. One that is under way changes hands with all that is
    answered kept; a submitted one stays with who submitted it. Raises PermissionDenied, and ReallocationRefused also
    where a conflict of interest bars somebody from what they do not hold already.
    """
    if not readers:
        return []
    # Locked first and read second, as in review_lock: after a wait, a joined locking read loses rows that changed.
    locked = list(Case.objects.select_for_update(no_key=True).filter(pk__in=readers).order_by("pk").only("pk"))
    if len(locked) < len(readers):
        raise ReallocationRefused("A case to be given to somebody is not there any more. Look again.")
    with_names = Case.objects.select_related("inspection__edition", "inspection__service", "domain", "disposal_type")
    cases = list(with_names.filter(pk__in=readers).order_by("pk"))
    inspection = cases[0].inspection
    if not can_change_sample(standing_of(by, inspection.pk)) or any(c.inspection_id != inspection.pk for c in cases):
        raise PermissionDenied
    team = set(
        TeamMember.objects.filter(inspection=inspection, role__in=[Role.INSPECTOR, Role.LEAD])
        .order_by()
        .values_list("person_id", flat=True)
    )
    existing = {review.case_id: review for review in CaseReview.objects.filter(case__in=cases, reading=Reading.FIRST)}
    conflicts = ConflictOfInterest.objects.standing().of_service(inspection.service_id)
    barring = conflicts.filter(person__in=set(readers.values())).as_rules()
    allocated = []
    for case in cases:
        if readers[case.pk] not in team:
            raise ReallocationRefused(f"{case.reference}: its reader must be an inspector of this inspection.")
        if case.pk not in existing or existing[case.pk].reader_id != readers[case.pk]:
            _conflict_refuse(case, readers[case.pk], barring)
        if case.pk in existing:
            allocated.append(_review_hand_over(existing[case.pk], readers[case.pk], by=by))
        else:
            allocated.append(_review_start(case, readers[case.pk], by=by, at=at))
    figures_changed.send(CaseReview, inspection_id=inspection.pk, topics=frozenset({SAMPLE}))
    return allocated


def _conflict_refuse(case: Case, reader_id: int, conflicts: Sequence[Conflict]) -> None:
    for conflict in conflicts:
        if conflict.reader == reader_id and conflict.bars(reference=case.reference, case_manager=case.case_manager):
            name = Person.objects.get(pk=reader_id).name
            raise ReallocationRefused(
                f"{case.reference}: {name} has declared a conflict of interest: {conflict.because}"
            )


def _review_hand_over(review: CaseReview, reader_id: int, *, by: Person) -> CaseReview:
    review = review_lock(review.pk)
    if review.reader_id == reader_id:
        return review
    if review.is_closed:
        raise ReallocationRefused(
            f"{review.case.reference}: {review.reader} has submitted it. Reopen it before giving it to somebody else."
        )
    review.reader_id, review.by = reader_id, by
    review.save(update_fields=["reader", "by"])
    return review


def _review_start(case: Case, reader_id: int, *, by: Person, at: datetime) -> CaseReview:
    outline = outline_of(case.inspection.edition)
    sheet = Sheet(outline, outline.domain_by_code[case.domain.code], case.disposal_type.code, Rows())
    given = {target: Saved(value, "", 1, by.pk, at) for target, value in case.given.items() if place_of(sheet, target)}
    sheet = Sheet(outline, sheet.domain, sheet.disposal_type, Rows(facts=given))
    progress = progress_of(sheet)
    review = CaseReview.objects.create(
        inspection=case.inspection,
        case=case,
        reader_id=reader_id,
        done=progress.done,
        required=progress.required,
        by=by,
    )
    Fact.objects.bulk_create(
        [Fact(review=review, target=target, value=row.value, version=1, by=by, at=at) for target, row in given.items()]
    )
    return review


@transaction.atomic
def review_submit(*, review_id: int, by: Person, at: datetime) -> CaseReview:
    """Submits a review that lacks nothing. Raises ReviewIncomplete, PermissionDenied, ReviewClosed."""
    review = review_lock(review_id)
    if not can_submit(standing_of(by, review.inspection_id), review):
        raise PermissionDenied
    if review.is_closed:
        raise ReviewClosed("This review is submitted already.")
    if not review.case.in_sample:
        raise ReviewClosed("This case fell out of the sample, so there is nothing to submit.")
    sheet = sheet_of(review)
    if missing := missing_in(sheet):
        raise ReviewIncomplete(missing)
    review.state, review.submitted_at, review.by = State.SUBMITTED, at, by
    review.save(update_fields=["state", "submitted_at", "by"])
    figures_changed.send(CaseReview, inspection_id=review.inspection_id, topics=topics_of_review(sheet))
    return review


@transaction.atomic
def review_reopen(*, review_id: int, reason: str, by: Person, at: datetime) -> CaseReview:
    """Opens a submitted review again, for its reader; it leaves the ratings until it is submitted anew."""
    review = review_lock(review_id)
    if not can_reopen(standing_of(by, review.inspection_id)):
        raise PermissionDenied
    if not review.is_closed:
        raise ReviewNotSubmitted("This review is not submitted, so there is nothing to reopen.")
    if not reason.strip():
        raise ReviewNotSubmitted("Say why the review is reopened.")
    review.open_again(because=reason, by=by, at=at)
    figures_changed.send(CaseReview, inspection_id=review.inspection_id, topics=topics_of_review(sheet_of(review)))
    return review


def topics_of_review(sheet: Sheet) -> frozenset[str]:
    """All that a whole review feeds: every standard judged in its domain, its facts, and how many are submitted."""
    return frozenset({FACTS, SAMPLE, *(standard.number for standard in sheet.domain.judged_standards)})
