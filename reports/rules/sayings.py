"""What a live figure is, and how it reads in each form that it has. Pure.

An author chose a form once, and the figure follows what is read: a form that a figure no longer has says "".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from ratings.rules import Tally
from reports.rules.forms import CASES, FORM_NAMES, Form, Noun, forms_for, tally_words
from standards.rules import Figures
from standards.wording import MONTHS, date_words, number_words, plural


class PlainForm(StrEnum):
    """How a figure that is no share of cases stands in a sentence."""

    WORDS = "words"  # nine
    FIGURES = "figures"  # 9
    COUNTED = "counted"  # nine meetings
    NAME = "name"  # Requires improvement
    QUOTED = "quoted"  # ‘Requires improvement’
    DATE = "date"  # 18 March 2024
    MONTH = "month"  # March 2024
    PERIOD = "period"  # 18 March 2024 to 9 July 2024
    VALUE = "value"  # 45.3 per cent
    WITH_NOTE = "with_note"  # the same, with its source in a footnote
    NATIONAL = "national"  # how it is in England and Wales
    DIRECTION = "direction"  # up


PLAIN_NAMES = {
    PlainForm.WORDS: "The number, to nine in words",
    PlainForm.FIGURES: "The number in figures",
    PlainForm.COUNTED: "The number with what is counted",
    PlainForm.NAME: "In words",
    PlainForm.QUOTED: "In quotation marks",
    PlainForm.DATE: "The day",
    PlainForm.MONTH: "The month",
    PlainForm.PERIOD: "From day to day",
    PlainForm.VALUE: "The figure",
    PlainForm.WITH_NOTE: "The figure, with its source in a footnote",
    PlainForm.NATIONAL: "The national figure",
    PlainForm.DIRECTION: "Where it has moved",
}
NAMED: tuple[tuple[str, str], ...] = (*FORM_NAMES.items(), *PLAIN_NAMES.items())
ALL_FORM_NAMES = dict(NAMED)

OF_CASES = tuple(Form)
OF_REPLIES = (Form.PER_CENT, Form.OF_THE, Form.ALL_BUT, Form.YES, Form.NO)  # no case, and no band of the edition


class Saying(Protocol):
    """A live figure as it is now."""

    def say(self, form: str) -> str:
        """How it reads in that form; "" where it has nothing to say in it."""

    def forms(self) -> list[tuple[str, str]]:
        """Every form that it can be given now, with how it reads."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    tally: Tally
    figures: Figures
    noun: Noun = CASES
    offered: Sequence[Form] = OF_CASES

    def say(self, form: str) -> str:
        return tally_words(self.tally, Form(form), self.figures, self.noun) if form in self.offered else ""

    def forms(self) -> list[tuple[str, str]]:
        return [(f.value, words) for f, words in forms_for(self.tally, self.figures, self.noun) if f in self.offered]


@dataclass(frozen=True, slots=True)
class Told:
    """What has a text for each of its forms; `note` is the footnote that WITH_NOTE brings."""

    texts: Sequence[tuple[PlainForm, str]]
    note: str = ""

    def say(self, form: str) -> str:
        return next((words for known, words in self.texts if known == form), "")

    def forms(self) -> list[tuple[str, str]]:
        return [(form.value, words) for form, words in self.texts if words]


def told_number(number: int, noun: Noun | None = None) -> Told:
    """What is counted is "no meetings" where there is none; a number of nothing in particular, as a score, is 0."""
    counted = [(PlainForm.COUNTED, plural(number, noun.one, noun.many))] if noun else []
    words = number_words(number) if number else "no" if noun else "0"
    return Told([(PlainForm.WORDS, words), (PlainForm.FIGURES, f"{number:,}"), *counted])


def told_name(name: str) -> Told:
    return Told([(PlainForm.NAME, name), (PlainForm.QUOTED, f"‘{name}’" if name else "")])


def told_words(words: str) -> Told:
    return Told([(PlainForm.NAME, words)])


def told_date(day: date) -> Told:
    return Told([(PlainForm.DATE, date_words(day)), (PlainForm.MONTH, f"{MONTHS[day.month - 1]} {day.year}")])


def told_per_cent(number: int) -> Told:
    """Where the count is not known."""
    return Told([(PlainForm.VALUE, f"{number_words(number)} per cent")])
