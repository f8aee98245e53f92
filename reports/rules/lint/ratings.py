"""Ratings that somebody typed, held against the live ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.rules.lint.findings import Check, Finding, Passage

PAST = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s+inspection|before|in\s+(?:19|20)\d\d|had\s+been)\b", re.IGNORECASE
)
OVERALL = re.compile(r"\boverall\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveRating:
    """`number` is the standard's, "" for the overall rating; `name` is "" where it is not rated."""

    number: str
    title: str
    name: str

    @property
    def source(self) -> str:
        return f"rating:{self.number}" if self.number else "overall:rating"

    @property
    def words(self) -> str:
        return f"{self.number} {self.title}".strip()


def wrong_ratings(passage: Passage, live: Mapping[str, LiveRating], names: Mapping[str, str]) -> Iterator[Finding]:
    """As "is rated as Good" where the standard that is meant has another rating. `live` by number; `names` by code.

    What a sentence says of another time is left alone.
    """
    for match in _pattern(tuple(names.values())).finditer(passage.text):
        start, end = passage.sentence_at(*match.span())
        if passage.is_live(*match.span(1)) or PAST.search(passage.text[start:end]):
            continue
        meant = _meant(passage, passage.text[start:end], live)
        if meant is None or not meant.name:
            continue
        told: dict[str, Any] = {"source": meant.source, "form": "name"}
        if match[1].lower() == meant.name.lower():
            words = f"This is typed, and is the rating of {meant.words} now. Insert it live, so that it follows."
            yield Finding(Check.FIGURE_BY_HAND, passage, *match.span(1), words, **told)
        else:
            words = f"{meant.words} is rated {meant.name}."
            yield Finding(Check.RATING, passage, *match.span(1), words, meant.name, **told)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"\b(?:rated|judged)(?:\s+(?:as|to\s+be))?\s+[‘'“\"]?({listed})\b", re.IGNORECASE)


def _meant(passage: Passage, sentence: str, live: Mapping[str, LiveRating]) -> LiveRating | None:
    """The standard that the sentence names, the overall rating, or the standard that the passage is about."""
    standards = [one for one in live.values() if one.number]
    numbered = [one for one in standards if re.search(rf"(?<![\d.]){re.escape(one.number)}(?!\.?\d)", sentence)]
    if len(numbered) == 1:
        return numbered[0]
    own = live.get(passage.subject) if passage.subject else None
    if OVERALL.search(sentence):
        return live.get("")
    titled = [one for one in standards if re.search(rf"\b{re.escape(one.title)}\b", sentence, re.IGNORECASE)]
    if own and (not titled or own in titled):
        return own
    return titled[0] if len(titled) == 1 and not own else None
