"""What a reading of the report finds: where, what is doubtful, and the mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_REASON = 300  # characters: why a finding is no slip


class Check(StrEnum):
    """What is looked for. How serious each is, is a setting; none stops a draft."""

    FIGURE_BY_HAND = "figure_by_hand"  # typed, and the same as a live figure
    FIGURE_CONTRADICTS = "figure_contradicts"  # typed, and other than the live figure that it must mean
    BAND_WORDS = "band_words"  # "a large majority" of what is none
    STATEMENT = "statement"  # a standard's statement that is not the edition's
    NAME = "name"  # like a person's, and nobody's pseudonym or office
    ABBREVIATION = "abbreviation"  # not spelled out where it comes first
    ABBREVIATION_TWICE = "abbreviation_twice"
    ADDRESSEE = "addressee"  # a recommendation to nobody
    SUM = "sum"  # parts that are not their whole


class Severity(StrEnum):
    """How loudly a finding is told. `OFF`: not at all."""

    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    ADVICE = "advice"
    OFF = "off"


SEVERITIES: Mapping[Check, Severity] = {
    Check.FIGURE_BY_HAND: Severity.ADVICE,
    Check.FIGURE_CONTRADICTS: Severity.WRONG,
    Check.BAND_WORDS: Severity.WRONG,
    Check.STATEMENT: Severity.WRONG,
    Check.NAME: Severity.DOUBTFUL,
    Check.ABBREVIATION: Severity.ADVICE,
    Check.ABBREVIATION_TWICE: Severity.ADVICE,
    Check.ADDRESSEE: Severity.WRONG,
    Check.SUM: Severity.WRONG,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A live figure within a passage: where it stands, and of what it is."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list or a cell, as it reads, with the live figures in it.

    `section` is the code of its section; `subject` the number of the standard that it is about, "" for none.
    """

    section: str
    place: int  # in its section, from 0
    text: str
    spots: tuple[Spot, ...] = ()
    subject: str = ""

    def is_live(self, start: int, end: int) -> bool:
        """Whether some of these characters come from a live figure."""
        return any(spot.start < end and start < spot.end for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is doubtful in `passage`, from `start` to `end`. `mend` may replace it, or the live figure at `address`."""

    check: Check
    passage: Passage
    start: int
    end: int
    words: str
    mend: str = ""
    address: str = ""

    @property
    def found(self) -> str:
        return self.passage.text[self.start : self.end]


def told(findings: Sequence[Finding], severities: Mapping[Check, Severity]) -> list[tuple[Severity, Finding]]:
    """Those that are not switched off, in the order of the report; at one place the most serious first."""
    order = list(Severity)
    shown = [(severities.get(one.check, SEVERITIES[one.check]), one) for one in findings]
    return sorted(
        ((severity, one) for severity, one in shown if severity is not Severity.OFF),
        key=lambda pair: (pair[1].passage.section, pair[1].passage.place, pair[1].start, order.index(pair[0])),
    )
