"""The lead's proposals."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import DECISIONS
from ratings.access import can_propose
from ratings.figures import proposal_of
from ratings.models import Proposal
from ratings.services.checks import rating_problem, words_problem
from ratings.services.standards import rated_standard_lock
from ratings.structure import LeadProposal
from standards.outline import outline_of


class ProposalRefused(Exception):
    """The judgement cannot be proposed like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str = "rating") -> None:
        super().__init__(sentence)
        self.field = field


class ProposalChanged(Exception):
    """A proposal was saved after the page was opened; `current` is what stands now, `yours` whether you saved it."""

    def __init__(self, current: LeadProposal | None, *, yours: bool) -> None:
        who = "You changed this proposal in another window" if yours else "Somebody else changed this proposal"
        super().__init__(f"{who} after you opened the page.")
        self.current, self.yours = current, yours


@transaction.atomic
def proposal_make(
    *,
    inspection: Inspection,
    standard_number: str,
    rating: str,
    summary: str,
    seen: int,
    by: Person,
    at: datetime,
) -> Proposal:
    """The lead proposes the judgement of a standard ("": to leave it unrated), having seen version `seen` (0: none).

    Raises PermissionDenied, ProposalRefused, ProposalChanged. The same proposal again changes nothing.
    """
    if not can_propose(standing_of(by, inspection.pk)):
        raise PermissionDenied
    outline = outline_of(inspection.edition)
    standard = outline.standards.get(standard_number)
    if standard is None or standard.by_cases:
        raise ProposalRefused(f"There is no standard {standard_number[:20]} that is rated by judgement.")
    rated_standard_lock(inspection, standard)
    found = Proposal.objects.standing(inspection.pk).filter(standard_id=standard.pk).first()
    proposal: Proposal = found or Proposal(inspection=inspection, standard_id=standard.pk, version=0)
    if found and (proposal.rating, proposal.summary) == (rating, summary):
        return proposal
    if proposal.version != seen:
        raise ProposalChanged(proposal_of(found) if found else None, yours=found is not None and found.by_id == by.pk)
    for problem, field in (
        (rating_problem(rating, standard, outline.figures), "rating"),
        (words_problem(summary, "summary", required="Say in the summary what the judgement rests on."), "summary"),
    ):
        if problem:
            raise ProposalRefused(problem, field)
    proposal.rating, proposal.summary, proposal.by, proposal.at = rating, summary, by, at
    proposal.version += 1
    proposal.save()
    figures_changed.send(Proposal, inspection_id=inspection.pk, topics=frozenset({standard_number, DECISIONS}))
    return proposal
