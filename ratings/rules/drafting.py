"""What the report says of discretion, drafted from the panel's decision in the report's own style."""

from collections.abc import Sequence
from dataclasses import dataclass

from ratings.rules.bands import Tally, percentage
from ratings.rules.decisions import ReasonCode
from standards.rules import Figures
from standards.wording import joined, number_words, per_cent, plural, sentence

# After "The ratings panel raised (or lowered) the rating …, because".
BECAUSE = {
    ReasonCode.CASES_READ_AGAIN: "the cases judged “no” were read again",
    ReasonCode.OTHER_EVIDENCE: "other evidence was considered",
    ReasonCode.NARROW_MARGIN: "the margin is narrow and the quality of the work was weighed as a whole",
    ReasonCode.UNRECORDED_WORK: "work was likely to have been done that was not recorded",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """`footnote` stands under the table, `sentence` in the text; the panel's own words follow either."""

    footnote: str
    sentence: str


def draft_of(
    *,
    rating: str,
    band: str,
    set_aside: Sequence[int],
    tallies: Sequence[Tally],
    reason: ReasonCode,
    figures: Figures,
    quoted: bool,
) -> Draft:
    """The line and the sentence for a rating set apart from its band. `quoted`: ratings stand in quotation marks."""
    names = {code: f"“{name}”" if quoted else name for code, name in figures.names.items()}
    footnote = (
        "The ratings panel used its professional discretion: by the lowest percentage alone the rating would have "
        f"been {names[band]}."
    )
    steps = figures.rank(rating) - figures.rank(band)
    moved = f"{'raised' if steps > 0 else 'lowered'} the rating{_by(abs(steps))} to {names[rating]}"
    because = f", because {BECAUSE[reason]}" if reason in BECAUSE else ""
    lowest = _lowest(set_aside, tallies, figures)
    said = f"{lowest}, which by itself would be {names[band]}; the ratings panel {moved}{because}."
    return Draft(footnote, said)


def _by(steps: int) -> str:
    return f" by {plural(steps, 'band', 'bands')}" if steps > 1 else ""


def _lowest(set_aside: Sequence[int], tallies: Sequence[Tally], figures: Figures) -> str:
    """As "The third key question was met in five of 11 relevant cases (45 per cent)"."""
    counts = [tallies[number - 1] for number in set_aside]
    numbers = joined([str(number) for number in set_aside])
    shares = [percentage(tally, figures.rounding) or 0 for tally in counts]
    if len(counts) == 1:
        tally = counts[0]
        cases = "the only relevant case" if tally.relevant == 1 else f"{_of(tally)} relevant cases"
        if tally.relevant == 1 and not tally.yes:
            return sentence(f"key question {numbers} was not met in {cases}")
        if not tally.yes:
            return sentence(f"key question {numbers} was met in {cases}")
        return sentence(f"key question {numbers} was met in {cases} ({per_cent(shares[0])})")
    return sentence(f"key questions {numbers} were each met in {per_cent(shares[0])} of their relevant cases")


def _of(tally: Tally) -> str:
    return f"{number_words(tally.yes) if tally.yes else 'none'} of the {number_words(tally.relevant)}"
