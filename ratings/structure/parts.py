"""The smallest parts of what is rated: cases, counts of a key question, what was proposed and decided. Pure."""

from dataclasses import dataclass
from datetime import datetime

from ratings.rules import Tally


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case of the sample, and its first reading (None: not allocated)."""

    reference: str
    review_id: int | None


@dataclass(frozen=True, slots=True)
class Reviews:
    """How many of the sample's cases, of all domains or of one, have a submitted review."""

    submitted: int
    cases: int

    @property
    def complete(self) -> bool:
        return self.submitted == self.cases


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One key question: its count, whole percentage, the band it would earn alone, and whether it decides."""

    number: int
    text: str
    tally: Tally
    percentage: int | None
    band: str | None
    decides: bool

    @property
    def yes(self) -> int:
        return self.tally.yes

    @property
    def relevant(self) -> int:
        return self.tally.relevant

    @property
    def judged_no(self) -> int:
        return self.tally.relevant - self.tally.yes


@dataclass(frozen=True, slots=True)
class FlipCase:
    """A single case that, judged the other way, would move the standard to `rating`."""

    case: ReadCase
    up: bool
    rating: str


@dataclass(frozen=True, slots=True)
class LeadProposal:
    """The lead's proposed judgement; None proposes to leave the standard unrated."""

    rating: str | None
    summary: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PanelDecision:
    """What the panel decided, and the figures (or the proposal) it was taken on. A rating of None: left unrated."""

    rating: str | None
    band: str | None
    set_aside: tuple[int, ...]
    reason_code: str
    words: str
    tallies: tuple[Tally, ...]
    proposed: str | None
    proposal_version: int | None
    number: int  # of the RatedStandard when it was taken
    by: str
    by_id: int
    at: datetime
    pk: int = 0
    meeting: int | None = None  # of the panel; None: taken from a printed report

    @property
    def is_discretion(self) -> bool:
        return bool(self.set_aside)


@dataclass(frozen=True, slots=True)
class Difference:
    """One key question's count and percentage when a decision was taken, and now."""

    number: int
    then: Tally
    then_percentage: int | None
    now: Tally
    now_percentage: int | None
