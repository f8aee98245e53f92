"""What is saved in reviews: judgements, answers and notes, as figures and pages count them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q
from django.db.models import Value as Literal
from django.db.models.functions import Concat

from accounts.compiled import Compiled
from casereviews.rules import CLOSED, NoteKind, Reading, Value

QUESTION = ("key_question__standard__number", "key_question__number")
PROMPT = ("prompt__key_question__standard__number", "prompt__key_question__number", "prompt__letter")
YES_OR_NO = (Value.YES.value, Value.NO.value)


def address_of(*parts: str) -> Concat:
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
    def counted(self, inspection_id: int, *, prompt_ids: Iterable[int], closed_only: bool = True) -> "AnswerQuerySet":
        """Relevant yes or no answers to these prompts: of submitted and settled reviews only, or all so far."""
        rows = self.filter(
            review__inspection_id=inspection_id,
            counts=True,
            value__in=YES_OR_NO,
            prompt_id__in=list(prompt_ids),
        ).order_by()
        return rows.filter(review__state__in=[s.value for s in CLOSED]) if closed_only else rows

    def noted(self, inspection_id: int) -> list[tuple[str, str, str, str, int]]:
        """The notes on counted yes or no so far: the prompt's address, value, note, the case's reference, review."""
        address = address_of(*PROMPT)
        rows = self.filter(review__inspection_id=inspection_id, counts=True, value__in=YES_OR_NO).exclude(note="")
        columns = (address, "value", "note", "review__case__reference", "review_id")
        return list(rows.order_by().values_list(*columns))

    def counts_by_prompt(self) -> dict[int, tuple[int, int]]:
        """(yes, relevant) by prompt, in one query."""
        rows = self.values("prompt_id").annotate(yes=Count("pk", filter=Q(value=Value.YES)), relevant=Count("pk"))
        return {row["prompt_id"]: (row["yes"], row["relevant"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Remarked:
    """A note about an answer or a standard, by what it is and what it is about."""

    kind: NoteKind
    about: str
    value: str
    note: str
    reference: str
    review_id: int


class NoteQuerySet(models.QuerySet[Any]):
    def said(self, inspection_id: int, targets: Collection[str]) -> list[tuple[str, str, str, int, str]]:
        """What was noted so far under `targets` in cases of the sample: target, value, note, case, its reference."""
        rows = self.filter(
            review__inspection=inspection_id,
            review__reading=Reading.FIRST,
            review__case__in_sample=True,
            target__in=targets,
        ).exclude(value="", note="")
        columns = rows.order_by("review__case__reference").values_list(
            "target", "value", "note", "review__case_id", "review__case__reference"
        )
        return list(columns)

    def remarked(self, inspection_id: int) -> list[Remarked]:
        """What was marked for the report and the examples of practice, in cases of the sample."""
        about = [f"note.{kind}." for kind in (NoteKind.REPORT, NoteKind.GOOD, NoteKind.WEAK)]
        wanted = reduce(or_, (Q(target__startswith=start) for start in about))
        rows = self.filter(
            wanted, review__inspection=inspection_id, review__reading=Reading.FIRST, review__case__in_sample=True
        )
        columns = rows.order_by().values_list("target", "value", "note", "review__case__reference", "review_id")
        found = ((target.split(".", 2)[1:], *rest) for target, *rest in columns)
        return [Remarked(NoteKind(kind), about, *rest) for (kind, about), *rest in found]
