"""Abbreviations: spelled out where they come first in the report, and only there."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reports.rules.lint.findings import Check, Finding, Passage

SHORT = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True, slots=True)
class _Spelled:
    """As "referral order (RO)": `start` and `end` hold all of it, `short_start` begins the short form."""

    short: str
    full: str
    start: int
    end: int
    short_start: int


def abbreviations(passages: Sequence[Passage], known: Collection[str] = ()) -> Iterator[Finding]:
    """`passages` in the order of the report; `known` need no spelling out: BBC, HM, the edition's own words."""
    spelled: dict[str, str] = {}
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
                spelled[short] = now.full
            elif short not in spelled and short not in missed:
                missed.add(short)
                yield _not_spelled(passage, match, short)


def _not_spelled(passage: Passage, match: re.Match[str], short: str) -> Finding:
    words = f"“{short}” stands here for the first time: spell it out, with “({short})” after it."
    return Finding(Check.ABBREVIATION, passage, *match.span(), words)


def _twice(passage: Passage, one: _Spelled) -> Finding:
    words = f"“{one.short}” was spelled out before: the short form is enough."
    return Finding(Check.ABBREVIATION_TWICE, passage, one.start, one.end, words, one.short)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short


def _spelled_out(text: str) -> Iterator[_Spelled]:
    """Words before a short form in brackets whose first letters are its letters."""
    for match in re.finditer(r"\(([A-Z][A-Za-z]*[A-Z])s?\)", text):
        words = list(re.finditer(r"[A-Za-z’']+", text[: match.start()]))
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
