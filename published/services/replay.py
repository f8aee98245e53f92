"""Printed figures and synthetic cases, recorded as people would have: through the other apps' services."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from casereviews.models import CaseReview
from casereviews.rules import Change, Status
from casereviews.services import changes_apply, review_submit, reviews_allocate
from inspections.models import Inspection
from inspections.rules import NewCase
from inspections.services import cases_add
from published.figures import PrintedInspection
from published.schedule import Schedule
from published.services.crew import Crew
from published.synthesis import SyntheticCase, dice, judgement_words
from ratings.rules import ReasonCode
from ratings.services import decision_replay, proposal_make
from standards.structure import Outline, StandardOutline

# What a printed reason speaks of, and the panel's code for it; the first that fits.
REASONS = (
    (("read again", "re-read", "reread"), ReasonCode.CASES_READ_AGAIN),
    (("unrecorded", "not recorded", "little reviewing was recorded"), ReasonCode.UNRECORDED_WORK),
    (("other evidence",), ReasonCode.OTHER_EVIDENCE),
    (("boundary", "turns on", "narrow", "margin"), ReasonCode.NARROW_MARGIN),
)


class ReplayFailed(RuntimeError):
    """What was recorded does not give the printed figures: a fault of ours, not of the file."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What is replayed, as whom, and when."""

    inspection: Inspection
    printed: PrintedInspection
    outline: Outline
    crew: Crew
    schedule: Schedule


Placed = list[tuple[CaseReview, SyntheticCase]]


def cases_place(replay: Replay, made: Sequence[SyntheticCase]) -> Placed:
    """Adds the cases to the sample and gives them to the crew's inspectors in turn."""
    crew, schedule = replay.crew, replay.schedule
    new = [
        NewCase(case.reference, case.domain, case.disposal_type, case.began, case.given, case_manager=_manager(case))
        for case in made
    ]
    rows = cases_add(by=crew.lead, at=schedule.sample_drawn, inspection=replay.inspection, cases=new)
    readers = {row.pk: crew.inspectors[n % len(crew.inspectors)].pk for n, row in enumerate(rows)}
    reviews = reviews_allocate(by=crew.lead, at=schedule.allocated, readers=readers)
    by_case = {review.case_id: review for review in reviews}
    return [(by_case[row.pk], case) for row, case in zip(rows, made, strict=True)]


def _manager(case: SyntheticCase) -> str:
    return f"Synthetic case manager {dice(case.reference, 'manager').randint(1, 9)}"


def reviews_record(replay: Replay, placed: Placed) -> None:
    """Every review answered in full and submitted by its reader."""
    inspectors, schedule = replay.crew.inspectors, replay.schedule
    share = -(-len(placed) // len(inspectors))
    for place, (review, case) in enumerate(placed):
        reader, chance = inspectors[place % len(inspectors)], dice(case.reference, "read")
        at = schedule.read(place // len(inspectors), share, chance)
        review_record(review=review, changes=changes_of(case), by=reader, at=at)
        review_submit(review_id=review.pk, by=reader, at=schedule.submitted(at, chance))


def changes_of(case: SyntheticCase, *, only: Collection[str] | None = None) -> list[Change]:
    """Everything the inspector recorded of the case, or the facts and `only` these prompts and key questions."""
    written = {**case.answers, **case.judgements}
    kept = {target: given for target, given in written.items() if only is None or target in only}
    facts = [Change(target, 0, value) for target, value in case.facts.items()]
    return facts + [Change(target, 0, given.value, given.note) for target, given in kept.items()]


def review_record(*, review: CaseReview, changes: Sequence[Change], by: Person, at: datetime) -> None:
    receipt = changes_apply(review_id=review.pk, changes=changes, by=by, at=at)
    for outcome in receipt.outcomes:
        if outcome.status is not Status.SAVED:
            raise ReplayFailed(f"{review}: {outcome.change.target} was not saved ({outcome.status}).")


def judgements_record(replay: Replay) -> None:
    """Judgements of standards without percentages: proposed by the lead, confirmed by the panel."""
    for standard in replay.outline.standards.values():
        said = replay.printed.standards.get(standard.number)
        if standard.by_cases or (said is None and not standard.may_be_unrated):
            continue
        rating = said.rating if said else ""
        judgement_propose(
            inspection=replay.inspection,
            standard=standard,
            rating=rating,
            by=replay.crew.lead,
            at=replay.schedule.proposed,
        )
        _decided(replay, standard, rating)


def judgement_propose(
    *, inspection: Inspection, standard: StandardOutline, rating: str, by: Person, at: datetime
) -> None:
    proposal_make(
        inspection=inspection,
        standard_number=standard.number,
        rating=rating,
        summary=judgement_words(standard, rating, dice(inspection.name, standard.number)),
        seen=0,
        by=by,
        at=at,
    )


def discretion_record(replay: Replay) -> None:
    """The panel's decisions to set a rating apart from its band, with the printed reasons."""
    for number, said in replay.printed.rated.items():
        if said.discretion:
            reason = said.discretion.reason
            _decided(replay, replay.outline.standards[number], said.rating, reason, reason_code_of(reason))


def _decided(replay: Replay, standard: StandardOutline, rating: str, words: str = "", reason_code: str = "") -> None:
    decision_replay(
        inspection=replay.inspection,
        standard_number=standard.number,
        rating=rating,
        words=words,
        reason_code=reason_code,
        by=replay.crew.panel[0],
        at=replay.schedule.decided,
    )


def reason_code_of(reason: str) -> str:
    said = reason.lower()
    return next((code for words, code in REASONS if any(word in said for word in words)), ReasonCode.OTHER).value
