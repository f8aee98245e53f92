"""Questions of surveys with their answers, and quotes of the children's text survey."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.versions import row_change
from evidence.access import can_record_evidence
from evidence.models import Evidence, Quote, SurveyQuestion
from evidence.rules import EvidenceKind, Scale, answers_problem, edit_problem, labels_on
from evidence.services.checks import (
    EvidenceRefused,
    inspection_locked,
    not_withdrawn,
    problem_told,
    row_withdraw,
    words_check,
)
from evidence.services.telling import evidence_changed

LONGEST_QUOTE = 2000


@transaction.atomic
def question_save(
    *,
    survey_id: int,
    question_id: int | None = None,
    text: str,
    scale: Scale,
    labels: Sequence[str],
    counts: Sequence[int],
    answered: int | None,
    seen: int = 0,
    by: Person,
    at: datetime,
) -> SurveyQuestion:
    """Adds a question to a survey, or changes the one that the caller saw at version `seen`.

    `answered` is None where everybody who answered gave one of the answers counted. Raises DoesNotExist,
    PermissionDenied, ChangedMeanwhile, EvidenceRefused. The same question added twice is one.
    """
    survey = _locked(survey_id, by, EvidenceKind.SURVEY)
    words_check(text, "text", "Enter the question as it was asked", 300)
    names = labels_on(scale, labels)
    if any(len(name) > 100 for name in names):
        raise EvidenceRefused("Shorten the answers to 100 characters each", "labels")
    completed = survey.completed or 0
    if answered is None:
        answered = completed if scale is Scale.PER_CENT else sum(counts)
    problem_told(answers_problem(scale, names, counts, answered=answered, completed=completed))
    told = {"text": text, "scale": scale.value, "labels": list(names), "counts": list(counts), "answered": answered}
    rows = SurveyQuestion.objects.filter(evidence=survey)
    if question_id is None:
        last = rows.aggregate(last=Max("place"))["last"] or 0
        known: SurveyQuestion | None = rows.standing().filter(recorded_by=by, **told).first()
        if known:
            return known
        question: SurveyQuestion = rows.create(
            evidence=survey, place=last + 1, recorded_by=by, recorded_at=at, by=by, **told
        )
    else:
        question = rows.select_for_update(no_key=True).get(pk=question_id)
        not_withdrawn(question)
        row_change(question, seen=seen, by=by, **told)
    evidence_changed(survey.inspection_id)
    return question


@transaction.atomic
def question_withdraw(*, question_id: int, because: str, seen: int, by: Person, at: datetime) -> SurveyQuestion:
    """Withdraws a question with a reason. Raises as question_save."""
    survey = _locked(SurveyQuestion.objects.values_list("evidence_id", flat=True).get(pk=question_id), by)
    question: SurveyQuestion = SurveyQuestion.objects.select_for_update(no_key=True).get(pk=question_id)
    row_withdraw(question, because=because, seen=seen, by=by, at=at)
    evidence_changed(survey.inspection_id)
    return question


@transaction.atomic
def quote_save(
    *,
    survey_id: int,
    quote_id: int | None = None,
    who: str,
    original: str,
    edited: str,
    seen: int = 0,
    by: Person,
    at: datetime,
) -> Quote:
    """Keeps a quote as it was sent, and as it may be printed, or changes the one seen. Raises as question_save.

    Once kept, the original stays: a slip in it is withdrawn and written anew.
    """
    survey = _locked(survey_id, by, EvidenceKind.TEXT_SURVEY)
    words_check(original, "original", "Enter the words as they were sent", LONGEST_QUOTE)
    words_check(edited, "edited", "", LONGEST_QUOTE)
    if problem := edit_problem(original, edited):
        raise EvidenceRefused(problem, "edited")
    told = {"who": who, "original": original, "edited": edited}
    if quote_id is None:
        known: Quote | None = survey.quotes.standing().filter(recorded_by=by, **told).first()
        if known:
            return known
        quote = Quote.objects.create(evidence=survey, recorded_by=by, recorded_at=at, by=by, **told)
    else:
        quote = survey.quotes.select_for_update(no_key=True).get(pk=quote_id)
        not_withdrawn(quote)
        if quote.original != original:
            raise EvidenceRefused("The words as they were sent stay as they are", "original")
        row_change(quote, seen=seen, by=by, who=who, edited=edited)
    evidence_changed(survey.inspection_id)
    return quote


@transaction.atomic
def quote_withdraw(*, quote_id: int, because: str, seen: int, by: Person, at: datetime) -> Quote:
    """Withdraws a quote with a reason. Raises as question_save."""
    survey = _locked(Quote.objects.values_list("evidence_id", flat=True).get(pk=quote_id), by)
    quote: Quote = Quote.objects.select_for_update(no_key=True).get(pk=quote_id)
    row_withdraw(quote, because=because, seen=seen, by=by, at=at)
    evidence_changed(survey.inspection_id)
    return quote


def _locked(survey_id: int, by: Person, kind: EvidenceKind | None = None) -> Evidence:
    """The survey, locked: what is counted in it is compared with what it says of itself."""
    inspection_locked(
        Evidence.objects.values_list("inspection_id", flat=True).get(pk=survey_id), by, can_record_evidence
    )
    survey: Evidence = Evidence.objects.select_for_update(no_key=True).get(pk=survey_id)
    if kind:
        not_withdrawn(survey)
        if survey.kind != kind:
            raise EvidenceRefused("This is another kind of evidence")
    return survey
