"""Abbreviations: spelled out where they come first in the report, and only there."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.rules.lint.findings import Check, Finding, Passage
from standards.wording import sentence

SHORT = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
WORD = re.compile(r"[A-Za-z’']+")
FURTHEST = 32  # characters before a short form for each of its letters: there its long form begins
ARTICLE = re.compile(r"\b[Aa]n?\s$")
LONGEST_ARTICLE = 4
SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True, slots=True)
class _Spelled:
    """As "referral order (RO)": `start` and `end` hold all of it, `short_start` begins the short form."""

    short: str
    full: str
    start: int
    end: int
    short_start: int


def abbreviations(
    passages: Sequence[Passage], known: Collection[str] = (), long_forms: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """`passages` in the order of the report; `known` need no spelling out: BBC, HM, the edition's own words.

    A first use where nobody can change the words is told at the next that somebody can. `long_forms`, and what the
    report spells out further on, are offered.
    """
    offered = {**(long_forms or {}), **spelled_in(passage.text for passage in passages)}
    spelled: set[str] = set()
    missed: set[str] = set()
    for passage in passages:
        here = {one.short_start: one for one in _spelled_out(passage.text)}
        for match in SHORT.finditer(passage.text):
            short = _singular(match[0])
            if short in known or match[0] in known or passage.is_live(*match.span()):
                continue
            now = here.get(match.start())
            if now and short in spelled:
                yield _twice(passage, now)
            elif now:
                spelled.add(short)
            elif short not in spelled | missed and not passage.is_generated:
                missed.add(short)
                yield _not_spelled(passage, match, short, offered.get(short, ""))


def spelled_in(texts: Iterable[str]) -> dict[str, str]:
    """Short forms that texts spell out, with their long forms; the first of each."""
    found: dict[str, str] = {}
    for text in texts:
        for one in _spelled_out(text):
            found.setdefault(one.short, one.full)
    return found


def _not_spelled(passage: Passage, match: re.Match[str], short: str, full: str) -> Finding:
    words = f"“{short}” stands here for the first time: spell it out, with “({short})” after it."
    return Finding(Check.ABBREVIATION, passage, *match.span(), words, _offered(passage, match, full))


def _offered(passage: Passage, match: re.Match[str], full: str) -> str:
    """The long form as it fits there; "" where none is known, or where it would want another article."""
    before = passage.text[: match.start()]
    if not full or ARTICLE.search(before[-LONGEST_ARTICLE:]):
        return ""
    many = "s" if match[0].endswith("s") and not full.endswith("s") else ""
    said = f"{full}{many} ({match[0]})"
    start, _ = passage.sentence_at(*match.span())
    return said if before[start:].strip() else sentence(said)


def _twice(passage: Passage, one: _Spelled) -> Finding:
    words = f"“{one.short}” was spelled out before: the short form is enough."
    return Finding(Check.ABBREVIATION_TWICE, passage, one.start, one.end, words, one.short)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short


def _spelled_out(text: str) -> Iterator[_Spelled]:
    """Words before a short form in brackets whose first letters are its letters."""
    for match in re.finditer(r"\(([A-Z][A-Za-z]*[A-Z])s?\)", text):
        words = list(WORD.finditer(text, max(0, match.start() - FURTHEST * (len(match[1]) + 1)), match.start()))
        start = _begins(words, match[1].upper())
        if start is not None:
            full = text[start : match.start()].strip()
            yield _Spelled(match[1], full, start, match.end(), match.start(1))


def _begins(words: Sequence[re.Match[str]], letters: str) -> int | None:
    """Where the words begin whose first letters are `letters`, read from the last; small words may be left out."""
    start, wanted = None, list(letters)
    for word in reversed(words[-2 * len(letters) - 2 :]):
        if not wanted:
            break
        if word[0][0].upper() == wanted[-1]:
            wanted.pop()
            start = word.start()
        elif word[0].lower() not in SMALL_WORDS:
            break
    return start if not wanted else None
