"""Named ways into reviews and what was saved in them. Aggregates end in plain counts that ratings turn into figures."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.db.models import Value as Literal
from django.db.models.functions import Concat

from casereviews.rules import CLOSED, Rows, Saved, Value

YES_OR_NO = (Value.YES.value, Value.NO.value)


class CaseReviewQuerySet(models.QuerySet[Any]):
    def with_case(self) -> "CaseReviewQuerySet":
        """With all that a page about one review names, in the same query."""
        return self.select_related(
            "case__domain", "case__disposal_type", "inspection__service", "inspection__edition", "reader"
        )

    def closed(self) -> "CaseReviewQuerySet":
        return self.filter(state__in=[state.value for state in CLOSED])

    def rows_of(self, review_id: int) -> Rows:
        """All answers, judgements and facts of one review, in one query."""
        review = self.model(pk=review_id)
        address = Concat(
            F("key_question__standard__number"),
            Literal("."),
            F("key_question__number"),
            output_field=models.TextField(),
        )
        prompt_address = Concat(
            F("prompt__key_question__standard__number"),
            Literal("."),
            F("prompt__key_question__number"),
            Literal("."),
            F("prompt__letter"),
            output_field=models.TextField(),
        )
        columns = ("version", "by_id", "at")
        answers = review.answers.order_by().values_list(
            Literal("a"), prompt_address, "value", "note", *columns, "counts"
        )
        judgements = review.judgements.order_by().values_list(
            Literal("j"), address, "value", "reason", *columns, "counts"
        )
        facts = review.facts.order_by().values_list(
            Literal("f"), "target", "value", Literal("", output_field=models.TextField()), *columns, Literal(False)
        )
        found: dict[str, dict[str, Saved]] = {"a": {}, "j": {}, "f": {}}
        for kind, target, value, note, version, by_id, at, counts in answers.union(judgements, facts, all=True):
            found[kind][target] = Saved(value, note, version, by_id, at, counts)
        return Rows(found["a"], found["j"], found["f"])


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
        found: dict[int, dict[int, bool]] = {}
        for case_id, question_id, value in self.values_list("review__case_id", "key_question_id", "value"):
            found.setdefault(case_id, {})[question_id] = value == Value.YES
        return found


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
