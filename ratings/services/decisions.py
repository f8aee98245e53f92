"""The panel's decisions."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import DECISIONS
from ratings.access import can_decide
from ratings.figures import standard_figures
from ratings.models import Decision
from ratings.rules import ReasonCode, check_decision
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
) -> Decision:
    """The panel rates a standard: the band or the proposal confirmed, or set apart from it with a reason.

    Discretion sets aside every deciding key question. `seen_number` is `seen` of the figures it is taken on. Raises
    PermissionDenied, FiguresChanged, DecisionRefused, and NeedsConfirmation until `confirmed`.
    """
    if not can_decide(standing_of(by, inspection.pk)):
        raise PermissionDenied
    outline = outline_of(inspection.edition)
    standard = outline.standards.get(standard_number)
    if standard is None:
        raise DecisionRefused(f"There is no standard {standard_number[:20]} in this edition.")
    number = rated_standard_lock(inspection, standard)
    if number != seen_number:
        raise FiguresChanged(standard_number)
    if problem := rating_problem(rating, standard, outline.figures):
        raise DecisionRefused(problem)
    if problem := words_problem(words, "reason"):
        raise DecisionRefused(problem, "words")
    now = standard_figures(inspection, standard_number)
    decision = _decision_by_cases(now, rating, words, reason_code) if standard.by_cases else _judged(now, rating, words)
    reasons = _to_confirm(decision, now, outline.figures)
    if reasons and not confirmed:
        raise NeedsConfirmation(reasons)
    decision.inspection, decision.number, decision.by, decision.at = inspection, number, by, at
    Decision.objects.filter(inspection=inspection, standard_id=standard.pk, current=True).update(current=False)
    decision.save()
    figures_changed.send(Decision, inspection_id=inspection.pk, topics=frozenset({standard_number, DECISIONS}))
    return decision


def _decision_by_cases(now: StandardFigures, rating: str, words: str, reason_code: str) -> Decision:
    """The band confirmed, or, with words and a reason code, a rating apart from it."""
    if now.band is None:
        raise DecisionRefused(f"{now.number} has no percentage yet, so there is no band to confirm or to set aside.")
    decision = Decision(
        standard_id=now.outline.pk,
        rating=rating,
        band=now.band,
        words=words.strip(),
        figures=[[tally.yes, tally.relevant] for tally in now.tallies],
    )
    if rating == now.band:
        return decision
    if reason_code not in REASON_CODES:
        raise DecisionRefused("Choose a reason for setting the rating apart from the table.", "reason_code")
    if not words.strip():
        raise DecisionRefused("Say in words why the rating is set apart from the table.", "words")
    decision.reason_code, decision.set_aside = reason_code, list(now.deciding)
    return decision


def _judged(now: StandardFigures, rating: str, words: str) -> Decision:
    """The lead's proposal confirmed, or, with words, changed."""
    if now.proposal is None:
        raise DecisionRefused(f"The lead inspector has not proposed a judgement of {now.number} yet.")
    if (rating or None) != now.proposal.rating and not words.strip():
        raise DecisionRefused("Say in words why the judgement differs from what the lead inspector proposed.", "words")
    return Decision(
        standard_id=now.outline.pk,
        rating=rating,
        words=words.strip(),
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
