"""Ratings that somebody typed, held against the live ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import PAST

OVERALL = re.compile(r"\boverall\b", re.IGNORECASE)
SERVICE = re.compile(r"\b(?:service|YJS|YOS|YOT)$", re.IGNORECASE)
IT = re.compile(r"\s+(?:it|this|this\s+standard|the\s+standard)$", re.IGNORECASE)
LONGEST_NOT = 20
NOT = re.compile(r"\b(?:not|never|no\s+longer|cannot\s+be|could\s+be|would\s+be|to\s+be)\s+$", re.IGNORECASE)


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
        start, _ = passage.sentence_at(*match.span())
        at = match.span("name")
        before = passage.text[max(start, match.start() - LONGEST_NOT) : match.start()]
        if passage.is_live(*at) or passage.sentence_holds(PAST, *at) or NOT.search(before):
            continue
        meant = _meant(passage, match, live)
        if meant is None or not meant.name:
            continue
        told: dict[str, Any] = {"source": meant.source, "form": "name"}
        if " ".join(match["name"].lower().split()) == meant.name.lower():
            words = f"This is typed, and is the rating of {meant.words} now. Insert it live, so that it follows."
            yield Finding(Check.FIGURE_BY_HAND, passage, *at, words, **told)
        else:
            words = f"{meant.words} is rated {meant.name}."
            yield Finding(Check.RATING, passage, *at, words, meant.name, **told)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """As "rated Good", "judged to be Good", "a rating of Good", "rated the service as Good"."""
    listed = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    what = r"(?P<what>(?:\s+[^\s.;:!?]+){1,8}?)"
    return re.compile(
        rf"\b(?:rating\s+of|(?:rated|judged)(?:(?:{what})?\s+(?:as|to\s+be)|\s+it)?)\s+[‘'“\"]?(?P<name>{listed})\b",
        re.IGNORECASE,
    )


def _meant(passage: Passage, match: re.Match[str], live: Mapping[str, LiveRating]) -> LiveRating | None:
    """What is said to be rated; else what the sentence names; else the standard that the passage is about."""
    start, end = passage.sentence_at(*match.span())
    sentence, what = passage.text[start:end], match["what"] or ""
    standards = tuple(one for one in live.values() if one.number)
    if told := _titled(what, standards) or _numbered(sentence, standards):
        return told[0] if len(told) == 1 else None
    if OVERALL.search(sentence) or SERVICE.search(what):
        return live.get("")
    if what and not IT.search(what):
        return None  # the work of others, a plan
    own = live.get(passage.subject) if passage.subject else None
    titled = _titled(sentence, standards)
    if own and (not titled or own in titled):
        return own
    return titled[0] if len(titled) == 1 and not own else None


# Both kept: asked of one sentence for every rating in it.
@lru_cache(maxsize=64)
def _numbered(text: str, standards: tuple[LiveRating, ...]) -> list[LiveRating]:
    found = [one for one in standards if re.search(rf"(?<![\d.]){re.escape(one.number)}(?!\.?\d)", text)]
    return found if len(found) == 1 else []


@lru_cache(maxsize=64)
def _titled(text: str, standards: tuple[LiveRating, ...]) -> list[LiveRating]:
    return [one for one in standards if re.search(rf"\b{re.escape(one.title)}\b", text, re.IGNORECASE)]
