"""What needs no words of an edition: live figures that say nothing, and what could tell who somebody is."""

from collections.abc import Iterator, Mapping

from casereviews.rules import personal_in
from ratings.rules import TOO_FEW, Tally
from reports.rules.lint.findings import Check, Finding, Passage

NO_FIGURE = "[no figure]"


def lost_figures(passage: Passage) -> Iterator[Finding]:
    """Their source vanished: a question of another edition, evidence that was withdrawn."""
    for spot in passage.spots:
        if passage.text[spot.start : spot.end] == NO_FIGURE:
            words = "This live figure has nothing to say: what it was read from is not there, or nothing was relevant."
            yield Finding(Check.NO_FIGURE, passage, spot.start, spot.end, words)


def few_children(passage: Passage, tallies: Mapping[str, Tally]) -> Iterator[Finding]:
    """Figures of what children are that the data annexe would hide. `tallies` by address.

    None at all is told, as nothing is no child to protect.
    """
    for spot in passage.spots:
        tally = tallies.get(spot.address)
        if tally and any(0 < cases < TOO_FEW for cases in (tally.yes, tally.relevant - tally.yes)):
            words = (
                "This tells what fewer than five children are, or are not. What is made public hides such counts: "
                "say it without a number, or say below why it may stand."
            )
            yield Finding(Check.FEW_CHILDREN, passage, spot.start, spot.end, words)


def personal_details(passage: Passage) -> Iterator[Finding]:
    if found := personal_in(passage.text):
        words = f"This looks as if it holds {' and '.join(found)}. Nothing in a report tells who a child is."
        yield Finding(Check.PERSONAL, passage, 0, len(passage.text), words)
