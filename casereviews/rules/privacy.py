"""Whether a note looks as if it holds what could tell who somebody is. A warning only: it may be wrong either way.

static/js/review/privacy.js asks the same in the browser, of the same examples (tests/casereviews/personal.json).
"""

import re
from enum import StrEnum


class Personal(StrEnum):
    """What a text seems to hold."""

    DATE_OF_BIRTH = "a date of birth"
    POSTCODE = "a postcode"
    PHONE = "a phone number"
    EMAIL = "an e-mail address"


MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
DAY = "[0-3]?[0-9](?:st|nd|rd|th)?"
DATE = (
    r"(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[01][0-9]-[0-3][0-9]"
    rf"|{DAY} (?:of )?{MONTH}\.?,?(?: [0-9]{{4}})?|{MONTH} {DAY},?(?: [0-9]{{4}})?)(?![0-9])"
)
# A date alone is a court's or a plan's: only what says of itself that somebody was born then.
BORN = r"(?:\bd\.? ?o\.? ?b\b\.?|\bborn\b|\bdate of birth\b|\bbirth ?da(?:te|y)s?\b)"
NEAR = r"[^0-9.!?\n]{0,24}"
AREAS = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    "|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
# "the s47 2nd meeting" has the shape of a postcode; nobody writes one with a small ordinal.
OUTWARD = rf"(?<![A-Za-z0-9])(?:{AREAS})[0-9][0-9A-Z]?"
INWARD = r"[0-9](?!(?:st|nd|rd|th)\b)[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])"
# From 0 or +44, in groups of two digits and more. A date has two digits first, a reference a letter or a stroke.
ABROAD, HOME = r"(?:\+44|0044)[ -]?(?:\(0\))?[ -]?[1-9][0-9]{1,9}", r"\(?0[1-9][0-9]{1,9}\)?"
PHONE = rf"(?<![\w/.+-])(?:{ABROAD}|{HOME})(?:[ -]?[0-9]{{2,8}}){{0,4}}(?![\w/-])"
EMAIL = r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"

BIRTHS = re.compile(rf"{BORN}{NEAR}{DATE}|{DATE}[ ,]{{0,2}}\(?{BORN}", re.IGNORECASE | re.ASCII)
# Small letters only with a space: "so14 8ab" is one, "so148ab" the middle of a reference.
POSTCODES = (
    re.compile(f"{OUTWARD} ?{INWARD}", re.ASCII),
    re.compile(f"{OUTWARD} {INWARD}", re.IGNORECASE | re.ASCII),
)
PHONES, EMAILS = re.compile(PHONE, re.ASCII), re.compile(EMAIL, re.ASCII)
PHONE_DIGITS = range(10, 12)  # of a number in the United Kingdom with its 0


def personal_in(text: str) -> list[Personal]:
    """What a text seems to hold, each once."""
    found = {
        Personal.DATE_OF_BIRTH: bool(BIRTHS.search(text)),
        Personal.POSTCODE: any(shape.search(text) for shape in POSTCODES),
        Personal.PHONE: any(_is_phone(match[0]) for match in PHONES.finditer(text)),
        Personal.EMAIL: bool(EMAILS.search(text)),
    }
    return [what for what, is_there in found.items() if is_there]


def _is_phone(written: str) -> bool:
    digits = re.sub(r"[^0-9]", "", re.sub(r"^(?:\+44|0044)[ -]?(?:\(0\))?", "0", written))
    return len(digits) in PHONE_DIGITS


def personal_words(found: list[Personal]) -> str:
    """As "This looks as if it holds a postcode and a phone number. Take them out …"; "" where there is nothing."""
    if not found:
        return ""
    head, last = found[:-1], found[-1]
    listed = f"{', '.join(head)} and {last}" if head else str(last)
    mend = "Take it out" if len(found) == 1 else "Take them out"
    return f"This looks as if it holds {listed}. {mend}: nothing in a review should tell who somebody is."
