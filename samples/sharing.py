"""What is shared out among whom, as the rules take it, and the proposal that follows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Any

from casereviews.models import CaseReview
from casereviews.rules import Reading, State
from inspections.models import Case, ConflictOfInterest, Inspection, TeamMember
from inspections.rules import Conflict, Role
from samples.rules import CaseToShare, Reader, Shared, Sharing, plain, shared_out, why_barred
from standards.outline import outline_of

DAYS_A_WEEK = 5


@dataclass
class Proposal:
    """Who would read what, and why; nothing changes until it is confirmed. `done` are submitted and stay put."""

    sharing: Sharing
    readers: Sequence[Reader]
    cases: dict[str, Case]  # by reference
    done: dict[str, str]  # reference to who submitted it, where they could not be given it now

    @cached_property
    def moves(self) -> dict[int, int]:
        """What confirming changes: each case (by id) that gets a reader, or another one."""
        return {self.cases[one.reference].pk: one.reader for one in self.sharing.shared if self.is_new(one)}

    def is_new(self, one: Shared) -> bool:
        return holder_of(self.cases[one.reference]) != one.reader

    @property
    def record(self) -> Any:
        return plain(self.sharing)

    @property
    def token(self) -> str:
        """Stands for all that the proposal says: another proposal has another."""
        return sha256(json.dumps(self.record, sort_keys=True).encode()).hexdigest()[:32]


def proposal_for(inspection: Inspection) -> Proposal:
    """Read afresh, in four queries however many cases there are."""
    readers, conflicts = readers_of(inspection), conflicts_of(inspection)
    cases = Case.objects.in_sample().filter(inspection=inspection).select_related("domain")
    reviews = CaseReview.objects.filter(inspection=inspection, reading=Reading.FIRST).select_related("reader")
    held = {review.case_id: review for review in reviews}
    by_reference, to_share, done = {}, [], {}
    for case in cases.order_by("domain__number", "reference"):
        review = held.get(case.pk)
        case.first_reading = review
        one = _to_share(case, review)
        if review and review.is_closed and not _can_read(one, readers, conflicts):
            done[case.reference] = review.reader.name
            continue
        by_reference[case.reference] = case
        to_share.append(one)
    return Proposal(shared_out(to_share, readers, conflicts), readers, by_reference, done)


def readers_of(inspection: Inspection) -> list[Reader]:
    """The inspectors of the team; the lead only with days of their own for reading.

    Whoever has no days set has all of fieldwork; whoever has no domains set reads all.
    """
    every = frozenset(domain.code for domain in outline_of(inspection.edition).domains if domain.has_cases)
    members = TeamMember.objects.filter(inspection=inspection, person__is_active=True).select_related("person")
    found: dict[int, TeamMember] = {}
    for member in members.filter(role__in=[Role.INSPECTOR, Role.LEAD]).order_by("role", "pk"):
        if member.role == Role.INSPECTOR or member.days is not None:
            found.setdefault(member.person_id, member)
    weeks = inspection.fieldwork_weeks
    return [
        Reader(
            id=member.person_id,
            name=member.person.name,
            domains=frozenset(member.domains) or every,
            days=Fraction(weeks * DAYS_A_WEEK) if member.days is None else Fraction(member.days),
            most=member.most,
        )
        for member in found.values()
    ]


def conflicts_of(inspection: Inspection) -> tuple[Conflict, ...]:
    return ConflictOfInterest.objects.standing().of_service(inspection.service_id).as_rules()


def holder_of(case: Case) -> int | None:
    review: CaseReview | None = case.first_reading  # type: ignore[attr-defined]
    return review.reader_id if review else None


def _to_share(case: Case, review: CaseReview | None) -> CaseToShare:
    begun = review is not None and (review.state != State.NOT_STARTED or review.sequence > 0)
    return CaseToShare(case.reference, case.domain.code, case.case_manager, review.reader_id if review else None, begun)


def _can_read(one: CaseToShare, readers: Sequence[Reader], conflicts: tuple[Conflict, ...]) -> bool:
    holder = next((reader for reader in readers if reader.id == one.held_by), None)
    return holder is not None and not why_barred(one, holder, conflicts)
