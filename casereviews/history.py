"""Earlier values of answers, judgements and facts, read from the history that the database keeps."""

from typing import Any

from django.apps import apps

from casereviews.rules import NOTHING, Change, Kind, Place, Saved


def as_seen(review_id: int, place: Place, target: str, version: int) -> Saved:
    """What the row said at `version`; NOTHING for version 0 or one that never was."""
    if version <= 0:
        return NOTHING
    letter = target.rpartition(".")[2]
    if place.kind is Kind.FACT:
        rows = _events("FactEvent").filter(review_id=review_id, target=target)
        found = rows.filter(version=version).order_by("-pgh_id").values_list("value", "version").first()
        return Saved(found[0], "", found[1]) if found else NOTHING
    assert place.question is not None
    if place.kind is Kind.ANSWER:
        prompt = next(prompt for prompt in place.question.prompts if prompt.letter == letter)
        events = _events("AnswerEvent").filter(review_id=review_id, prompt_id=prompt.pk)
        note = "note"
    else:
        events = _events("JudgementEvent").filter(review_id=review_id, key_question_id=place.question.pk)
        note = "reason"
    found = events.filter(version=version).order_by("-pgh_id").values_list("value", note, "version").first()
    return Saved(*found) if found else NOTHING


def says_more_than_seen(review_id: int, place: Place, change: Change) -> bool:
    """Somebody changed this: a page posts all that it shows, also what they left as it was."""
    seen = as_seen(review_id, place, change.target, change.seen)
    return change.value not in (None, seen.value) or change.note not in (None, seen.note)


def was_reader(review_id: int, person_id: int) -> bool:
    """The case is theirs to read, or was at some time."""
    return bool(_events("CaseReviewEvent").filter(pgh_obj_id=review_id, reader_id=person_id).exists())


def _events(model: str) -> Any:
    """The history table that pghistory made beside a model."""
    return apps.get_model("casereviews", model)._default_manager
