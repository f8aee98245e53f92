"""Figures that are of no key question, typed by hand: from elsewhere, of surveys, facts and classifications.

A sentence must name one clearly before anything is said of the numbers in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from ratings.rules import Tally
from ratings.rules.bands import rounded
from reports.rules.lint.figures import CLEARLY, ENOUGH, overlap, stems_of
from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import NUMBER, PAST, mentions_of, number_read
from standards.rules import Figures
from standards.wording import MONTHS, joined

T = TypeVar("T")
FEWEST = 2  # words of a figure that a sentence must have, if it has as many
TYPED = re.compile(
    rf"(?P<pounds>£\s?)?(?<![\w.,])(?P<whole>{NUMBER})(?:\.(?P<decimals>\d{{1,4}}))?(?![\w,]*\d)"
    r"(?P<per_cent>\s*(?:per\s?cent\b|%))?(?P<rate>\s+per\s+100,000\b)?(?P<after>\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
NEARLY = re.compile(
    r"\b(?:about|almost|approximately|around|at\s+least|below|fewer\s+than|just|less\s+than|more\s+than|nearly|over|"
    r"roughly|some|under|up\s+to|to)\s+$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:compared|england|higher|lower|national(?:ly)?|region(?:al)?|similar|than|wales)\b", re.IGNORECASE
)
NO_COUNT = frozenset(
    {"day", "days", "month", "months", "week", "weeks", "year", "years", "to", "million", "thousand", "of"}
)
NO_COUNT |= {month.lower() for month in MONTHS}
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class LiveValue:
    """A figure from elsewhere; `unit` is number, per_cent, rate or pounds; `others` may be said beside it."""

    source: str
    title: str
    words: str  # what a sentence names it by
    unit: str
    value: Fraction
    now: str
    others: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveShare:
    """So many of so many: an answer of a survey, a fact, a classification.

    Those of one `topic` are alike: a sentence that names it may mean each of them. `must` stands in the sentence.
    """

    source: str
    title: str
    topic: str
    words: str
    tally: Tally
    must: str = ""  # a pattern
    domain: str = ""
    may_add_up: bool = False  # with the others of its topic: "agree" and "strongly agree"


@dataclass(frozen=True, slots=True)
class Named:
    values: Sequence[LiveValue] = ()
    shares: Sequence[LiveShare] = ()


def wrong_named(passage: Passage, live: Named, domain: str, figures: Figures) -> Iterator[Finding]:
    """`domain` is that of the passage, "" for none. What a sentence says of another time is left alone."""
    shares = [one for one in live.shares if not domain or one.domain in ("", domain)]
    for start, end in passage.sentences():
        if passage.sentence_holds(PAST, start, end):
            continue
        yield from _values(passage, (start, end), live.values)
        yield from _shares(passage, (start, end), shares, figures)


def _values(passage: Passage, at: tuple[int, int], live: Sequence[LiveValue]) -> Iterator[Finding]:
    text = passage.text[slice(*at)]
    one = _named(text, [(one.words, one) for one in live])
    if one is None:
        return
    typed = [match for match in TYPED.finditer(text) if _is_comparable(match, one)]
    typed = [match for match in typed if not passage.is_live(at[0] + match.start(), at[0] + match.end())]
    for match in typed:
        if _is(match, one.value):
            yield _by_hand(passage, at[0], match, one)
        elif len(typed) == 1 and not (any(_is(match, other) for other in one.others) or _is_loose(text, match.start())):
            yield _contradicts(passage, at[0], match, one)


def _is_comparable(match: re.Match[str], one: LiveValue) -> bool:
    """A number of the figure's unit that is no year, no age and no part of the figure's own words."""
    unit = "pounds" if match["pounds"] else "per_cent" if match["per_cent"] else "rate" if match["rate"] else "number"
    if unit != one.unit:
        return False
    if unit != "number":
        return True
    number, after = number_read(match["whole"]), (match["after"] or "").strip().lower()
    is_year = number in YEARS and "," not in match["whole"]
    is_word = not match["whole"][0].isdigit() and one.value >= 10  # "one of the largest"
    return not (is_year or is_word or after in NO_COUNT or match["whole"] in re.findall(r"\d+", one.words))


def _is(match: re.Match[str], value: Fraction) -> bool:
    decimals = match["decimals"] or ""
    typed = number_read(match["whole"]) + (Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0)
    step = Fraction(1, 10 ** len(decimals))
    return typed == value or (match["per_cent"] is not None and abs(typed - value) <= step / 2)


def _is_loose(text: str, start: int) -> bool:
    """Whether a number is not meant to be exact, or is compared with another's."""
    return COMPARED.search(text) is not None or NEARLY.search(text, 0, start) is not None


def _span(start: int, match: re.Match[str]) -> tuple[int, int]:
    """Without the word after it; with its unit."""
    return start + match.start(), start + (match.start("after") if match["after"] else match.end())


def _by_hand(passage: Passage, start: int, match: re.Match[str], one: LiveValue) -> Finding:
    words = f"This is typed, and is “{one.title}” now. Insert the live figure, so that it follows."
    return Finding(Check.FIGURE_BY_HAND, passage, *_span(start, match), words, source=one.source, form="value")


def _contradicts(passage: Passage, start: int, match: re.Match[str], one: LiveValue) -> Finding:
    words = f"It is not so: “{one.title}” is {one.now}. Insert the live figure."
    span = _span(start, match)
    return Finding(Check.FIGURE_CONTRADICTS, passage, *span, words, one.now, source=one.source, form="value")


def _shares(passage: Passage, at: tuple[int, int], live: Sequence[LiveShare], figures: Figures) -> Iterator[Finding]:
    text = passage.text[slice(*at)]
    mentions = [one for one in mentions_of(text) if not passage.is_live(at[0] + one.start, at[0] + one.end)]
    if len(mentions) != 1:
        return  # which of several is meant, nobody can tell
    able = [one for one in live if one.tally.relevant and (not one.must or re.search(one.must, text, re.IGNORECASE))]
    meant = _named(text, [(one.words, one) for one in able])
    if meant is None:
        return
    alike = [one for one in able if one.topic == meant.topic]
    (mention,) = mentions
    span = at[0] + mention.start, at[0] + mention.end
    said = (mention.yes, mention.no, mention.relevant)
    if mention.per_cent is not None:
        same = [one for one in alike if _per_cent(one.tally, figures, mention.decimals) == mention.per_cent]
        adds = any(_per_cent(one, figures, mention.decimals) == mention.per_cent for one in _sums(alike))
        of_these = True
    else:
        same = [one for one in alike if _agrees(one.tally, said)]
        adds = any(_agrees(one, said) for one in _sums(alike))
        of_these = any(one.tally.relevant == mention.relevant for one in alike)
    if same:
        yield _share_by_hand(passage, span, same, "per_cent" if mention.per_cent is not None else "of_the")
    elif of_these and not adds and not _is_loose(text, mention.start):
        told = joined([f"“{one.title}” is {one.tally.yes} of {one.tally.relevant}" for one in alike])
        words = f"It is not so: {told}. Insert the one that is meant, live."
        yield Finding(Check.FIGURE_CONTRADICTS, passage, *span, words)


def _agrees(tally: Tally, said: tuple[int | None, int | None, int | None]) -> bool:
    so = (tally.yes, tally.relevant - tally.yes, tally.relevant)
    return all(typed is None or typed == is_so for typed, is_so in zip(said, so, strict=True))


def _per_cent(tally: Tally, figures: Figures, decimals: int) -> Fraction | None:
    if tally.share is None:
        return None
    return Fraction(rounded(tally.share * 10**decimals, figures.rounding), 10**decimals)


def _sums(alike: Sequence[LiveShare]) -> list[Tally]:
    """Answers beside each other together, of those that may be added."""
    parts = [one.tally for one in alike if one.may_add_up]
    runs = (parts[first:last] for first in range(len(parts)) for last in range(first + 2, len(parts) + 1))
    return [Tally(sum(one.yes for one in run), run[0].relevant) for run in runs if _are_of_as_many(run)]


def _are_of_as_many(run: Sequence[Tally]) -> bool:
    return len({one.relevant for one in run}) == 1 and sum(one.yes for one in run) <= run[0].relevant


def _share_by_hand(passage: Passage, span: tuple[int, int], same: Sequence[LiveShare], form: str) -> Finding:
    if len(same) == 1:
        words = f"This is typed, and is “{same[0].title}” now. Insert the live figure, so that it follows."
        return Finding(Check.FIGURE_BY_HAND, passage, *span, words, source=same[0].source, form=form)
    words = (
        f"This is typed, and is {joined([f'“{one.title}”' for one in same])} now. Insert the one that is meant, live."
    )
    return Finding(Check.FIGURE_BY_HAND, passage, *span, words)


def _named(text: str, able: Sequence[tuple[str, T]]) -> T | None:
    """What a sentence has most words of: half at least, two at least, and clearly more than of others."""
    said = stems_of(text)
    best: dict[frozenset[str], T] = {}
    for words, one in able:
        best.setdefault(stems_of(words), one)
    scored = sorted(((*overlap(stems, said), place) for place, stems in enumerate(best)), reverse=True)
    scored = [one for one in scored if (one[1] >= ENOUGH and one[0] >= FEWEST) or one[1] == 1]
    if not scored or (len(scored) > 1 and scored[1][0] == scored[0][0] and scored[0][1] - scored[1][1] < CLEARLY):
        return None
    return list(best.values())[scored[0][2]]
