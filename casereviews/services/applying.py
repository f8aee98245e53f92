"""Applies the changes of one batch to a review, each apart and each once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from casereviews.models import CaseReview
from casereviews.rules import (
    NOTHING,
    Arrived,
    Change,
    Kind,
    Outcome,
    Place,
    Problem,
    Rows,
    Saved,
    Sheet,
    Status,
    in_order,
    outcome_of,
    place_of,
    problem_with,
    seen_of,
    why_dormant,
)
from casereviews.services.arrivals import Sender, arrivals_of


class Applying:
    """Takes changes one after the other; later ones see what earlier ones saved."""

    def __init__(self, review: CaseReview, sheet: Sheet, sender: Sender, aside: str) -> None:
        self.review, self.sheet, self.sender, self.aside = review, sheet, sender, aside
        self.found = {kind: dict(sheet.rows.of(kind)) for kind in Kind}
        self.arrived: dict[str, Arrived] = {}

    def done(self, changes: Sequence[Change]) -> tuple[Sheet, list[Outcome]]:
        """The sheet as it is after the changes, and what became of each."""
        self.arrived = arrivals_of(changes)
        outcomes = [self._outcome(change) for change in changes]
        sheet = replace(self.sheet, rows=Rows(**{f"{kind}s": rows for kind, rows in self.found.items()}))
        return sheet, _dormant_told(sheet, outcomes)

    def _outcome(self, change: Change) -> Outcome:
        place = place_of(self.sheet, change.target)
        current = self.found[place.kind].get(change.target, NOTHING) if place else NOTHING
        if first := self.arrived.get(change.id):
            return self._again(change, first, current)
        outcome = self._first(change, place, current)
        if outcome.status is Status.SAVED and place:
            self.found[place.kind][change.target] = outcome.current
        if change.id:
            self.arrived[change.id] = self._arrived(outcome)
        return outcome

    def _arrived(self, outcome: Outcome) -> Arrived:
        seen, target = outcome.change.seen, outcome.change.target
        return Arrived(
            review_id=self.review.pk,
            by_id=self.sender.person.pk,
            target=target,
            status=outcome.status,
            seen=seen if isinstance(seen, int) else 0,
            version=outcome.version,
            reason=outcome.reason,
            at=self.sender.at,
        )

    def _again(self, change: Change, first: Arrived, current: Saved) -> Outcome:
        """A change under an id that arrived before."""
        if first.is_of(self.review.pk, self.sender.person.pk, change.target):
            return Outcome(change, Status.DUPLICATE, current, first=first)
        problem = Problem("Its id was used for another change. Send it under an id of its own.")
        return Outcome(replace(change, id=""), Status.REFUSED, NOTHING, problem)

    def _first(self, change: Change, place: Place | None, current: Saved) -> Outcome:
        if place is None:
            problem = Problem(f"“{change.target[:60]}” is not asked of this case.")
            return Outcome(change, Status.REFUSED, NOTHING, problem)
        seen = seen_of(change, self.arrived, review_id=self.review.pk, by_id=self.sender.person.pk)
        if isinstance(seen, Problem):
            return Outcome(change, Status.REFUSED, current, seen)
        change = in_order(replace(change, seen=seen), place)
        if refusal := problem_with(change, place, longest_note=settings.NOTE_MAX_LENGTH):
            return Outcome(change, Status.REFUSED, current, refusal)
        outcome = outcome_of(change, current=current, by_id=self.sender.person.pk, at=self.sender.at)
        if self.aside and (outcome.status is Status.CONFLICT or outcome.current is not current):
            return Outcome(change, Status.KEPT_ASIDE, current, Problem(self.aside))
        return outcome


def _dormant_told(sheet: Sheet, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes with why a saved answer does not count: known only when the batch is through, facts and all."""
    saved = [outcome for outcome in outcomes if outcome.status is Status.SAVED]
    whys = {id(outcome): why_dormant(sheet, outcome.change.target) for outcome in saved}
    again = {outcome.change.id: whys[id(outcome)] for outcome in saved if outcome.change.id}
    return [_told(outcome, whys.get(id(outcome), ""), again) for outcome in outcomes]


def _told(outcome: Outcome, why: str, again: Mapping[str, str]) -> Outcome:
    """One outcome with its reason; what was sent twice in this batch is told the same as the first time."""
    if why:
        return replace(outcome, problem=Problem(why))
    if outcome.first and outcome.change.id in again:
        return replace(outcome, first=replace(outcome.first, reason=again[outcome.change.id]))
    return outcome
