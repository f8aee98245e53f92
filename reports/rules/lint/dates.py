"""Days of fieldwork, and between which days cases began, that somebody typed, held against the live ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import PAST
from standards.wording import MONTHS, date_words, joined

MONTH = "|".join(MONTHS)
DAY = re.compile(rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d\d)\b")
FIELDWORK = re.compile(r"\bfieldwork\b", re.IGNORECASE)
BEGAN = re.compile(
    r"\b(?:cases|disposals|orders|sentences)\b[^.;]{0,80}\b(?:began|begun|started|starting)\b", re.IGNORECASE
)
ELSEWHEN = re.compile(
    r"\b(?:after|ahead|announced|before|following|previous|prior|published|since|until)\b", re.IGNORECASE
)
FIRST = re.compile(r"\b(?:began|begun|commenced|started|starting)\b", re.IGNORECASE)
LAST = re.compile(r"\b(?:ended|finished|closed|completed)\b", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:and|to|until|–|-)\s*")


@dataclass(frozen=True, slots=True)
class LiveSpan:
    """From one day to another, with the sources that say so; `domain` is that of the cases, "" for fieldwork."""

    title: str
    first: date
    last: date
    first_source: str
    last_source: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class LiveDates:
    fieldwork: LiveSpan | None = None
    windows: Sequence[LiveSpan] = ()


def wrong_dates(passage: Passage, live: LiveDates, domain: str) -> Iterator[Finding]:
    """`domain` is that of the passage, "" for none."""
    windows = [one for one in live.windows if not domain or one.domain == domain]
    for start, end in passage.sentences():
        if passage.sentence_holds(PAST, start, end) or passage.sentence_holds(ELSEWHEN, start, end):
            continue
        days = [one for one in DAY.finditer(passage.text, start, end) if not passage.is_live(*one.span())]
        if live.fieldwork and passage.sentence_holds(FIELDWORK, start, end):
            if not passage.sentence_holds(BEGAN, start, end):
                yield from _of_fieldwork(passage, (start, end), days, live.fieldwork)
        elif windows and passage.sentence_holds(BEGAN, start, end):
            yield from _of_windows(passage, days, windows)


def _of_fieldwork(
    passage: Passage, at: tuple[int, int], days: Sequence[re.Match[str]], live: LiveSpan
) -> Iterator[Finding]:
    """A day of it, or its month, is right; what else stands there is wrong where it says that it began or ended."""
    begins, ends = passage.sentence_holds(FIRST, *at), passage.sentence_holds(LAST, *at)
    for match in days:
        if match["day"] is None:
            if not _is_month_of(match, live):
                yield _contradicts(passage, match, live.title, f"{date_words(live.first)} to {date_words(live.last)}")
            continue
        day = _day(match)
        if day in (live.first, live.last):
            source = live.first_source if day == live.first else live.last_source
            yield _by_hand(passage, match, source)
        elif len(days) == 1 and begins != ends:
            told = (live.first, live.first_source) if begins else (live.last, live.last_source)
            yield _contradicts(passage, match, live.title, date_words(told[0]), told[1])
        elif day is None or not live.first <= day <= live.last:
            yield _contradicts(passage, match, live.title, f"{date_words(live.first)} to {date_words(live.last)}")


def _of_windows(passage: Passage, days: Sequence[re.Match[str]], live: Sequence[LiveSpan]) -> Iterator[Finding]:
    """Of two full days beside each other: "between 18 March 2024 and 9 July 2024"."""
    if len(days) != 2 or not all(one["day"] for one in days):
        return
    first, last = days
    if not BETWEEN.fullmatch(passage.text, first.end(), last.start()):
        return
    said = _day(first), _day(last)
    whole = [one for one in live if said == (one.first, one.last)]
    for place, match in enumerate(days):
        if whole:
            sources = {(one.first_source, one.last_source)[place] for one in whole}
            yield _by_hand(passage, match, sources.pop() if len(sources) == 1 else "")
        elif said[place] not in {(one.first, one.last)[place] for one in live}:
            own = live[0] if len(live) == 1 else None
            told = joined([f"{one.title} {date_words((one.first, one.last)[place])}" for one in live])
            now = date_words((own.first, own.last)[place]) if own else told
            source = (own.first_source, own.last_source)[place] if own else ""
            yield _contradicts(passage, match, own.title if own else "the day", now, source)


def day_read(text: str) -> date | None:
    """As "18 March 2024"; None for another text."""
    match = DAY.fullmatch(text)
    return _day(match) if match and match["day"] else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]))
    except ValueError:  # 31 February
        return None


def _is_month_of(match: re.Match[str], live: LiveSpan) -> bool:
    month = int(match["year"]), MONTHS.index(match["month"]) + 1
    return (live.first.year, live.first.month) <= month <= (live.last.year, live.last.month)


def _by_hand(passage: Passage, match: re.Match[str], source: str) -> Finding:
    words = "This day is typed, and is the live one now. Insert it live, so that it follows."
    return Finding(Check.FIGURE_BY_HAND, passage, *match.span(), words, source=source, form="date")


def _contradicts(passage: Passage, match: re.Match[str], title: str, now: str, source: str = "") -> Finding:
    words = f"It is not so: {title} is {now}."
    mend = now if source else ""
    return Finding(Check.FIGURE_CONTRADICTS, passage, *match.span(), words, mend, source=source, form="date")
