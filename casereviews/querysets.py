"""Named ways into reviews and what was saved in them. Aggregates end in plain counts that ratings turn into figures."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import Count, F, Q
from django.db.models import Value as Literal
from django.db.models.functions import Concat

from casereviews.rules import CLOSED, Rows, Saved, Value

ANY_REVIEW = -1  # stands for a review in a query that is compiled once
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
        sql, parameters = _rows_sql()
        found: dict[str, dict[str, Saved]] = {"a": {}, "j": {}, "f": {}}
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, [review_id if value == ANY_REVIEW else value for value in parameters])
            for kind, target, value, note, version, by_id, at, counts in cursor:
                found[kind][target] = Saved(value, note, version, by_id, at, counts)
        return Rows(found["a"], found["j"], found["f"])


@cache
def _rows_sql() -> tuple[str, tuple[Any, ...]]:
    """The query of rows_of, for ANY_REVIEW. Compiled once: doing so costs several times what running it does."""
    review: Any = apps.get_model("casereviews", "CaseReview")(pk=ANY_REVIEW)
    question = ("key_question__standard__number", "key_question__number")
    prompt = ("prompt__key_question__standard__number", "prompt__key_question__number", "prompt__letter")
    stamp = ("version", "by_id", "at")
    answers = review.answers.order_by().values_list(Literal("a"), _address(*prompt), "value", "note", *stamp, "counts")
    judgements = review.judgements.order_by().values_list(
        Literal("j"), _address(*question), "value", "reason", *stamp, "counts"
    )
    nothing = Literal("", output_field=models.TextField())
    facts = review.facts.order_by().values_list(Literal("f"), "target", "value", nothing, *stamp, Literal(False))
    sql, parameters = answers.union(judgements, facts, all=True).query.sql_with_params()
    return sql, tuple(parameters)


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
