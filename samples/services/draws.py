"""The only writer of draws: what was drawn is put on record, and becomes the cases of the sample."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.services import CaseChangeRefused, cases_remove
from inspections.access import standing_of
from inspections.models import Inspection
from inspections.rules import Phase
from inspections.services import CaseRefused, cases_add, phase_reach
from samples.access import can_plan_sample
from samples.eligible import eligible_cases, frame_of, new_cases
from samples.models import EligibleUpload, SampleDraw, SamplePlan, Substitution
from samples.rules import DrawRefused, DrawRequest, drawn_record
from samples.state import last_draw


class DrawNotMade(Exception):
    """Nothing is drawn; the message says why and what to do."""


MOVED = (
    "The Monday of fieldwork was moved after the eligible cases were read, so they are sorted by another window. The "
    "file must be uploaded and taken again first."
)


class DrawChanged(Exception):
    """What the draw would rest on is not what its page showed: somebody changed it meanwhile."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draw rests on, as a page shows it; `token` goes with its form."""

    upload: EligibleUpload | None
    plan: SamplePlan | None
    former: SampleDraw | None

    @property
    def token(self) -> str:
        parts = (self.upload and self.upload.pk, self.plan and self.plan.version, self.former and self.former.number)
        return "-".join(str(part or 0) for part in parts)


def basis_of(inspection: Inspection) -> Basis:
    return Basis(
        EligibleUpload.objects.taken().filter(inspection=inspection).defer("content").first(),
        SamplePlan.objects.filter(inspection=inspection).first(),
        last_draw(inspection.pk),
    )


@transaction.atomic
def draw_make(*, inspection: Inspection, seed: str, because: str, seen: str, by: Person, at: datetime) -> SampleDraw:
    """Draws by the plan, puts all of it on record, and makes the cases drawn the sample.

    `seen` is the token of the Basis that the page showed; a draw anew needs `because`, and removes the former cases.
    Raises PermissionDenied, DrawChanged, DrawNotMade.
    """
    locked = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if not can_plan_sample(standing_of(by, inspection.pk)):
        raise PermissionDenied
    basis = basis_of(inspection)
    if basis.token != seen:
        raise DrawChanged
    plan = _plan_of(basis, locked)
    if basis.former is not None:
        _former_remove(inspection, basis.former, because=because.strip(), by=by, at=at)
    try:
        record = drawn_record(request_of(inspection, plan), seed=seed)
    except DrawRefused as refusal:
        raise DrawNotMade(f"{refusal} Change the plan first.") from refusal
    number = basis.former.number + 1 if basis.former else 1
    drawn = SampleDraw.objects.create(
        inspection=inspection, number=number, because=because.strip() if basis.former else "", by=by, at=at, **record
    )
    chosen = [reference for one in record["result"]["domains"] for reference in one["chosen"]]
    try:
        cases_add(by=by, at=at, inspection=inspection, cases=new_cases(inspection, chosen))
    except CaseRefused as refusal:
        raise DrawNotMade(f"A case that was drawn cannot be read: {refusal}") from refusal
    phase_reach(inspection_id=inspection.pk, phase=Phase.SAMPLE_DRAWN, by=by)
    return drawn


def _plan_of(basis: Basis, inspection: Inspection) -> SamplePlan:
    if basis.upload is None:
        raise DrawNotMade("There are no eligible cases yet: the service sends them first.")
    if basis.former is None and basis.upload.sorted_for not in (None, inspection.fieldwork_starts):
        raise DrawNotMade(MOVED)
    if basis.plan is None:
        raise DrawNotMade("Save the plan of the sample first.")
    return basis.plan


def request_of(inspection: Inspection, plan: SamplePlan) -> DrawRequest:
    """What is drawn from: every eligible case that is not in the inspection already, because somebody added it."""
    frame = frame_of(inspection)
    there = set(inspection.cases.values_list("reference", flat=True))
    return DrawRequest(
        cases=tuple(case for case in eligible_cases(inspection, frame) if case.reference not in there),
        sizes=plan.sizes,
        variables=frame.variables(),
        on_top=plan.on_top,
        cap=plan.cap,
        reserve_share=Fraction(plan.reserve_per_cent, 100),
    )


def _former_remove(inspection: Inspection, former: SampleDraw, *, because: str, by: Person, at: datetime) -> None:
    if not because:
        raise DrawNotMade("Say why the sample is drawn anew.")
    if Substitution.objects.filter(inspection=inspection, at__gte=former.at).exists():
        raise DrawNotMade("A case fell out since, and what took its place is on record: this draw stands.")
    references = [reference for one in former.result["domains"] for reference in one["chosen"]]
    try:
        cases_remove(inspection=inspection, references=references, because=f"Drawn anew: {because}", by=by, at=at)
    except CaseChangeRefused as refusal:
        raise DrawNotMade(str(refusal)) from refusal
