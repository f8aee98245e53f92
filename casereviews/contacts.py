"""The JSON of a device's contact: what it says of itself, read; which cases it may hold, written (docs/changes.md)."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from casereviews.door import LONGEST_TARGET, Unreadable, asked_json, is_id, row_json
from casereviews.models import CaseReview
from casereviews.pages import names_by_id, reason_not_asked, steps_of
from casereviews.rules import Clearing, Kind, Sheet, Unsent
from casereviews.rulings import Shown, question_of, rulings_all
from casereviews.services import Report
from casereviews.shell import shell_version

MOST_REVIEWS = 1_000
MOST_UNSENT = 5_000  # more of them wait than anybody types; the rest is told at the next contact


def contact_read(body: bytes) -> tuple[UUID, Report]:
    """Raises Unreadable."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("What was sent is not JSON.") from error
    if not isinstance(sent, dict) or not is_id(sent.get("device")):
        raise Unreadable("The device has no name that could be read: it is a UUID in small letters.")
    name, reviews, unsent = sent.get("name", ""), sent.get("reviews", []), sent.get("unsent", [])
    if not isinstance(name, str) or not name.isprintable():
        raise Unreadable("The device's name is no text.")
    if not isinstance(reviews, list) or not all(_is_number(pk) for pk in reviews):
        raise Unreadable("The reviews that the device holds are numbers.")
    if not isinstance(unsent, list) or not all(_is_unsent(item) for item in unsent):
        raise Unreadable("What waits on the device is a list of changes: their ids, reviews and targets.")
    waiting = [Unsent(item["id"], item["review"], item.get("target") or "") for item in unsent[:MOST_UNSENT]]
    return UUID(sent["device"]), Report(name, reviews[:MOST_REVIEWS], waiting, sent.get("cleared") is True)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _is_unsent(item: Any) -> bool:
    if not isinstance(item, dict) or not is_id(item.get("id")) or not _is_number(item.get("review")):
        return False
    target = item.get("target", "")
    return target is None or (isinstance(target, str) and target.isprintable() and len(target) <= LONGEST_TARGET)


def contact_json(clearing: Clearing, reviews: Iterable[Any]) -> dict[str, Any]:
    cases = [{"review": review.pk, "stamp": stamp_of(review, review.ruled_at)} for review in reviews]
    return {"clear": clearing.value, "cases": cases, "version": shell_version()}


def stamp_of(review: CaseReview, ruled_at: datetime | None) -> str:
    """Another one wherever a device that holds the case would show something old. `ruled_at`: the last ruling."""
    case = review.case
    moments = [at.timestamp() if at else 0 for at in (review.saved_at, case.changed_at, ruled_at)]
    parts = (shell_version(), review.sequence, review.state, review.reopened_because, case.in_sample, *moments)
    return sha256(repr(parts).encode()).hexdigest()[:16]


def sheet_json(review: CaseReview, sheet: Sheet) -> dict[str, Any]:
    """One case as a device holds it: what stands, what is asked, and the addresses of its pages' skeletons."""
    rows = {target: row for kind in Kind for target, row in sheet.rows.of(kind).items()}
    names = names_by_id(row.by_id for row in rows.values())
    asked, rulings = asked_json(sheet), rulings_all(review.inspection)
    return {
        "review": review.pk,
        "stamp": stamp_of(review, max((ruling.at for ruling in rulings), default=None)),
        "version": shell_version(),
        "reference": review.case.reference,
        "inspection": str(review.inspection),
        "disposal": review.case.disposal_words,
        "domain": sheet.domain.code,
        "edition": sheet.outline.code,
        "word": review.inspection.service_word,
        "saved_at": review.saved_at.isoformat() if review.saved_at else "",
        "pages": [
            {"page": step.standard, "title": step.title, "href": step.href, "status": step.status}
            for step in steps_of(review, sheet)
        ],
        "unasked": {
            question.address: {"state": asked[question.address], "reason": reason_not_asked(sheet, question)}
            for question in sheet.questions
            if asked[question.address] != "asked"
        },
        "rows": {target: row_json(row, names) for target, row in rows.items()},
        "rulings": _rulings_markup(sheet, rulings),
    }


def _rulings_markup(sheet: Sheet, rulings: Iterable[Shown]) -> dict[str, str]:
    """The rulings on the questions of the case's domain, by key question, as its pages show them."""
    found: dict[str, list[Shown]] = {question.address: [] for question in sheet.questions}
    for ruling in rulings:
        question = question_of(sheet.outline, ruling.target)
        if question and question.address in found:
            found[question.address].append(ruling)
    return {
        address: render_to_string("casereviews/_rulings.html", {"rulings": shown})
        for address, shown in found.items()
        if shown
    }
