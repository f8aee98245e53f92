"""The only writer of substitutions: a case falls out, and a case of the reserve takes its place, or none can."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.services import sample_membership_set
from inspections.access import standing_of
from inspections.models import Case, Inspection
from inspections.services import CaseRefused, cases_add
from samples.access import can_substitute
from samples.eligible import new_cases
from samples.models import Substitution
from samples.rules import FELL_OUT_NAMES, FellOut, Replacements
from samples.state import last_draw, sample_now, taken_by

WORDS_MOST = 250  # with the reason before them they are the case's `fell_out_because`


class SubstitutionRefused(Exception):
    """Nothing is changed; the message says why. `part` is what it is about: "reason", "words" or "entering"."""

    def __init__(self, message: str, part: str = "entering") -> None:
        super().__init__(message)
        self.part = part


class BringBackRefused(Exception):
    """The case stays out of the sample; the message says why."""


@transaction.atomic
def case_substitute(
    *, case_id: int, reason: FellOut, words: str, entering: str, by: Person, at: datetime
) -> Substitution:
    """A case falls out of the sample, signed off by `by`; the reserve case `entering` (by reference) enters, or none.

    What was answered of the case that falls out is kept, and no longer counts. Raises PermissionDenied,
    SubstitutionRefused.
    """
    inspection = _inspection_locked(case_id, by=by)
    words = words.strip()
    if reason is FellOut.OTHER and not words:
        raise SubstitutionRefused("Say in words why the case fell out.", "words")
    if len(words) > WORDS_MOST:
        raise SubstitutionRefused(f"Say it in {WORDS_MOST} characters at most.", "words")
    draw = last_draw(inspection.pk)
    if draw is None:
        raise SubstitutionRefused("The sample is not drawn, so there is no reserve.")
    now = sample_now(draw)
    fallen = next(case for case in now.cases if case.pk == case_id)
    if not fallen.in_sample:
        raise SubstitutionRefused(f"{fallen.reference} is out of the sample already: {fallen.fell_out_because}")
    offered = now.replacements(fallen)
    place = _place_of(entering, offered) if entering else None
    why = FELL_OUT_NAMES[reason]
    sample_membership_set(
        case_id=case_id, in_sample=False, because=f"{why}: {words}" if words else f"{why}.", by=by, at=at
    )
    return Substitution.objects.create(
        inspection=inspection,
        fell_out=fallen,
        entered=_entered(inspection, entering, by=by, at=at) if entering else None,
        reason=reason,
        words=words,
        place=place,
        first_offered=offered.best.case.reference if offered.best else "",
        by=by,
        at=at,
    )


@transaction.atomic
def case_bring_back(*, case_id: int, by: Person, at: datetime) -> Case:
    """A case that fell out comes back, unless another took its place. Raises PermissionDenied, BringBackRefused."""
    _inspection_locked(case_id, by=by)
    if other := taken_by(case_id):
        raise BringBackRefused(f"{other} took its place, so it stays out: the sample would be one case larger.")
    return sample_membership_set(case_id=case_id, in_sample=True, because="", by=by, at=at)


def _inspection_locked(case_id: int, *, by: Person) -> Inspection:
    """Two who sign off at one moment wait for each other: the reserve is one for all."""
    inspection_id = Case.objects.values_list("inspection_id", flat=True).get(pk=case_id)
    if not can_substitute(standing_of(by, inspection_id)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection_id)
    inspection: Inspection = Inspection.objects.with_names().get(pk=inspection_id)
    return inspection


def _place_of(entering: str, offered: Replacements) -> int:
    for one in offered.offered:
        if one.case.reference == entering:
            return one.place
    barred = {one.case.reference: one.because for one in offered.barred}
    why = barred.get(entering, "It is not in the reserve, or not any more.")
    raise SubstitutionRefused(f"{entering} cannot take its place. {why} Choose another.")


def _entered(inspection: Inspection, entering: str, *, by: Person, at: datetime) -> Case:
    rows = new_cases(inspection, [entering])
    if not rows:
        raise SubstitutionRefused(f"{entering} is no longer among the eligible cases. Choose another.")
    try:
        return cases_add(by=by, at=at, inspection=inspection, cases=rows)[0]
    except CaseRefused as refusal:
        raise SubstitutionRefused(f"{refusal} Choose another.") from refusal
