"""Where each case of a domain stands behind one figure: in it, or not and why not."""

from dataclasses import dataclass
from enum import StrEnum

from standards.rules import Relevance

YES, NO, NOT_GIVEN = "yes", "no", ""


class CasePart(StrEnum):
    """What one case is to a figure. Only yes and no make it."""

    YES = "yes"
    NO = "no"
    NOT_RELEVANT = "not_relevant"  # its reader said so
    UNSUBMITTED = "unsubmitted"  # yes or no, in a review that is still open: in emerging figures only
    OPEN = "open"  # asked, not answered yet
    WAITING = "waiting"  # for the fact that decides whether it is asked
    NOT_ASKED = "not_asked"
    DORMANT = "dormant"  # answered, and no longer asked
    NO_READER = "no_reader"
    FELL_OUT = "fell_out"  # of the sample


COUNTED = (CasePart.YES, CasePart.NO)


@dataclass(frozen=True, slots=True)
class Traced:
    """What is known of one case when a figure is retraced. `value` is "" where nothing is given.

    `counts` is kept with the answer: its question is asked, of the reading that counts, of a case in the sample.
    """

    in_sample: bool
    has_reader: bool
    is_closed: bool
    value: str
    counts: bool
    relevance: Relevance
    is_set_aside: bool = False  # a prompt whose key question the reader judged not relevant


def part_of(case: Traced, *, closed_only: bool) -> CasePart:
    """Where the case stands; `closed_only` for the figures of submitted reviews, else for emerging ones."""
    if not case.in_sample:
        return CasePart.FELL_OUT
    if not case.has_reader:
        return CasePart.NO_READER
    return _unanswered(case) if case.value == NOT_GIVEN else _answered(case, closed_only)


def _answered(case: Traced, closed_only: bool) -> CasePart:
    if not case.counts:
        return CasePart.DORMANT
    if case.value not in (YES, NO):
        return CasePart.NOT_RELEVANT
    if closed_only and not case.is_closed:
        return CasePart.UNSUBMITTED
    return CasePart.YES if case.value == YES else CasePart.NO


def _unanswered(case: Traced) -> CasePart:
    if case.relevance is Relevance.WAITING:
        return CasePart.WAITING
    if case.relevance is Relevance.NOT_RELEVANT or case.is_set_aside:
        return CasePart.NOT_ASKED
    return CasePart.OPEN
