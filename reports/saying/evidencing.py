"""Meetings, surveys and the children's text survey in prose."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from evidence.reading import TextSurvey
from evidence.rules import PERSON_NAMES
from ratings.rules import Tally
from reports.rules.forms import Noun
from reports.rules.sayings import (
    OF_REPLIES,
    PlainForm,
    Saying,
    Share,
    Told,
    told_number,
    told_per_cent,
    told_words,
)
from standards.wording import joined

if TYPE_CHECKING:
    from reports.live import LiveFigures

MEETING, REPLY, PERSON = Noun("meeting", "meetings"), Noun("reply", "replies"), Noun("person", "people")


def meetings_number(live: "LiveFigures") -> int | None:
    """Those on record as evidence; where there is none, the number that the inspection records. None: nobody told."""
    number: int | None = live.evidence.meetings_held or live.inspection.meetings_held
    return number


def meetings(live: "LiveFigures", subject: str) -> Saying:
    if subject == "whom":
        return told_words(joined([PERSON_NAMES[kind] for kind in live.evidence.met]))
    if subject != "number":
        raise KeyError(subject)
    return told_number(meetings_number(live) or 0, MEETING)


def surveys(live: "LiveFigures", subject: str) -> Saying:
    """An answer as a share of those who answered the question; or how many completed a survey, or were invited."""
    head, _, tail = subject.partition(".")
    if head in ("completed", "invited"):
        survey = {piece.pk: piece.survey for piece in live.readings.pieces if piece.survey}[int(tail)]
        number = survey.completed if head == "completed" else survey.invited
        if number is None:
            raise KeyError(subject)
        return told_number(number, PERSON)
    asked = live.readings.asked[int(head)]
    share = asked.question.shares[int(tail)]
    if share.count is not None:
        return Share(Tally(share.count, asked.question.answered), live.outline.figures, REPLY, OF_REPLIES)
    return told_per_cent(share.per_cent or 0)


def texts(live: "LiveFigures", subject: str) -> Saying:
    """Of all text surveys together."""
    found = [piece.text_survey for piece in live.readings.pieces if piece.text_survey]
    if not found:
        raise KeyError(subject)
    if subject in TEXT_COUNTS:
        number = sum(TEXT_COUNTS[subject](one) for one in found)
        return told_number(number, TEXT_NOUNS.get(subject, REPLY))
    scores = [sum(counts) for counts in zip(*(one.scores for one in found), strict=True)]
    if subject == "mean":
        return _mean(scores)
    word, _, least = subject.partition(".")
    if word != "from" or not 1 <= int(least) <= 10:
        raise KeyError(subject)
    return Share(Tally(sum(scores[int(least) - 1 :]), sum(scores)), live.outline.figures, REPLY, OF_REPLIES)


def _mean(scores: list[int]) -> Told:
    """To one decimal, half up: "8.3"; "nine" is not written here, it is no count."""
    if not sum(scores):
        return Told([])
    mean = Fraction(sum(place * count for place, count in enumerate(scores, start=1)), sum(scores))
    tenths = (mean * 20 + 1) // 2
    whole, rest = divmod(int(tenths), 10)
    return Told([(PlainForm.VALUE, f"{whole}.{rest}" if rest else str(whole))])


TEXT_COUNTS: Mapping[str, Callable[[TextSurvey], int]] = {
    "asked": lambda one: one.consents_asked,
    "given": lambda one: one.consents_given,
    "replies": lambda one: sum(one.replies.values()),
    "children": lambda one: one.replies["Children"],
    "parents": lambda one: one.replies["Parents or carers"],
}
TEXT_NOUNS = {"given": Noun("consent", "consents"), "asked": Noun("consent", "consents")}
