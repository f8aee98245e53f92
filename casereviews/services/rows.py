"""Writes the rows of a review, and keeps `counts` true for all of them."""

from collections.abc import Collection
from typing import Any

from accounts.compiled import CompiledInsert
from casereviews.models import CaseReview
from casereviews.rules import Saved, Sheet, counts_by_target, reading_counts

STAMP = ["version", "by", "at"]


def _upsert(model: str, unique: str, update: list[str]) -> CompiledInsert:
    """Rows of a review, each put in or written over; `unique` tells them apart."""
    at = ["review", unique]
    return CompiledInsert(f"casereviews.{model}", [*at, *update], unique=at, update=update)


ANSWERS = _upsert("Answer", "prompt", ["value", "note", "counts", *STAMP])
JUDGEMENTS = _upsert("Judgement", "key_question", ["value", "reason", "counts", *STAMP])
FACTS = _upsert("Fact", "target", ["value", *STAMP])
NOTES = _upsert("Note", "target", ["value", "note", *STAMP])


def rows_write(review: CaseReview, sheet: Sheet, changed: Collection[str]) -> None:
    """Writes the rows of the `changed` targets, and the `counts` of every other row that they made relevant or not."""
    in_figures = reading_counts(in_sample=review.case.in_sample, reading=review.reading)
    counts = counts_by_target(sheet, review_counts=in_figures)
    _answers_write(review, sheet, changed, counts)
    _judgements_write(review, sheet, changed, counts)
    _facts_write(review, {target: row for target, row in sheet.rows.facts.items() if target in changed})
    _notes_write(review, {target: row for target, row in sheet.rows.notes.items() if target in changed})


def _answers_write(review: CaseReview, sheet: Sheet, changed: Collection[str], counts: dict[str, bool]) -> None:
    rows, prompts = sheet.rows.answers, sheet.outline.prompts
    ANSWERS.write(
        {
            "review_id": review.pk,
            "prompt_id": prompts[target].pk,
            "value": row.value,
            "note": row.note,
            "counts": counts[target],
            **_stamp(row),
        }
        for target, row in rows.items()
        if target in changed
    )
    for now, targets in _to_recount(rows, changed, counts).items():
        review.answers.filter(prompt_id__in=[prompts[target].pk for target in targets]).update(counts=now)


def _judgements_write(review: CaseReview, sheet: Sheet, changed: Collection[str], counts: dict[str, bool]) -> None:
    rows, questions = sheet.rows.judgements, sheet.outline.questions
    JUDGEMENTS.write(
        {
            "review_id": review.pk,
            "key_question_id": questions[target].pk,
            "value": row.value,
            "reason": row.note,
            "counts": counts[target],
            **_stamp(row),
        }
        for target, row in rows.items()
        if target in changed
    )
    for now, targets in _to_recount(rows, changed, counts).items():
        review.judgements.filter(key_question_id__in=[questions[target].pk for target in targets]).update(counts=now)


def _facts_write(review: CaseReview, rows: dict[str, Saved]) -> None:
    FACTS.write(
        {"review_id": review.pk, "target": target, "value": row.value, **_stamp(row)} for target, row in rows.items()
    )


def _notes_write(review: CaseReview, rows: dict[str, Saved]) -> None:
    NOTES.write(
        {"review_id": review.pk, "target": target, "value": row.value, "note": row.note, **_stamp(row)}
        for target, row in rows.items()
    )


def _to_recount(rows: dict[str, Saved], changed: Collection[str], counts: dict[str, bool]) -> dict[bool, list[str]]:
    """Targets of rows that are not written anyway and whose `counts` is no longer true, by what it must be."""
    found: dict[bool, list[str]] = {}
    for target, row in rows.items():
        if target not in changed and row.counts != counts[target]:
            found.setdefault(counts[target], []).append(target)
    return found


def _stamp(row: Saved) -> dict[str, Any]:
    """Version, who and when; a row that is saved has all three."""
    return {"version": row.version, "by_id": row.by_id, "at": row.at}
