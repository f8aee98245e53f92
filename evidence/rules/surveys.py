"""Surveys: scales, counts of answers, percentages; and the children's text survey. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """Whom a survey asked."""

    STAFF = "staff"
    VOLUNTEER = "volunteer"
    CHILD = "child"
    PARENT_CARER = "parent_carer"


ASKED_NAMES = {
    Asked.STAFF: "Staff",
    Asked.VOLUNTEER: "Volunteers",
    Asked.CHILD: "Children",
    Asked.PARENT_CARER: "Parents or carers",
}


class Scale(StrEnum):
    YES_NO = "yes_no"
    AGREE = "agree"
    ONE_TO_TEN = "one_to_ten"
    PER_CENT = "per_cent"  # only percentages are known, as some tools give them
    LABELS = "labels"


SCALE_NAMES = {
    Scale.YES_NO: "Yes or no",
    Scale.AGREE: "How far they agree",
    Scale.ONE_TO_TEN: "From 1 to 10",
    Scale.PER_CENT: "In per cent, where no counts are known",
    Scale.LABELS: "Answers of its own",
}
LABELS = {
    Scale.YES_NO: ("Yes", "No"),
    Scale.AGREE: ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"),
    Scale.ONE_TO_TEN: tuple(str(score) for score in range(1, 11)),
}
MOST_LABELS = 12


def labels_on(scale: Scale, own: Sequence[str]) -> tuple[str, ...]:
    """The answers that a question counts: those of its scale, or its own."""
    return LABELS.get(scale) or tuple(label.strip() for label in own if label.strip())


def whole_per_cent(part: int, whole: int) -> int | None:
    """As a whole number, half up: 10 of 16 is 63. None where there is nothing to be a part of."""
    return (200 * part + whole) // (2 * whole) if whole else None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and the field that mends it."""

    field: str
    sentence: str


def survey_problem(*, invited: int | None, completed: int) -> Problem | None:
    if invited is not None and completed > invited:
        return Problem("completed", f"More completed it than were invited ({invited}): mend one of the two")
    return None


def answers_problem(
    scale: Scale, labels: Sequence[str], counts: Sequence[int], *, answered: int, completed: int
) -> Problem | None:
    """Why these answers to one question cannot be; None where they can.

    Counts add up to those who answered at most, who are at most those who completed the survey. Percentages add up to
    100 at most, but for half a point that rounding may have added to each.
    """
    if problem := _labels_problem(labels):
        return problem
    if len(counts) != len(labels) or min(counts) < 0:
        return Problem("counts", "Give a number for each answer: 0 where nobody gave it")
    if answered > completed:
        return Problem("answered", f"More answered than completed the survey ({completed}): mend one of the two")
    total = sum(counts)
    if scale is Scale.PER_CENT and total > 100 + len(labels) // 2:
        return Problem("counts", f"These add up to {total} per cent, which is more than all")
    if scale is not Scale.PER_CENT and total > answered:
        return Problem("counts", f"These add up to {total}, and {answered} answered: mend the counts or that number")
    return None


def _labels_problem(labels: Sequence[str]) -> Problem | None:
    if len(labels) < 2 or len(set(labels)) < len(labels):
        return Problem("labels", "Give at least two answers, each of them once")
    if len(labels) > MOST_LABELS:
        return Problem("labels", f"Give at most {MOST_LABELS} answers")
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """One answer of a question; `count` is None where only the percentage is known."""

    label: str
    count: int | None
    per_cent: int | None


def shares_of(scale: Scale, labels: Sequence[str], counts: Sequence[int], *, answered: int) -> tuple[Share, ...]:
    """Of those who answered; a percentage that was given stands as it was."""
    pairs = zip(labels, counts, strict=True)
    if scale is Scale.PER_CENT:
        return tuple(Share(label, None, count) for label, count in pairs)
    return tuple(Share(label, count, whole_per_cent(count, answered)) for label, count in pairs)


def texts_problem(*, asked: int, given: int, replies: int, scores: Sequence[int]) -> Problem | None:
    """Why these numbers of a text survey cannot be: nobody is texted without consent, nobody scores without a reply."""
    if given > asked:
        return Problem("consents_given", f"More consents were given than asked for ({asked}): mend one of the two")
    if replies > given:
        return Problem("replies_children", f"There are {replies} replies to {given} consents: mend one of the two")
    if len(scores) != 10 or min(scores) < 0:
        return Problem("score_1", "Give a number for each score from 1 to 10: 0 where nobody gave it")
    if sum(scores) > replies:
        return Problem("score_1", f"These scores add up to {sum(scores)}, and there are {replies} replies: mend them")
    return None
