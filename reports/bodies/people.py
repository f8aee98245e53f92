"""What children and their parents or carers said, and how the service meets the needs of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.reading import TextSurvey
from evidence.rules import Theme
from reports.live import LiveFigures
from reports.rules import DIVERSITY, INVOLVEMENT
from standards.wording import joined, number_words, plural

# Whom replies came from, as one and as more.
REPLIED: Mapping[str, tuple[str, str]] = {
    "Children": ("a child", "children"),
    "Parents or carers": ("a parent or carer", "parents or carers"),
    "Not known": ("somebody who did not say who they are", "people who did not say who they are"),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """One text survey in words; `scores` are how many gave 1, 2, … 10, empty where nobody gave any."""

    consents: str
    replies: str
    rated: str
    scores: tuple[int, ...]
    quotes: tuple[tuple[str, str], ...]  # who, and their words as they may be printed


def involvement_context(live: LiveFigures, _: str) -> dict[str, Any]:
    surveys = [piece.text_survey for piece in live.evidence.involvement.pieces if piece.text_survey]
    return {
        "heard": [_heard(survey) for survey in surveys],
        "consent": live.told(live.house.consent),
        "sides": live.sides_of(Theme.INVOLVEMENT.value),
        "prose": live.prose_of(INVOLVEMENT),
    }


def diversity_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {
        "considered": live.evidence.diversity.counts_words,
        "sides": live.sides_of(Theme.DIVERSITY.value),
        "prose": live.prose_of(DIVERSITY),
    }


def _heard(survey: TextSurvey) -> Heard:
    return Heard(
        consents=consents_words(survey),
        replies=replies_words(survey.replies),
        rated=scores_words(survey.scores),
        scores=survey.scores if any(survey.scores) else (),
        quotes=tuple((quote.who, quote.printed) for quote in survey.quotes),
    )


def consents_words(survey: TextSurvey) -> str:
    """As "Of 31 children and parents or carers who were asked, 19 agreed to be texted."."""
    asked, given = survey.consents_asked, survey.consents_given
    if not asked:
        return ""
    agreed = "nobody" if not given else number_words(given)
    people = "child, parent or carer who was asked" if asked == 1 else "children and parents or carers who were asked"
    return f"Of {number_words(asked)} {people}, {agreed} agreed to be texted."


def replies_words(replies: Mapping[str, int]) -> str:
    """As "We had 11 replies: six from children, four from parents or carers and one from a child."."""
    parts = [
        f"{number_words(number)} from {REPLIED[who][number > 1] if who in REPLIED else who.lower()}"
        for who, number in replies.items()
        if number
    ]
    total = sum(replies.values())
    if not total:
        return "Nobody replied."
    return f"We had {plural(total, 'reply', 'replies')}: {joined(parts)}."


def scores_words(scores: tuple[int, ...]) -> str:
    """As "Of the 11 who scored the service from 1 to 10, eight gave 8 or more."; "" where nobody did."""
    gave, high = sum(scores), sum(scores[7:])
    if not gave:
        return ""
    if gave == 1:
        return f"The one who scored the service from 1 to 10 gave {'8 or more' if high else 'less than 8'}."
    told = "none" if not high else "all" if high == gave else number_words(high)
    return f"Of the {number_words(gave)} who scored the service from 1 to 10, {told} gave 8 or more."
