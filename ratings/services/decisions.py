"""The panel's decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from accounts.models import Person
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import DECISIONS
from ratings.access import can_decide
from ratings.figures import standard_figures
from ratings.involvement import candidates_of
from ratings.meetings import members_of
from ratings.models import Decision, PanelMeeting, Voice
from ratings.rules import ReasonCode, check_decision, why_too_few_agree
from ratings.services.checks import rating_problem, words_problem
from ratings.services.standards import rated_standard_lock
from ratings.structure import Reviews, StandardFigures
from standards.outline import outline_of
from standards.rules import Figures
from standards.wording import number_words

REASON_CODES = frozenset(code.value for code in ReasonCode)


class FiguresChanged(Exception):
    """Something that the decision rests on changed after the panel member opened the page."""

    def __init__(self, standard: str) -> None:
        super().__init__(f"Something behind {standard} changed after you opened it. Look again, then decide.")


class NeedsConfirmation(Exception):
    """The decision stands only once it is confirmed; `reasons` are the sentences to confirm."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class DecisionRefused(Exception):
    """The decision cannot be taken like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str = "rating") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Said:
    """What the panel says of a standard."""

    rating: str
    words: str
    reason_code: str


@transaction.atomic
def decision_take(
    *,
    inspection: Inspection,
    standard_number: str,
    rating: str,
    words: str,
    reason_code: str,
    seen_number: int,
    confirmed: bool,
    by: Person,
    at: datetime,
    agreed: Collection[int] = (),
    against: Collection[int] = (),
    dissent: str = "",
) -> Decision:
    """The panel rates a standard at its meeting: the band or the proposal confirmed, or set apart with a reason.

    Discretion sets aside every deciding key question. `seen_number` is `seen` of the figures it is taken on; `agreed`
    and `against` are members at the meeting, by primary key. Raises PermissionDenied, FiguresChanged, DecisionRefused,
    and NeedsConfirmation until `confirmed`.
    """
    decision, now = _decision_made(inspection, standard_number, Said(rating, words, reason_code), seen_number, by)
    meeting, members = _meeting(inspection, decision, now.number, by)
    if decision.set_aside and (problem := why_too_few_agree(agreed, members)):
        raise DecisionRefused(problem, "agreed")
    said = _voices(members, agreed, against, dissent)
    reasons = _to_confirm(decision, now, outline_of(inspection.edition).figures)
    if reasons and not confirmed:
        raise NeedsConfirmation(reasons)
    decision.meeting = meeting
    _decision_store(decision, inspection, now, by=by, at=at)
    for voice in said:
        voice.decision, voice.own, voice.by, voice.at = decision, voice.person_id == by.pk, by, at
    Voice.objects.bulk_create(said)
    meeting.discussions.filter(standard_id=now.outline.pk).exclude(left_open_because="").update(
        left_open_because="", version=F("version") + 1, by=by, at=at
    )
    return decision


@transaction.atomic
def decision_replay(
    *, inspection: Inspection, standard_number: str, rating: str, words: str, reason_code: str, by: Person, at: datetime
) -> Decision:
    """A decision as a printed report tells it, of an inspection with made-up cases: nobody knows who agreed to it."""
    if not inspection.synthetic:
        raise PermissionDenied
    seen = standard_figures(inspection, standard_number).seen
    decision, now = _decision_made(inspection, standard_number, Said(rating, words, reason_code), seen, by)
    _to_confirm(decision, now, outline_of(inspection.edition).figures)
    _decision_store(decision, inspection, now, by=by, at=at)
    return decision


def _decision_made(
    inspection: Inspection, standard_number: str, said: Said, seen: int, by: Person
) -> tuple[Decision, StandardFigures]:
    """The decision, not stored, and the figures it is taken on, locked."""
    if not can_decide(standing_of(by, inspection.pk)):
        raise PermissionDenied
    outline = outline_of(inspection.edition)
    standard = outline.standards.get(standard_number)
    if standard is None:
        raise DecisionRefused(f"There is no standard {standard_number[:20]} in this edition.")
    number = rated_standard_lock(inspection, standard)
    if number != seen:
        raise FiguresChanged(standard_number)
    if problem := rating_problem(said.rating, standard, outline.figures):
        raise DecisionRefused(problem)
    if problem := words_problem(said.words, "reason"):
        raise DecisionRefused(problem, "words")
    now = standard_figures(inspection, standard_number)
    decision = _decision_by_cases(now, said) if standard.by_cases else _judged(now, said)
    decision.number = number
    return decision, now


def _decision_store(
    decision: Decision, inspection: Inspection, now: StandardFigures, *, by: Person, at: datetime
) -> None:
    decision.inspection, decision.by, decision.at = inspection, by, at
    Decision.objects.filter(inspection=inspection, standard_id=now.outline.pk, current=True).update(current=False)
    decision.save()
    figures_changed.send(Decision, inspection_id=inspection.pk, topics=frozenset({now.number, DECISIONS}))


def _meeting(
    inspection: Inspection, decision: Decision, number: str, by: Person
) -> tuple[PanelMeeting, dict[int, str]]:
    """The meeting that is being held, locked after the standard, and its members who are there and able to decide."""
    meeting = PanelMeeting.objects.open_on(inspection.pk).select_for_update(no_key=True).first()
    if meeting is None:
        raise DecisionRefused("The panel is not meeting: open its meeting first, then decide.")
    able = candidates_of(inspection).able
    members = {pk: name for pk, name in members_of(meeting).items() if pk in able}
    if by.pk not in members:
        raise DecisionRefused("You are not at this meeting of the panel as a member, so you cannot decide at it.")
    if not meeting.discussions.filter(standard_id=decision.standard_id).exists():
        raise DecisionRefused(f"{number} is not on the agenda of this meeting: the panel closed on it before.")
    return meeting, members


def _voices(members: Collection[int], agreed: Collection[int], against: Collection[int], dissent: str) -> list[Voice]:
    """Who was for it and who against it, with their words. Raises DecisionRefused."""
    if {*agreed, *against} - set(members):
        raise DecisionRefused("Only members who are at the meeting can be for or against a decision.", "agreed")
    if set(agreed) & set(against):
        raise DecisionRefused("Nobody can be for a decision and against it.", "against")
    required = "Say in words why they were against it." if against else ""
    if problem := words_problem(dissent, "dissent", required=required):
        raise DecisionRefused(problem, "dissent")
    if dissent.strip() and not against:
        raise DecisionRefused("Say who was against it, or leave the words out.", "against")
    return [
        *(Voice(person_id=pk, is_for=True) for pk in sorted(set(agreed))),
        *(Voice(person_id=pk, is_for=False, words=dissent.strip()) for pk in sorted(set(against))),
    ]


def _decision_by_cases(now: StandardFigures, said: Said) -> Decision:
    """The band confirmed, or, with words and a reason code, a rating apart from it."""
    if now.band is None:
        raise DecisionRefused(f"{now.number} has no percentage yet, so there is no band to confirm or to set aside.")
    decision = Decision(
        standard_id=now.outline.pk,
        rating=said.rating,
        band=now.band,
        words=said.words.strip(),
        figures=[[tally.yes, tally.relevant] for tally in now.tallies],
    )
    if said.rating == now.band:
        return decision
    if said.reason_code not in REASON_CODES:
        raise DecisionRefused("Choose a reason for setting the rating apart from the table.", "reason_code")
    if not said.words.strip():
        raise DecisionRefused("Say in words why the rating is set apart from the table.", "words")
    decision.reason_code, decision.set_aside = said.reason_code, list(now.deciding)
    return decision


def _judged(now: StandardFigures, said: Said) -> Decision:
    """The lead's proposal confirmed, or, with words, changed."""
    if now.proposal is None:
        raise DecisionRefused(f"The lead inspector has not proposed a judgement of {now.number} yet.")
    if (said.rating or None) != now.proposal.rating and not said.words.strip():
        raise DecisionRefused("Say in words why the judgement differs from what the lead inspector proposed.", "words")
    return Decision(
        standard_id=now.outline.pk,
        rating=said.rating,
        words=said.words.strip(),
        proposed=now.proposal.rating or "",
        proposal_version=now.proposal.version,
    )


def _to_confirm(decision: Decision, now: StandardFigures, figures: Figures) -> list[str]:
    """Sentences to confirm before the decision stands. Raises DecisionRefused where the rules bar it."""
    outstanding = [outstanding_words(now.so_far)] if now.so_far else []
    if not decision.set_aside or now.result is None:
        return outstanding
    check = check_decision(
        now.result, now.triggers, rating=decision.rating, set_aside=decision.set_aside, figures=figures
    )
    if check.refusals:
        raise DecisionRefused(" ".join(refusal.words for refusal in check.refusals))
    return [*outstanding, *(confirmation.words for confirmation in check.confirmations)]


def outstanding_words(reviews: Reviews) -> str:
    """As "Only one of seven reviews in this domain is submitted; the figures can still change."."""
    submitted = f"{number_words(reviews.submitted)} of {number_words(reviews.cases)} reviews in this domain"
    return f"Only {submitted} {'is' if reviews.submitted == 1 else 'are'} submitted; the figures can still change."
