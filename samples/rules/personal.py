"""What an upload must not hold: what tells who a child is. References are pseudonymous, and the service has the key.

Staff may be named. A header says it best; of values, those that have a shape. A name without a heading looks like any
other word, so only references, which hold a figure as a rule, are asked whether they look like one.
"""

import re
from datetime import date
from enum import StrEnum

from casereviews.rules import Personal as InNote
from casereviews.rules import personal_in


class Personal(StrEnum):
    """What a column or a cell seems to hold."""

    NAME = "name"
    BIRTH = "birth"
    ADDRESS = "address"
    NUMBER = "number"
    CONTACT = "contact"


PERSONAL_WORDS = {
    Personal.NAME: "names of children or of their families",
    Personal.BIRTH: "dates of birth",
    Personal.ADDRESS: "addresses or postcodes",
    Personal.NUMBER: "numbers by which other agencies know a child",
    Personal.CONTACT: "phone numbers or e-mail addresses",
}
STAFF = re.compile(r"\b(?:manager|worker|officer|practitioner|staff|supervisor|holder|allocated to|author)\b")
WHO = r"(?:child|children|young person|young people|yp|client|person|individual|subject|offender|pupil|parent|carer|"
WHO += r"mother|father|guardian|sibling|victim)s?"
HEADERS = (
    (Personal.BIRTH, r"\b(?:dob|d o b|birth ?(?:date|day)?|birthdate|date born|born)\b"),
    (Personal.CONTACT, r"\b(?:phone|telephone|tel|mobile|e ?mail)\b"),
    (Personal.ADDRESS, r"\b(?:address|post ?code|postal code|street|house number|uprn|flat|town|zip)\b"),
    (
        Personal.NUMBER,
        r"\b(?:nhs|pnc|pncid|cro|upn|nino|ni number|national insurance|passport|hospital number|"
        r"police (?:id|ref|number|reference|national)|(?:custody|crime) (?:id|number|ref|reference))\b",
    ),
    (
        Personal.NAME,
        rf"^(?:{WHO} )?(?:full )?names?$|\b(?:fore ?names?|first ?names?|sur ?names?|last ?names?|family names?|"
        rf"given names?|middle names?|full names?|known as|alias(?:es)?|nick ?names?|initials)\b",
    ),
)
PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in HEADERS)

DATE = re.compile(r"\b(?:[0-3]?\d[/.-][01]?\d[/.-](?:19|20)?\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)\b")
PNC = re.compile(r"\b(?:19|20)?\d\d/\d{7}[A-Z]\b", re.IGNORECASE)
NHS = re.compile(r"\b(\d{3})[ -](\d{3})[ -](\d{4})\b")
# "Sam Smith", "SMITH, Sam", "O'Neil", "Smith": words without a figure, as no reference has them.
NAME = re.compile(r"(?=.*[^\W\d_]{3})[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+)+\.?|[A-Z][a-z]{2,}")
OF_NOTES = {
    InNote.DATE_OF_BIRTH: Personal.BIRTH,
    InNote.POSTCODE: Personal.ADDRESS,
    InNote.PHONE: Personal.CONTACT,
    InNote.EMAIL: Personal.CONTACT,
}


def personal_header(header: str) -> Personal | None:
    """What a column of this heading would hold of a child; None where it is staff's, or tells nobody."""
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’]s\b", "", header.casefold())).strip()
    if STAFF.search(words):
        return None
    return next((kind for kind, pattern in PATTERNS if pattern.search(words)), None)


def personal_reference(text: str, born_before: date) -> Personal | None:
    """What a reference seems to hold of a child. A date is one of birth where somebody inspected may be born on it."""
    if any(_may_be_birth(match, born_before) for match in DATE.finditer(text)):
        return Personal.BIRTH
    if PNC.search(text) or _is_nhs(text):
        return Personal.NUMBER
    return personal_value(text) or (Personal.NAME if NAME.fullmatch(text.strip()) else None)


def personal_value(text: str, *, of_staff: bool = False) -> Personal | None:
    """What any other cell seems to hold: only what has a shape. Staff may be reached by phone and by mail."""
    found = [OF_NOTES[what] for what in personal_in(text)]
    return next((kind for kind in found if not (of_staff and kind is Personal.CONTACT)), None)


def _is_nhs(text: str) -> bool:
    """Ten digits in the NHS's groups, of which the last checks the others."""
    match = NHS.search(text)
    digits = "".join(match.groups()) if match else ""
    return bool(digits) and sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def _may_be_birth(match: re.Match[str], born_before: date) -> bool:
    first, second, third = (int(part) for part in re.split(r"[/.-]", match[0]))
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    try:
        return date(year + 2000 if year < 100 else year, month, day) < born_before
    except ValueError:
        return False
