"""Questions of readers to the lead, and the lead's rulings on prompts and key questions."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from casereviews.access import can_ask, can_rule, can_withdraw
from casereviews.models import CaseReview, Question, Ruling
from casereviews.rules import (
    LONGEST_QUESTION,
    LONGEST_RULING,
    can_be_asked_about,
    names_a_case,
    problem_with_words,
)
from casereviews.services.changes import sheet_of
from inspections.access import standing_of
from inspections.models import Case, Inspection
from standards.outline import outline_of


class QuestionRefused(Exception):
    """The question cannot be taken like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str = "words") -> None:
        super().__init__(sentence)
        self.field = field


class QuestionClosed(Exception):
    """It was answered or taken back meanwhile; the message says which."""


class RulingRefused(Exception):
    """The ruling cannot be taken like this; the message says why."""


class RulingChanged(Exception):
    """Another ruling was saved after the page was opened; `current` is the one that stands."""

    def __init__(self, current: Ruling | None) -> None:
        super().__init__("Another ruling stands.")
        self.current = current


@transaction.atomic
def question_ask(*, review_id: int, target: str, words: str, by: Person, at: datetime) -> Question:
    """Asks the lead about a prompt or key question of the review's domain. The same again, while open, is one question.

    Raises DoesNotExist, PermissionDenied, QuestionRefused.
    """
    review: CaseReview = CaseReview.objects.read(review_id)
    if not can_ask(standing_of(by, review.inspection_id), review):
        raise PermissionDenied
    if target not in can_be_asked_about(sheet_of(review)):
        raise QuestionRefused("Choose a prompt or key question of this case.", "about")
    if problem := problem_with_words(words, longest=LONGEST_QUESTION, required="Write your question."):
        raise QuestionRefused(problem)
    mine = Question.objects.open().filter(review=review, target=target, words=words.strip(), asked_by=by)
    known = {"inspection_id": review.inspection_id, "review": review, "target": target, "words": words.strip()}
    question: Question = mine.first() or Question(**known, asked_by=by, asked_at=at, by=by)
    if question.pk is None:
        question.save(force_insert=True)
    return question


@transaction.atomic
def question_withdraw(*, question_id: int, by: Person, at: datetime) -> Question:
    """Who asked takes the question back while it is open. Raises DoesNotExist, PermissionDenied, QuestionClosed."""
    question: Question = Question.objects.select_for_update(no_key=True).get(pk=question_id)
    if not can_withdraw(standing_of(by, question.inspection_id), question):
        raise PermissionDenied
    if question.ruling_id:
        raise QuestionClosed("The lead inspector has answered it meanwhile, so it stays.")
    if question.withdrawn_at is None:
        question.withdrawn_at, question.by = at, by
        question.save(update_fields=["withdrawn_at", "by"])
    return question


@transaction.atomic
def ruling_make(
    *,
    inspection: Inspection,
    target: str,
    words: str,
    answers: Collection[int],
    seen: int,
    by: Person,
    at: datetime,
) -> Ruling:
    """The lead rules on a prompt or key question, having seen version `seen` (0: none), and answers these questions.

    The words that stand already stay as that version; questions are answered by it all the same. Those that were
    answered or taken back meanwhile, or are of another prompt, are left alone. Raises PermissionDenied, RulingRefused,
    RulingChanged.
    """
    if not can_rule(standing_of(by, inspection.pk)):
        raise PermissionDenied
    _ruling_check(inspection, target, words)
    # Two who rule on the same prompt for the first time wait for each other here.
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection.pk)
    ruling = Ruling.objects.filter(inspection=inspection, target=target).select_related("by").first()
    if ruling is None or ruling.words != words.strip():
        if (ruling.version if ruling else 0) != seen:
            raise RulingChanged(ruling)
        ruling = ruling or Ruling(inspection=inspection, target=target, version=0)
        ruling.words, ruling.by, ruling.at = words.strip(), by, at
        ruling.version += 1
        ruling.save()
    open_ones = Question.objects.open().filter(inspection=inspection, target=target, pk__in=answers)
    open_ones.order_by().update(ruling=ruling, answered_at=at, by=by)
    return ruling


def _ruling_check(inspection: Inspection, target: str, words: str) -> None:
    outline = outline_of(inspection.edition)
    if target not in outline.prompts and target not in outline.questions:
        raise RulingRefused(f"“{target[:40]}” is no prompt or key question of this inspection.")
    if problem := problem_with_words(words, longest=LONGEST_RULING, required="Write the ruling."):
        raise RulingRefused(problem)
    references = Case.objects.filter(inspection=inspection).values_list("reference", flat=True)
    if named := names_a_case(words, references.order_by("reference")):
        raise RulingRefused(f"The ruling names case {named}. Every reader sees it: write it without the case.")


def questions_seen(*, inspection_id: int, by: Person, at: datetime) -> None:
    """Who asked looks at the answers."""
    unseen = Question.objects.answered_unseen(by.pk).filter(inspection=inspection_id)
    unseen.order_by().update(seen_at=at, by=by)
