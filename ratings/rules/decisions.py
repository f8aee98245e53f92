"""What a panel's decision to rate a standard apart from its band must satisfy."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ratings.rules.bands import StandardResult
from ratings.rules.discretion import TriggerFinding
from standards.rules import Figures
from standards.wording import joined, number_words


class ReasonCode(StrEnum):
    """Why the panel set a rating apart from its band."""

    CASES_READ_AGAIN = "cases_read_again"
    OTHER_EVIDENCE = "other_evidence"
    NARROW_MARGIN = "narrow_margin"
    UNRECORDED_WORK = "unrecorded_work"
    OTHER = "other"

    @property
    def label(self) -> str:
        return REASON_LABELS[self]


REASON_LABELS = {
    ReasonCode.CASES_READ_AGAIN: "Cases read again",
    ReasonCode.OTHER_EVIDENCE: "Other evidence",
    ReasonCode.NARROW_MARGIN: "Narrow margin and quality overall",
    ReasonCode.UNRECORDED_WORK: "Unrecorded work likely",
    ReasonCode.OTHER: "Other",
}


class Refusal(StrEnum):
    """Why a decision cannot stand."""

    NOT_RATED = "not_rated"
    UNKNOWN_RATING = "unknown_rating"
    SAME_AS_BAND = "same_as_band"
    NOT_ALL_DECIDING = "not_all_deciding"


class Confirmation(StrEnum):
    """What the panel must confirm in so many words before a decision stands."""

    NO_TRIGGER = "no_trigger"
    MORE_THAN_ONE_BAND = "more_than_one_band"


@dataclass(frozen=True, slots=True)
class DecisionFinding:
    """One refusal or confirmation, and what it says to the panel."""

    code: Refusal | Confirmation
    words: str


@dataclass(frozen=True, slots=True)
class DecisionCheck:
    """What stands against a decision: nothing, refusals that bar it, or what is left to confirm."""

    refusals: tuple[DecisionFinding, ...]
    confirmations: tuple[DecisionFinding, ...]


def check_decision(
    result: StandardResult,
    triggers: Sequence[TriggerFinding],
    *,
    rating: str,
    set_aside: Sequence[int],
    figures: Figures,
) -> DecisionCheck:
    """What stands against rating a standard apart from its band, up or down.

    `set_aside` numbers key questions from 1. For discretion only: to confirm the band is no decision of this kind.
    """
    if result.band is None:
        words = "This standard has no percentage, so there is no band to set aside."
        return DecisionCheck((DecisionFinding(Refusal.NOT_RATED, words),), ())
    refusals = _refusals(result, result.band, rating=rating, set_aside=set_aside, figures=figures)
    if refusals:
        return DecisionCheck(refusals, ())
    return DecisionCheck((), _confirmations(result.band, rating, triggers, figures))


def _refusals(
    result: StandardResult, band: str, *, rating: str, set_aside: Sequence[int], figures: Figures
) -> tuple[DecisionFinding, ...]:
    found = []
    if rating not in figures.names:
        known = joined(list(figures.names.values()), last="or")
        found.append(DecisionFinding(Refusal.UNKNOWN_RATING, f"A rating is {known}."))
    elif rating == band:
        words = f"{figures.names[band]} is the rating by the table already: there is nothing to set aside."
        found.append(DecisionFinding(Refusal.SAME_AS_BAND, words))
    if set(set_aside) != set(result.deciding):
        numbers = joined([str(number) for number in result.deciding])
        words = f"Set aside key question {numbers}: it alone has the lowest percentage."
        if len(result.deciding) > 1:
            words = f"Set aside key questions {numbers} together: they are tied at the lowest percentage."
        found.append(DecisionFinding(Refusal.NOT_ALL_DECIDING, words))
    return tuple(found)


def _confirmations(
    band: str, rating: str, triggers: Sequence[TriggerFinding], figures: Figures
) -> tuple[DecisionFinding, ...]:
    found = []
    if not triggers:
        words = "None of the conditions that open discretion holds for this standard."
        found.append(DecisionFinding(Confirmation.NO_TRIGGER, words))
    steps = figures.rank(rating) - figures.rank(band)
    if abs(steps) > 1:
        where = "above" if steps > 0 else "below"
        words = f"{figures.names[rating]} is {number_words(abs(steps))} bands {where} {figures.names[band]},"
        words += " the rating by the table."
        found.append(DecisionFinding(Confirmation.MORE_THAN_ONE_BAND, words))
    return tuple(found)
