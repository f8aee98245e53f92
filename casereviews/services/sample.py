"""Changes to a case that change what counts: it fell out of the sample, or its disposal was put right."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.models import CaseOpening, CaseReview
from casereviews.rules import asked_words, progress_of, questions_lacking_since
from casereviews.services.changes import review_lock, sheet_of
from casereviews.services.reviews import topics_of_review
from casereviews.services.rows import rows_write
from inspections.access import can_change_sample, can_sign_off_sample, standing_of
from inspections.events import figures_changed
from inspections.models import Case, Inspection
from inspections.rules import CASE_MIX, SAMPLE
from standards.models import DisposalType
from standards.outline import outline_of

FELL_OUT_MOST = 300  # characters of Case.fell_out_because


class CaseChangeRefused(Exception):
    """The case cannot be changed like this; the message says why."""


class ReopensReviews(Exception):
    """The change stands only once it is confirmed: `reviews`, submitted, would lack something and be opened again."""

    def __init__(self, reviews: Sequence[CaseReview]) -> None:
        super().__init__(" ".join(review.reopened_because for review in reviews))
        self.reviews = list(reviews)


@transaction.atomic
def sample_membership_set(*, case_id: int, in_sample: bool, because: str, by: Person, at: datetime) -> Case:
    """A case falls out of the sample, or comes back. What was answered is kept; it counts while the case is in."""
    case = _case_lock(case_id)
    if not can_sign_off_sample(standing_of(by, case.inspection_id)):
        raise PermissionDenied
    if not in_sample and not because.strip():
        raise CaseChangeRefused("Say why the case fell out of the sample.")
    case.in_sample, case.fell_out_because = in_sample, "" if in_sample else because.strip()
    case.changed_by, case.changed_at = by, at
    case.save(update_fields=["in_sample", "fell_out_because", "changed_by", "changed_at"])
    _case_recount(case)
    return case


@transaction.atomic
def cases_remove(*, inspection: Inspection, references: Collection[str], because: str, by: Person, at: datetime) -> int:
    """Takes cases that nobody has begun to read out of the inspection altogether; their history stays.

    Gives how many. Raises CaseChangeRefused where one of them is begun: then all stay.
    """
    if not can_change_sample(standing_of(by, inspection.pk)):
        raise PermissionDenied
    cases = Case.objects.filter(inspection=inspection, reference__in=list(references))
    locked = list(cases.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    reviews = CaseReview.objects.filter(case__in=locked)
    list(reviews.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if begun := reviews.begun().order_by("case__reference").values_list("case__reference", flat=True).first():
        raise CaseChangeRefused(f"{begun} is begun, so no case is taken away: what is read of a sample stays.")
    Case.objects.filter(pk__in=locked).update(
        in_sample=False, fell_out_because=because[:FELL_OUT_MOST], changed_by=by, changed_at=at
    )
    Case.objects.filter(pk__in=locked).delete()
    figures_changed.send(Case, inspection_id=inspection.pk, topics=frozenset({CASE_MIX, SAMPLE}))
    return len(locked)


@transaction.atomic
def case_change(
    *,
    case_id: int,
    disposal_type: str,
    disposal_local_name: str,
    began: date | None,
    by: Person,
    at: datetime,
    confirmed: bool = False,
) -> list[CaseReview]:
    """Puts right the disposal of a case; questions that rest on it become relevant or not.

    Gives the submitted reviews that it opened again because they lack something now. Raises PermissionDenied,
    CaseChangeRefused, and ReopensReviews until `confirmed`.
    """
    case = _case_lock(case_id)
    if not can_change_sample(standing_of(by, case.inspection_id)):
        raise PermissionDenied
    domain = outline_of(case.inspection.edition).domain_by_code[case.domain.code]
    types = {disposal.code: disposal.pk for disposal in domain.disposal_types}
    if disposal_type not in types:
        raise CaseChangeRefused(f"{disposal_type} is not a disposal of {domain.code}.")
    former = case.disposal_type
    case.disposal_type_id, case.disposal_local_name = types[disposal_type], disposal_local_name.strip()
    case.began, case.changed_by, case.changed_at = began, by, at
    case.save(update_fields=["disposal_type", "disposal_local_name", "began", "changed_by", "changed_at"])
    reopened = _incomplete_open_again(case, former, by=by, at=at)
    if reopened and not confirmed:
        raise ReopensReviews(reopened)
    _case_recount(case)
    return reopened


def _case_lock(case_id: int) -> Case:
    cases = Case.objects.select_for_update(no_key=True, of=("self",))
    case: Case = cases.select_related("inspection__edition", "domain", "disposal_type").get(pk=case_id)
    return case


def _incomplete_open_again(case: Case, former: DisposalType, *, by: Person, at: datetime) -> list[CaseReview]:
    """Opens the submitted reviews of a case that lack something which its former disposal did not ask for."""
    opened = []
    for pk in CaseReview.objects.filter(case=case).order_by("pk").values_list("pk", flat=True):
        review = review_lock(pk)
        now = sheet_of(review)
        lacking = questions_lacking_since(replace(now, disposal_type=former.code), now)
        if lacking and review.is_closed:
            words = f"Its disposal is {review.case.disposal_type.one}, not {former.one}."
            review.open_again(because=f"{words} {asked_words(lacking)}", by=by, at=at)
            opened.append(review)
    return opened


def _case_recount(case: Case) -> None:
    """Writes anew which of the case's rows count, and how far its reviews are, and tells who reads them."""
    topics = {CASE_MIX, SAMPLE}
    for pk in CaseReview.objects.filter(case=case).order_by("pk").values_list("pk", flat=True):
        review = review_lock(pk)
        sheet = sheet_of(review)
        rows_write(review, sheet, ())
        progress = progress_of(sheet)
        CaseReview.objects.filter(pk=pk).update(done=progress.done, required=progress.required)
        topics |= topics_of_review(sheet)
    figures_changed.send(Case, inspection_id=case.inspection_id, topics=frozenset(topics))


def case_opened(*, case_id: int, page: str, by: Person, at: datetime) -> None:
    """Puts on record that somebody looked at a case."""
    CaseOpening.objects.create(case_id=case_id, person=by, page=page, at=at)


def cases_opened(*, case_ids: Collection[int], page: str, by: Person, at: datetime) -> None:
    """Puts on record that somebody looked at several cases on one page."""
    CaseOpening.objects.bulk_create(CaseOpening(case_id=pk, person=by, page=page, at=at) for pk in sorted(case_ids))
