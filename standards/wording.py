"""House style for numbers, lists and dates in prose. Pure: rules, sections and pages all write with it.

Numbers to nine in words, "per cent" written out, "18 March 2024". Source: docs/rules.md, Words.
"""

from collections.abc import Sequence
from datetime import date

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_words(number: int) -> str:
    """As "nine", "10", "1,250": words to nine, figures above (and for what is below zero)."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def plural(number: int, one: str, many: str) -> str:
    """As "one case", "three cases", "12 cases", "no cases"."""
    if number == 0:
        return f"no {many}"
    return f"{number_words(number)} {one if number == 1 else many}"


def per_cent(number: int) -> str:
    """As "45 per cent", "nine per cent"; tables print "%" instead."""
    return f"{number_words(number)} per cent"


def joined(items: Sequence[str], *, last: str = "and") -> str:
    """As "a", "a and b", "a, b and c"; nothing for no items."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def date_words(day: date) -> str:
    """As "18 March 2024", whatever the language of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sentence(text: str) -> str:
    """The text with its first letter large; the rest stays as it is (str.capitalize would make names small)."""
    return text[:1].upper() + text[1:]
