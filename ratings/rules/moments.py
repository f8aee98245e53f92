"""A moment as people write it: a day, or a day and a time."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from standards.wording import MONTHS

DAY = r"(?:(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)|(?P<day2>\d\d?) (?P<name>[A-Za-z]{3,9}) (?P<year2>\d{4}))"
TIME = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<part>\d{1,6}))?)?"
OFFSET = r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
MOMENT = re.compile(rf"{DAY}(?:(?:T|,? (?:at )?){TIME} ?{OFFSET})?", re.ASCII | re.IGNORECASE)


def moment_read(words: str) -> date | datetime | None:
    """2026-03-18, 18 March 2026, either with a time after it (14:05, 14:05:30), or ISO with T and an offset.

    A day alone is a date; a time without an offset is naive; None for what is no moment.
    """
    found = MOMENT.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    try:
        return _moment(found.groupdict())
    except (ValueError, OverflowError):
        return None


def _moment(said: dict[str, str | None]) -> date | datetime | None:
    month = int(said["month"]) if said["month"] else _month(said["name"] or "")
    day = date(int(said["year"] or said["year2"] or 0), month, int(said["day"] or said["day2"] or 0))
    if said["hour"] is None:
        return day
    part = (said["part"] or "").ljust(6, "0")
    clock = time(int(said["hour"]), int(said["minute"] or 0), int(said["second"] or 0), int(part))
    return datetime.combine(day, clock, _offset(said["offset"] or ""))


def _month(name: str) -> int:
    """From its name or the first three letters of it; 0, which is none, for another word."""
    said = name.lower()
    names = ((month.lower(), month[:3].lower()) for month in MONTHS)
    return next((number for number, known in enumerate(names, start=1) if said in known), 0)


def _offset(words: str) -> timezone | None:
    if not words:
        return None
    if words in "Zz":
        return UTC
    sign = -1 if words[0] == "-" else 1
    digits = words[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
