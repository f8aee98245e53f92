"""What the pages of ratings show, as plain values for their templates."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ratings.forms import UNRATED, ProposalForm, saw_of
from ratings.printing import difference_words
from ratings.rules import Tally
from ratings.structure import (
    LeadProposal,
    RatingsPage,
    StandardFigures,
    differences_of,
)
from standards.rules import Figures
from standards.structure import StandardOutline, filled

COUNT = re.compile(r"(\d{1,4})/(\d{1,4})")
UNRATED_NAME = "Leave it unrated"


@dataclass(frozen=True, slots=True)
class Characteristics:
    """What is published as typical of one rating of a standard."""

    rating: str
    name: str
    texts: tuple[str, ...]


def characteristics_of(standard: StandardOutline, figures: Figures, service_word: str) -> list[Characteristics]:
    """The highest rating first; none where the edition has none."""
    return [
        Characteristics(step.code, step.name, tuple(filled(text, service_word) for text in texts))
        for step in reversed(figures.scale)
        if (texts := standard.characteristics.get(step.code))
    ]


def questions_chosen(standard: StandardFigures, asked: str) -> tuple[int, ...]:
    """The key question asked for, else those that decide, else (nothing is judged yet) the first."""
    numbers = [question.number for question in standard.questions]
    if asked.isascii() and asked.isdigit() and int(asked[:4]) in numbers:
        return (int(asked[:4]),)
    return standard.deciding or tuple(numbers[:1])


def what_changed(now: StandardFigures, seen: int, saw: str, figures: Figures, *, you: int) -> list[str]:
    """What became of a standard after a page showed `seen` and `saw` (forms.saw_of), in sentences to a person."""
    said = []
    if now.decision and now.decision.number >= seen:
        rating = figures.names.get(now.decision.rating or "", "left unrated")
        yours = now.decision.by_id == you
        who = "You decided this in another window" if yours else f"{now.decision.by} decided on it"
        said.append(f"{who}: {rating}.")
    if now.result:
        said += [difference_words(difference) for difference in differences_of(_tallies(saw), now.result, figures)]
    elif saw != saw_of(now):
        said.append("The lead inspector changed the proposal.")
    return said or ["Something behind the figures changed. The figures themselves are the same."]


def _tallies(saw: str) -> list[Tally]:
    """Counts as a form carried them; what is no count is not there (it only words a warning)."""
    pairs = [tuple(map(int, found.groups())) for part in saw.split() if (found := COUNT.fullmatch(part))]
    return [Tally(yes, relevant) for yes, relevant in pairs if yes <= relevant]


def next_to_decide(page: RatingsPage, number: str, agenda: Collection[int]) -> StandardFigures | None:
    """The first on the agenda after standard `number`, from the beginning again after the last, to be looked at."""
    place = list(page.by_number).index(number)
    others = [s for s in (*page.standards[place + 1 :], *page.standards[:place]) if s.outline.pk in agenda]
    waiting = (s for s in others if s.can_be_decided and (s.decision is None or s.figures_changed))
    return next(waiting, None)


def both_proposals(theirs: LeadProposal | None, form: ProposalForm, figures: Figures, *, yours: bool) -> dict[str, Any]:
    """The two sides of a proposal changed by two people, or by one in two windows, for `both_answers`."""

    def name(rating: str | None) -> str:
        return figures.names.get(rating or "", UNRATED_NAME)

    mine = form.cleaned_data["rating"]
    return {
        "theirs": {
            "by": "You, in another window" if yours else theirs.by,
            "at": theirs.at,
            "value": name(theirs.rating),
            "note": theirs.summary,
        }
        if theirs
        else {"by": "nobody", "value": "No proposal", "note": ""},
        "yours": {
            "by": "Your proposal, not saved",
            "value": name("" if mine == UNRATED else mine),
            "note": form.cleaned_data["summary"],
        },
    }
