"""Where each case of a domain stands behind one figure: in it, or not and why not."""

from dataclasses import dataclass
from enum import StrEnum

from standards.rules import Relevance

YES, NO, NOT_GIVEN = "yes", "no", ""


class Part(StrEnum):
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


COUNTED = (Part.YES, Part.NO)


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


def part_of(case: Traced, *, closed_only: bool) -> Part:
    """Where the case stands; `closed_only` for the figures of submitted reviews, else for emerging ones."""
    if not case.in_sample:
        return Part.FELL_OUT
    if not case.has_reader:
        return Part.NO_READER
    return _unanswered(case) if case.value == NOT_GIVEN else _answered(case, closed_only)


def _answered(case: Traced, closed_only: bool) -> Part:
    if not case.counts:
        return Part.DORMANT
    if case.value not in (YES, NO):
        return Part.NOT_RELEVANT
    if closed_only and not case.is_closed:
        return Part.UNSUBMITTED
    return Part.YES if case.value == YES else Part.NO


def _unanswered(case: Traced) -> Part:
    if case.relevance is Relevance.WAITING:
        return Part.WAITING
    if case.relevance is Relevance.NOT_RELEVANT or case.is_set_aside:
        return Part.NOT_ASKED
    return Part.OPEN
