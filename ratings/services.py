"""The only writers of rated standards, the lead's proposals and the panel's decisions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import standing_of
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import DECISIONS
from ratings.access import can_decide, can_give_findings, can_propose
from ratings.figures import proposal_of, standard_figures
from ratings.findings import AREAS, STRENGTHS, content_of
from ratings.models import Decision, EmergingFindings, Proposal, RatedStandard
from ratings.rules import ReasonCode, check_decision, holds_percentage
from ratings.structure import LeadProposal, Reviews, StandardFigures
from standards.outline import outline_of
from standards.rules import Figures
from standards.structure import StandardOutline
from standards.wording import joined, number_words

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


class ProposalRefused(Exception):
    """The judgement cannot be proposed like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str = "rating") -> None:
        super().__init__(sentence)
        self.field = field


class FindingsRefused(Exception):
    """The findings cannot be given like this; `problems` are sentences by (standard, kind), or by ("", "")."""

    def __init__(self, problems: Mapping[tuple[str, str], str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class ProposalChanged(Exception):
    """A proposal was saved after the page was opened; `current` is what stands now, `yours` whether you saved it."""

    def __init__(self, current: LeadProposal | None, *, yours: bool) -> None:
        who = "You changed this proposal in another window" if yours else "Somebody else changed this proposal"
        super().__init__(f"{who} after you opened the page.")
        self.current, self.yours = current, yours


@transaction.atomic
def rated_standards_lay_out(*, inspection_id: int) -> None:
    """One row for every standard of the inspection's edition; those that are there stay as they are."""
    inspection = Inspection.objects.select_related("edition").get(pk=inspection_id)
    RatedStandard.objects.bulk_create(
        [
            RatedStandard(inspection=inspection, standard_id=standard.pk)
            for standard in outline_of(inspection.edition).standards.values()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic(savepoint=False)  # with every answer saved
def rated_standards_bump(*, inspection_id: int, standards: Collection[str]) -> None:
    """Something that the figures of these standards read has changed."""
    RatedStandard.objects.bump(inspection_id, standards)


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
    _rated_standard_lock(inspection, standard)
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
    number = _rated_standard_lock(inspection, standard)
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


def _rated_standard_lock(inspection: Inspection, standard: StandardOutline) -> int:
    """The standard's number, locked until the transaction ends: figures read from here on are those it stands for."""
    row = RatedStandard.objects.select_for_update(no_key=True).get(inspection=inspection, standard_id=standard.pk)
    number: int = row.number
    return number


def rating_problem(rating: str, standard: StandardOutline, figures: Figures) -> str:
    """Why the standard cannot have this rating, as a sentence; "" when it can."""
    if rating in figures.names or (rating == "" and standard.may_be_unrated):
        return ""
    names = joined(list(figures.names.values()), last="or")
    if not rating:
        return f"Choose a rating: {names}."
    return f"“{rating[:40]}” is not a rating. Choose {names}."


def words_problem(words: str, noun: str, *, required: str = "") -> str:
    """Why the words cannot be stored, as a sentence; "" when they can. `required` is the one where there are none."""
    if not words.strip():
        return required
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in words):
        return f"The {noun} holds a character that cannot be saved. Remove it and save again."
    longest = settings.NOTE_MAX_LENGTH
    if len(words) > longest:
        return f"The {noun} can hold {longest:,} characters; this one has {len(words):,}. Shorten it."
    return ""


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


@transaction.atomic
def findings_give(
    *, id: UUID, inspection: Inspection, said: Mapping[str, Mapping[str, str]], by: Person, at: datetime
) -> EmergingFindings:
    """Freezes emerging findings: by standard its STRENGTHS and AREAS, a line each, with the figures of this moment.

    The same `id` again is the same findings. Raises PermissionDenied, FindingsRefused.
    """
    if not can_give_findings(standing_of(by, inspection.pk)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection.pk)
    found: EmergingFindings | None = EmergingFindings.objects.filter(pk=id).first()
    if found is not None and found.inspection_id != inspection.pk:
        raise FindingsRefused({("", ""): "This page is of another inspection. Open it again, then freeze them."})
    if found is not None:
        return found
    lines = {number: {kind: lines_from(words) for kind, words in by_kind.items()} for number, by_kind in said.items()}
    if problems := _findings_problems(inspection, said, lines):
        raise FindingsRefused(problems)
    return EmergingFindings.objects.create(
        pk=id, inspection=inspection, content=content_of(inspection, lines), by=by, given_at=at
    )


def lines_from(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _findings_problems(
    inspection: Inspection, said: Mapping[str, Mapping[str, str]], lines: Mapping[str, Mapping[str, list[str]]]
) -> dict[tuple[str, str], str]:
    known = outline_of(inspection.edition).standards
    if said.keys() - known.keys() or any(by_kind.keys() - {STRENGTHS, AREAS} for by_kind in said.values()):
        return {("", ""): "What was sent names a standard that this edition does not have."}
    problems = {}
    for number, by_kind in said.items():
        for kind, words in by_kind.items():
            if problem := words_problem(words, "text"):
                problems[number, kind] = problem
            elif holds_percentage(words):
                problems[number, kind] = "Emerging findings hold no percentages: say it in words, such as “most cases”."
    if not problems and not any(found for by_kind in lines.values() for found in by_kind.values()):
        return {("", ""): "Write at least one strength or area for improvement."}
    return problems
