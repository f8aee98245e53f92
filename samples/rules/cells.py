"""What one cell of an upload says: a date, an option of a list, a text; and what is wrong with it, never its value."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum

from standards.structure import DomainOutline


class Special(StrEnum):
    """A cell that is no value."""

    FORMULA = "formula"
    ERROR = "error"


Value = str | date | Special  # "" for an empty cell; Special is a str too, so it is asked for first


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and the mend; both sentences, without the cell's value."""

    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class DateRead:
    """`day` is None where there is no such day: that case is kept aside (rule 81)."""

    day: date | None = None
    fault: Fault | None = None


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = r"(?:[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?z?)?"  # of a text in small letters
NUMBERS = re.compile(rf"(\d{{1,2}})[/. -](\d{{1,2}})[/. -](\d{{4}}|\d\d){TIME}", re.ASCII)
YEAR_FIRST = re.compile(rf"(\d{{4}})[/. -](\d{{1,2}})[/. -](\d{{1,2}}){TIME}", re.ASCII)
DAY_MONTH = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4}|\d\d)", re.ASCII)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
EXCEL_DAY_0 = date(1899, 12, 30)
NOT_A_DATE = Fault("This is not a date.", "Write the date as 18/03/2024, day first.")
MONTH_FIRST = Fault("This date has its month first.", "Write the day first: 18/03/2024.")


def date_read(value: Value) -> DateRead:
    """A day as people and spreadsheets write it, the day first where only numbers stand. Years 24 and 2024 are one."""
    if isinstance(value, date):
        return DateRead(value)
    text = " ".join(value.split()).lower()
    if match := YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMBERS.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := DAY_MONTH.fullmatch(text):
        return _in_words(match[3], match[2], match[1])
    return _from_spreadsheet(text)


def _from_spreadsheet(text: str) -> DateRead:
    """March 18, 2024, or the number by which a spreadsheet keeps a day."""
    if match := MONTH_DAY.fullmatch(text):
        return _in_words(match[3], match[1], match[2])
    if (match := SERIAL.fullmatch(text)) and 2000 <= (day := EXCEL_DAY_0 + timedelta(days=int(match[1]))).year < 2100:
        return DateRead(day)
    return DateRead(fault=NOT_A_DATE)


def _in_words(year: str, month: str, day: str) -> DateRead:
    if month[:3] not in MONTHS:
        return DateRead(fault=NOT_A_DATE)
    return _day(int(year), MONTHS.index(month[:3]) + 1, int(day))


def _day(year: int, month: int, day: int) -> DateRead:
    year = year + 2000 if year < 100 else year
    if not 1 <= month <= 12:
        return DateRead(fault=MONTH_FIRST if 13 <= month <= 31 and 1 <= day <= 12 else NOT_A_DATE)
    if not 1900 <= year <= 2099:
        return DateRead(fault=Fault("This year cannot be read.", "Write the year with four digits, as in 18/03/2024."))
    is_there = 1 <= day <= monthrange(year, month)[1]
    return DateRead(date(year, month, day) if is_there else None)


NOT_KNOWN = frozenset(
    {"", "not known", "unknown", "not assessed", "not yet assessed", "none", "n a", "na", "not recorded"}
)
RANGE = re.compile(r"(\d+)_(?:to_(\d+)|and_over)")


def option_plain(text: str) -> str:
    """As options are compared: small letters and figures, single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def option_read(text: str, names: Mapping[str, str]) -> str | None:
    """The code of what is written; None where it is none of them. `names` are plain words to codes."""
    plain = option_plain(text)
    if plain in names:
        return names[plain]
    if plain.isascii() and plain.isdigit() and len(plain) <= 3:
        return next((code for code in names.values() if _holds(code, int(plain))), None)
    return None


def _holds(code: str, number: int) -> bool:
    """10_to_14 holds 12, and 18_and_over 18."""
    match = RANGE.fullmatch(code)
    return match is not None and int(match[1]) <= number <= int(match[2] or number)


def option_names(options: Iterable[str]) -> dict[str, str]:
    return {option_plain(code): code for code in options}


def level_read(text: str, names: Mapping[str, str]) -> str | None:
    """A classification; "" where the service says that there is none, and the case is kept aside (rule 81)."""
    plain = option_plain(text)
    for ending in (" risk", " level", " rosh"):
        plain = plain.removesuffix(ending)
    return names.get(plain, "" if plain in NOT_KNOWN else None)


def domain_names(domains: Iterable[DomainOutline]) -> dict[str, str]:
    """D2, 2, domain 2 and its title."""
    found = {}
    for domain in domains:
        for name in (domain.code, str(domain.number), f"domain {domain.number}", domain.title, domain.cases):
            found[option_plain(name)] = domain.code
            found[option_plain(name).removesuffix("s")] = domain.code
    return found


def disposal_names(domain: DomainOutline) -> dict[str, str]:
    """Codes and words, one and many, of the domain's disposal types."""
    types = domain.disposal_types
    return {option_plain(name): one.code for one in types for name in (one.many, one.one, one.code)}


def none_of_these(text: str, names: Mapping[str, str], what: str) -> Fault:
    """A value that is none of a list: the nearest ones of the list, or all of them."""
    near = get_close_matches(option_plain(text[:80]), list(names), n=2, cutoff=0.75)
    codes = list(dict.fromkeys(names[name] for name in near))
    if codes:
        return Fault(f"This is not {what}.", f"Did you mean {' or '.join(map(in_words, codes))}? Then write that.")
    return Fault(f"This is not {what}.", f"Write one of: {', '.join(map(in_words, dict.fromkeys(names.values())))}.")


def in_words(code: str) -> str:
    return code.replace("_", " ")


def special_fault(value: Value) -> Fault | None:
    """A formula, or what a formula left behind. A text that a spreadsheet would run as one counts as one."""
    if value is Special.FORMULA:
        return Fault("This cell holds a formula.", "Copy the column and paste it back as values only.")
    if value is Special.ERROR:
        return Fault("This cell holds an error of the spreadsheet.", "Write the value itself.")
    if isinstance(value, str) and len(value) > 1 and value[0] in "=+-@" and not value[1:].isdigit():
        return Fault("This cell begins like a formula.", f"Take the “{value[0]}” at its beginning away.")
    return None
