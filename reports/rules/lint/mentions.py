"""Figures that somebody wrote out, read back from prose: "45 per cent", "nine of the 23 cases", "all but two"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from standards.rules import Band
from standards.wording import WORDS

TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
NUMBER_WORDS = (*WORDS, *TEENS.split())
BY_WORD = {word: number for number, word in enumerate(NUMBER_WORDS)}
# Of nine figures at most: what is longer counts nothing, and Python would refuse to read it.
NUMBER = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,2}(?!\d)|\d{1,9}(?!\d)|"
    rf"{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
)
ALIKE = str.maketrans("ſı", "si")  # what a pattern that ignores capitals takes for these letters
COUNTED = r"(?:(?:relevant|inspected|sampled)\s+)?(?:cases?|children|disposals|reviews|orders|cautions)"

PER_CENT = re.compile(rf"(?<![\d.])\b({NUMBER})(?:\.(\d{{1,6}}))?\s*(?:per\s?cent\b|%)", re.IGNORECASE)
SO_MANY = re.compile(rf"\b({NUMBER}|none)\s+(?:out\s+)?of\s+(?:the\s+)?({NUMBER})\s+{COUNTED}\b", re.IGNORECASE)
ALL_OF = re.compile(rf"\ball\s+(?:of\s+the\s+)?({NUMBER})\s+{COUNTED}\b", re.IGNORECASE)
ALL_BUT = re.compile(rf"\ball\s+but\s+({NUMBER})(?:\s+of\s+the\s+({NUMBER})\s+{COUNTED})?\b", re.IGNORECASE)
BOTH = re.compile(r"\bboth\s+(?:of\s+the\s+)?(?:relevant\s+)?cases\b", re.IGNORECASE)
# What a sentence says of another time.
PAST = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s+inspection|before|in\s+(?:19|20)\d\d|had\s+been)\b", re.IGNORECASE
)
EVERY = re.compile(r"\b(?:in\s+every\s+case|in\s+all\s+(?:the\s+)?cases)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as written, from `start` to `end`. What it does not say is None.

    `per_cent` is written with so many `decimals`: "45.5 per cent" has one.
    """

    start: int
    end: int
    yes: int | None = None
    no: int | None = None
    relevant: int | None = None
    per_cent: int | Fraction | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a band, such as "large majority", as written."""

    start: int
    end: int
    rating: str


def number_read(text: str) -> int:
    """A number in words or in figures. Raises KeyError for another text."""
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() else BY_WORD[plain.lower().translate(ALIKE)]


def mentions_in(text: str) -> list[Mention]:
    """Every figure of cases in a text, in its order; none lies within another."""
    return list(mentions_of(text))


@lru_cache(maxsize=64)
def mentions_of(text: str) -> tuple[Mention, ...]:
    """The same, kept: asked of one sentence for every phrase in it."""
    found: list[Mention] = []
    for mention in sorted(_mentions(text), key=lambda one: (one.start, -one.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return tuple(found)


def _mentions(text: str) -> Iterator[Mention]:
    for match in PER_CENT.finditer(text):
        yield _per_cent(match)
    for match in SO_MANY.finditer(text):
        yes = 0 if match[1].lower() == "none" else number_read(match[1])
        yield Mention(*match.span(), yes=yes, relevant=number_read(match[2]))
    for match in ALL_OF.finditer(text):
        yield Mention(*match.span(), no=0, relevant=number_read(match[1]))
    for match in ALL_BUT.finditer(text):
        yield Mention(*match.span(), no=number_read(match[1]), relevant=number_read(match[2]) if match[2] else None)
    for match in BOTH.finditer(text):
        yield Mention(*match.span(), no=0, relevant=2)
    for match in EVERY.finditer(text):
        yield Mention(*match.span(), no=0)


def _per_cent(match: re.Match[str]) -> Mention:
    whole, decimals = number_read(match[1]), match[2] or ""
    if not decimals:
        return Mention(*match.span(), per_cent=whole)
    exact = whole + Fraction(int(decimals), 10 ** len(decimals))
    return Mention(*match.span(), per_cent=exact, decimals=len(decimals))


def phrases_in(text: str, bands: Sequence[Band]) -> list[Phrase]:
    """Where the words of a band stand. Longer ones first, so that "majority" alone is nobody's."""
    found: list[Phrase] = []
    for band in sorted(bands, key=lambda one: -len(one.phrase)):
        if not band.phrase:
            continue
        pattern = r"\b" + r"\s+".join(map(re.escape, band.phrase.split())) + r"\b"
        found += [Phrase(*match.span(), band.rating) for match in re.finditer(pattern, text, re.IGNORECASE)]
    return sorted(found, key=lambda one: one.start)
