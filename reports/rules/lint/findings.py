"""What a reading of the report finds: where, what is doubtful, and the mend."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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
    RATING = "rating"  # a rating other than the live one, or typed beside it
    NO_FIGURE = "no_figure"  # a live figure with nothing to say
    PERSONAL = "personal"  # what could tell who somebody is
    RESTS_ON_NOTHING = "rests_on_nothing"  # a recommendation without a finding
    NOT_CLEARED = "not_cleared"  # an example of practice that is placed and not cleared
    FEW_CHILDREN = "few_children"  # a live figure that tells what so few children are


CHECK_NAMES = {
    Check.FIGURE_BY_HAND: "Typed figure that could be live",
    Check.FIGURE_CONTRADICTS: "Typed figure that is not so",
    Check.BAND_WORDS: "Words of another band",
    Check.STATEMENT: "Statement of a standard",
    Check.NAME: "Name that nobody declared",
    Check.ABBREVIATION: "Abbreviation not spelled out",
    Check.ABBREVIATION_TWICE: "Abbreviation spelled out again",
    Check.ADDRESSEE: "Recommendation to nobody",
    Check.SUM: "Parts that do not add up",
    Check.RATING: "Rating that is not so",
    Check.NO_FIGURE: "Figure with nothing to say",
    Check.PERSONAL: "What could tell who somebody is",
    Check.RESTS_ON_NOTHING: "Recommendation that rests on nothing",
    Check.NOT_CLEARED: "Example that waits to be cleared",
    Check.FEW_CHILDREN: "Figure of few children",
}


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
    Check.RATING: Severity.WRONG,
    Check.NO_FIGURE: Severity.WRONG,
    Check.PERSONAL: Severity.WRONG,
    Check.RESTS_ON_NOTHING: Severity.DOUBTFUL,
    Check.NOT_CLEARED: Severity.ADVICE,
    Check.FEW_CHILDREN: Severity.WRONG,
}
SEVERITY_NAMES = {
    Severity.WRONG: "Wrong",
    Severity.DOUBTFUL: "Doubtful",
    Severity.ADVICE: "Advice",
    Severity.OFF: "Not told",
}
SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|\n")  # not the point of "2.1"


@dataclass(frozen=True, slots=True)
class Spot:
    """A live figure within a passage: where it stands, and of what it is."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list or a cell, as it reads, with the live figures in it.

    `section` is the code of its section; `subject` the number of the standard that it is about, "" for none. What is
    generated has a place below 0: its words are nobody's to change there.
    """

    section: str
    place: int  # in its section, from 0; from -1 downwards where it is generated
    text: str
    spots: tuple[Spot, ...] = ()
    subject: str = ""

    @property
    def is_generated(self) -> bool:
        return self.place < 0

    def is_live(self, start: int, end: int) -> bool:
        """Whether some of these characters come from a live figure."""
        return any(spot.start < end and start < spot.end for spot in self.spots)

    def sentence_at(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence begins and ends that holds these characters."""
        ends = _ends(self.text)
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        return ends[first - 1] if first else 0, ends[last] if last < len(ends) else len(self.text)

    def sentence_holds(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Whether the sentence that holds these characters has something of the pattern."""
        first, last = self.sentence_at(start, end)
        return _holds(pattern, self.text[first:last])

    def sentences(self) -> Iterator[tuple[int, int]]:
        """From where to where each goes, without the space around it."""
        start = 0
        for end in (*_ends(self.text), len(self.text)):
            said = self.text[start:end]
            if said.strip():
                yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
            start = end


@lru_cache(maxsize=64)
def _holds(pattern: re.Pattern[str], text: str) -> bool:
    """Asked of one sentence for every figure in it."""
    return pattern.search(text) is not None


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    """Where its sentences end: asked of one text for every finding in it."""
    return tuple(match.end() for match in SENTENCE_ENDS.finditer(text))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is doubtful in `passage`, from `start` to `end`.

    `mend` may replace it; or the live figure of `source` in `form` may, where that is known.
    """

    check: Check
    passage: Passage
    start: int
    end: int
    words: str
    mend: str = ""
    address: str = ""
    source: str = ""
    form: str = ""

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
