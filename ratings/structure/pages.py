"""Standards and whole inspections with all that follows for them, as values to show. Pure."""

from dataclasses import dataclass
from functools import cached_property

from ratings.rules import (
    Direction,
    Overall,
    StandardResult,
    Tally,
    TriggerFinding,
    Votes,
    flips,
    triggers_of,
)
from ratings.structure.parts import (
    Difference,
    FlipCase,
    LeadProposal,
    PanelDecision,
    QuestionFigures,
    ReadCase,
    Reviews,
)
from standards.rules import Figures
from standards.structure import StandardOutline


@dataclass(frozen=True)
class StandardFigures:
    """One standard: what the table makes of it, what opens discretion, what was proposed and decided, its rating.

    `seen` is the number that a decision on these figures must name. `figures_changed`: the decision that stands was
    taken on other figures, or on another proposal, than are here now; `differences` says which counts. What would
    change the rating is worked out for those who ask, because a report does not.
    """

    outline: StandardOutline
    figures: Figures  # the edition's
    seen: int
    reviews: Reviews | None  # of the domain's cases; None: rated by judgement
    questions: tuple[QuestionFigures, ...]
    result: StandardResult | None  # None: rated by judgement
    votes: Votes[ReadCase]  # behind the result, in the order of references
    proposal: LeadProposal | None
    decision: PanelDecision | None
    rating: str | None  # None: not rated
    figures_changed: bool
    differences: tuple[Difference, ...]

    @property
    def number(self) -> str:
        return self.outline.number

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def by_cases(self) -> bool:
        return self.outline.by_cases

    @property
    def band(self) -> str | None:
        return self.result.band if self.result else None

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.result.tallies if self.result else ()

    @property
    def percentages(self) -> tuple[int | None, ...]:
        return self.result.percentages if self.result else ()

    @property
    def deciding(self) -> tuple[int, ...]:
        return self.result.deciding if self.result else ()

    @property
    def base(self) -> str | None:
        """What the panel decides on: the band, or the lead's proposal."""
        if self.by_cases:
            return self.band
        return self.proposal.rating if self.proposal else None

    @cached_property
    def triggers(self) -> tuple[TriggerFinding, ...]:
        """What opens discretion."""
        return triggers_of(self.votes, self.figures) if self.result else ()

    @cached_property
    def flips(self) -> tuple[FlipCase, ...]:
        """The single cases that would change the rating: upwards first, then by reference."""
        found = flips(self.votes, self.figures) if self.result else ()
        cases = [FlipCase(flip.case, flip.direction is Direction.UP, flip.rating) for flip in found]
        return tuple(sorted(cases, key=lambda flip: not flip.up))  # stays by reference within

    @property
    def open_to_discretion(self) -> bool:
        return bool(self.triggers)

    @property
    def so_far(self) -> Reviews | None:
        """What the figures rest on, while reviews that they read are outstanding."""
        return self.reviews if self.reviews and not self.reviews.complete else None

    @property
    def can_be_decided(self) -> bool:
        """There is a band, or a proposal, to decide on."""
        return bool(self.band or self.proposal)

    @property
    def discretion(self) -> PanelDecision | None:
        """The decision that set the rating apart from the band, where one did."""
        return self.decision if self.decision and self.decision.is_discretion else None


@dataclass(frozen=True, slots=True)
class DomainFigures:
    code: str
    title: str
    counts_towards_overall: bool
    standards: tuple[StandardFigures, ...]


@dataclass(frozen=True, slots=True)
class RatingsPage:
    """All ratings of an inspection. `overall` leaves out what does not count towards it."""

    inspection: str  # its name, as in addresses
    figures: Figures
    domains: tuple[DomainFigures, ...]
    overall: Overall
    reviews: Reviews

    @property
    def standards(self) -> tuple[StandardFigures, ...]:
        return tuple(standard for domain in self.domains for standard in domain.standards)

    @property
    def by_number(self) -> dict[str, StandardFigures]:
        return {standard.number: standard for standard in self.standards}

    @property
    def missing(self) -> tuple[StandardFigures, ...]:
        """Counting standards that are not rated, for which there is no overall score."""
        return tuple(self.by_number[number] for number in self.overall.missing)


@dataclass(frozen=True, slots=True)
class EmergingStandard:
    """A standard's figures while cases are still being read: percentages and band, nothing decided."""

    outline: StandardOutline
    questions: tuple[QuestionFigures, ...]
    result: StandardResult

    @property
    def number(self) -> str:
        return self.outline.number

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def band(self) -> str | None:
        return self.result.band


@dataclass(frozen=True, slots=True)
class Emerging:
    standards: tuple[EmergingStandard, ...]
    reviews: Reviews
