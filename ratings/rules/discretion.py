"""What opens discretion for a standard, said in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ratings.rules.bands import Case, StandardResult, Votes, boundaries, standard_result, tallies_of
from ratings.rules.margins import CasesAway, Direction, Flip, cases_away, flips
from standards.rules import Figures
from standards.wording import joined, number_words, per_cent, plural, sentence


class Trigger(StrEnum):
    """What lets the panel consider discretion. Any one opens the door; none decides."""

    POINTS = "points"  # the lowest percentage is near a boundary
    FLIP = "flip"  # so few cases, judged the other way, would change the band
    SMALL = "small"  # the lowest key question rests on few cases


@dataclass(frozen=True, slots=True)
class TriggerFinding:
    """A trigger that holds, and why, in words for a lay panel member."""

    trigger: Trigger
    reason: str


def triggers_of(votes: Votes[Case], figures: Figures) -> tuple[TriggerFinding, ...]:
    """Every trigger that holds for a standard with these judgements. None for a standard not rated.

    Takes the judgements alone and counts them itself, so that figures and cases are of one reading.
    """
    result = standard_result(tallies_of(votes), figures)
    if result.lowest is None:
        return ()
    reasons = {
        Trigger.POINTS: _points_reason(result.lowest, figures),
        Trigger.FLIP: _flip_reason(votes, result, figures),
        Trigger.SMALL: _small_reason(result, figures),
    }
    return tuple(TriggerFinding(trigger, reason) for trigger, reason in reasons.items() if reason)


def _points_reason(lowest: int, figures: Figures) -> str:
    """Why the lowest percentage counts as near a boundary; "" where it is not. Measured as rounded, inclusive."""
    limit = figures.discretion.points_from_boundary
    near = [(abs(lowest - start), start) for start in boundaries(figures) if abs(lowest - start) <= limit]
    if not near:
        return ""
    distance, start = min(near)
    begins = next(band for band in figures.key_question_bands if band.start == start)
    name = figures.names[begins.rating]
    if distance == 0:
        return sentence(f"{per_cent(lowest)} is exactly where {name} begins.")
    points = plural(limit, "point", "points")
    return sentence(f"{per_cent(lowest)} is within {points} of {per_cent(start)}, where {name} begins.")


def _flip_reason(votes: Votes[Case], result: StandardResult, figures: Figures) -> str:
    """Which way how many cases would change the rating; "" where the edition's number of cases would not."""
    limit = figures.discretion.cases_that_flip
    if limit < 1 or result.band is None:
        return ""
    now = figures.names[result.band]
    alone = flips(votes, figures)
    away = cases_away(votes, figures) if limit > 1 else CasesAway(up=None, down=None)
    sentences = []
    for direction, fewest in ((Direction.UP, away.up), (Direction.DOWN, away.down)):
        single = [flip for flip in alone if flip.direction is direction]
        if single:
            sentences.append(_one_case_sentence(single, now, figures))
        elif fewest is not None and fewest <= limit:
            change = "raise the rating above" if direction is Direction.UP else "lower the rating below"
            sentences.append(f"{number_words(fewest)} cases judged the other way would {change} {now}.")
    return " ".join(map(sentence, sentences))


def _one_case_sentence(single: Sequence[Flip[Case]], now: str, figures: Figures) -> str:
    """`single`: the cases, at least one, that move the rating by themselves and in the same direction."""
    cases = "one case" if len(single) == 1 else f"any one of {plural(len(single), 'case', 'cases')}"
    change = "raise" if single[0].direction is Direction.UP else "lower"
    reached = sorted({flip.rating for flip in single}, key=figures.rank)
    then = joined([figures.names[rating] for rating in reached], last="or")
    return f"{cases} judged the other way would {change} the rating from {now} to {then}."


def _small_reason(result: StandardResult, figures: Figures) -> str:
    """On how few cases the lowest key question rests, of tied ones the smallest; "" where on enough."""
    limit = figures.discretion.small_sample
    smallest = min(result.tallies[number - 1].relevant for number in result.deciding)
    if smallest > limit:
        return ""
    tied = len(result.deciding)
    which = (
        "the deciding key question rests"
        if tied == 1
        else f"of the {number_words(tied)} deciding key questions, the smallest rests"
    )
    few = "one alone makes" if limit == 1 else f"{number_words(limit)} or fewer make"
    return sentence(f"{which} on {plural(smallest, 'relevant case', 'relevant cases')}; {few} a small sample.")
