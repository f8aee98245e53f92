"""Named ways into reviews and what was saved in them. Aggregates end in plain counts that ratings turn into figures."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q
from django.db.models import Value as Literal
from django.db.models.functions import Concat

from accounts.compiled import Compiled, CompiledRow
from casereviews.rules import CLOSED, Arrived, Rows, Saved, Status, Value
from standards.outline import disposal_type_in_use, domain_in_use, edition_in_use

YES_OR_NO = (Value.YES.value, Value.NO.value)


class CaseReviewQuerySet(models.QuerySet[Any]):
    def with_case(self) -> "CaseReviewQuerySet":
        """With all that a page about one review names, in the same query."""
        return self.select_related(
            "case__domain", "case__disposal_type", "inspection__service", "inspection__edition", "reader"
        )

    def closed(self) -> "CaseReviewQuerySet":
        return self.filter(state__in=[state.value for state in CLOSED])

    def read(self, review_id: int) -> Any:
        """One review with all that `with_case` gives, quicker: what is fixed with its edition comes from memory.

        Raises DoesNotExist.
        """
        review = REVIEW.get(review_id, using=self.db)
        if review is None:
            raise self.model.DoesNotExist
        review.inspection.edition = edition_in_use(review.inspection.edition_id)
        review.case.inspection = review.inspection
        review.case.domain = domain_in_use(review.case.domain_id)
        review.case.disposal_type = disposal_type_in_use(review.case.disposal_type_id)
        return review

    def lock(self, review_id: int) -> None:
        """Locks a review until the transaction ends. Raises DoesNotExist."""
        if not LOCK.rows(review_id, using=self.db):
            raise self.model.DoesNotExist

    def rows_of(self, review_id: int) -> Rows:
        """All answers, judgements and facts of one review, in one query."""
        found: dict[str, dict[str, Saved]] = {"a": {}, "j": {}, "f": {}}
        for kind, target, value, note, version, by_id, at, counts in ROWS.rows(review_id, using=self.db):
            found[kind][target] = Saved(value, note, version, by_id, at, counts)
        return Rows(found["a"], found["j"], found["f"])


def _lock_query(review_id: int) -> models.QuerySet[Any, Any]:
    reviews: Any = apps.get_model("casereviews", "CaseReview").objects
    locking: models.QuerySet[Any, Any] = reviews.filter(pk=review_id).select_for_update(no_key=True).order_by()
    return locking.values_list("pk")


def _rows_query(review_id: int) -> models.QuerySet[Any, Any]:
    review: Any = apps.get_model("casereviews", "CaseReview")(pk=review_id)
    question = ("key_question__standard__number", "key_question__number")
    prompt = ("prompt__key_question__standard__number", "prompt__key_question__number", "prompt__letter")
    stamp = ("version", "by_id", "at")
    answers = review.answers.order_by().values_list(Literal("a"), _address(*prompt), "value", "note", *stamp, "counts")
    judgements = review.judgements.order_by().values_list(
        Literal("j"), _address(*question), "value", "reason", *stamp, "counts"
    )
    nothing = Literal("", output_field=models.TextField())
    facts = review.facts.order_by().values_list(Literal("f"), "target", "value", nothing, *stamp, Literal(False))
    everything: models.QuerySet[Any, Any] = answers.union(judgements, facts, all=True)
    return everything


LOCK = Compiled(_lock_query, -1)
ROWS = Compiled(_rows_query, -1)
REVIEW: CompiledRow[Any] = CompiledRow(
    "casereviews.CaseReview", "case", "inspection", "inspection__service", "reader", pk=-1
)


def _address(*parts: str) -> Concat:
    """The parts joined by dots, as in "2.1.1.a"."""
    dotted = [piece for part in parts for piece in (Literal("."), F(part))][1:]
    return Concat(*dotted, output_field=models.TextField())


class JudgementQuerySet(models.QuerySet[Any]):
    def counted(self, inspection_id: int, *, closed_only: bool) -> "JudgementQuerySet":
        """Relevant yes or no judgements of an inspection: of submitted and settled reviews only, or all so far."""
        rows = self.filter(review__inspection_id=inspection_id, counts=True, value__in=YES_OR_NO).order_by()
        return rows.filter(review__state__in=[s.value for s in CLOSED]) if closed_only else rows

    def counts_by_question(self) -> dict[int, tuple[int, int]]:
        """(yes, relevant) by key question, in one query."""
        rows = self.values("key_question_id").annotate(yes=Count("pk", filter=Q(value=Value.YES)), relevant=Count("pk"))
        return {row["key_question_id"]: (row["yes"], row["relevant"]) for row in rows}

    def votes(self) -> dict[int, dict[int, bool]]:
        """Yes or no by case and key question, in one query."""
        return _by_case(self.values_list(*VOTE))

    def votes_of(self, inspection_id: int, *, closed_only: bool) -> dict[int, dict[int, bool]]:
        """The votes of `counted`, quicker: every build of a section asks for them."""
        return _by_case(VOTES[closed_only].rows(inspection_id, using=self.db))


VOTE = ("review__case_id", "key_question_id", "value")


def _by_case(rows: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, bool]]:
    found: dict[int, dict[int, bool]] = {}
    for case_id, question_id, value in rows:
        found.setdefault(case_id, {})[question_id] = value == Value.YES
    return found


def _votes_query(inspection_id: int, *, closed_only: bool) -> models.QuerySet[Any, Any]:
    judgements: Any = apps.get_model("casereviews", "Judgement").objects
    found: models.QuerySet[Any, Any] = judgements.counted(inspection_id, closed_only=closed_only).values_list(*VOTE)
    return found


VOTES = {closed_only: Compiled(partial(_votes_query, closed_only=closed_only), -1) for closed_only in (True, False)}


class AnswerQuerySet(models.QuerySet[Any]):
    def counted(self, inspection_id: int, *, prompt_ids: Iterable[int]) -> "AnswerQuerySet":
        """Relevant yes or no answers of submitted and settled reviews to these prompts."""
        return self.filter(
            review__inspection_id=inspection_id,
            review__state__in=[s.value for s in CLOSED],
            counts=True,
            value__in=YES_OR_NO,
            prompt_id__in=list(prompt_ids),
        ).order_by()

    def counts_by_prompt(self) -> dict[int, tuple[int, int]]:
        """(yes, relevant) by prompt, in one query."""
        rows = self.values("prompt_id").annotate(yes=Count("pk", filter=Q(value=Value.YES)), relevant=Count("pk"))
        return {row["prompt_id"]: (row["yes"], row["relevant"]) for row in rows}


class ReceivedChangeQuerySet(models.QuerySet[Any]):
    def arrived(self, ids: Collection[str]) -> dict[str, Arrived]:
        """What became of the changes with these ids, as far as they arrived; no query for none."""
        if not ids:
            return {}
        return {
            str(pk): Arrived(review_id, by_id, target, Status(status), *rest)
            for pk, review_id, by_id, target, status, *rest in ARRIVED.rows([*ids], using=self.db)
        }

    def kept_aside(self) -> "ReceivedChangeQuerySet":
        """Those that nobody has looked after yet."""
        return self.filter(status=Status.KEPT_ASIDE, settled_at=None)

    def kept_aside_of(self, person_id: int) -> "ReceivedChangeQuerySet":
        """What of this person's was kept aside, looked after or not."""
        return self.filter(status=Status.KEPT_ASIDE, by=person_id)

    def unsaved_at(self, review_id: int, target: str) -> "ReceivedChangeQuerySet":
        """What was typed at a target and is not in the history of its row (see ReceivedChange)."""
        kept = Q(status__in=[Status.CONFLICT, Status.KEPT_ASIDE]) | Q(status=Status.SAVED, value__isnull=False)
        kept |= Q(status=Status.SAVED, note__isnull=False)
        return self.filter(kept, review=review_id, target=target)

    def receipt_lines(self, review_id: int, by_id: int, device: UUID, day: tuple[datetime, datetime]) -> list[str]:
        """A line for each change of a person's device that arrived on a day (its start and end) and was not refused."""
        found = self.filter(review=review_id, by=by_id, device=device, at__gte=day[0], at__lt=day[1])
        rows = found.exclude(status=Status.REFUSED).order_by().values_list("pk", "status", "version")
        return [f"{pk} {status} {version}\n" for pk, status, version in rows]


def _arrived_query(ids: list[str]) -> models.QuerySet[Any, Any]:
    names = ("pk", "review_id", "by_id", "target", "status", "seen", "version", "reason", "at")
    received: Any = apps.get_model("casereviews", "ReceivedChange").objects
    found: models.QuerySet[Any, Any] = received.filter(pk__any_of=ids).order_by().values_list(*names)
    return found


ARRIVED = Compiled(_arrived_query, ["any ids"])
