"""Examples of practice, and names that may stand in a report. Pure."""

from enum import StrEnum

LONGEST_HEADING, LONGEST_EXAMPLE, LONGEST_NAME = 120, 4000, 80


class Practice(StrEnum):
    GOOD = "good"
    WEAK = "weak"


PRACTICE_NAMES = {Practice.GOOD: "Good practice", Practice.WEAK: "Weak practice"}


class NameKind(StrEnum):
    PSEUDONYM = "pseudonym"
    OFFICIAL = "official"  # somebody who is named as the holder of an office
    PUBLIC = "public"  # a place, a body, a programme


NAME_KINDS = {
    NameKind.PSEUDONYM: "A pseudonym",
    NameKind.OFFICIAL: "Somebody who holds an office",
    NameKind.PUBLIC: "A place, a body or a programme",
}
