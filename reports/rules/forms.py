"""A live figure as prose has it: "45 per cent", "nine of the 23 cases", "all but two", "in every case".

An author chooses a form once; the figure then follows the sample. Where the form no longer fits (no case is left to be
"all but"), the nearest one that does stands in its place: a sentence may then read less well, but never says what is
not so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ratings.rules import Tally, percentage
from standards.rules import Band, Figures
from standards.wording import number_words, per_cent


class Form(StrEnum):
    """How a count of cases stands in a sentence."""

    PER_CENT = "per_cent"  # 39 per cent
    OF_THE = "of_the"  # nine of the 23 cases
    OUT_OF = "out_of"  # nine out of 23 relevant cases
    ALL_BUT = "all_but"  # all but two of the 23 cases
    IN_CASES = "in_cases"  # in every case; in nine of the 23 cases
    YES = "yes"  # nine
    NO = "no"  # 14: those that were not
    BAND_WORDS = "band_words"  # a large majority


FORM_NAMES = {
    Form.PER_CENT: "Per cent",
    Form.OF_THE: "So many of the cases",
    Form.OUT_OF: "So many out of the relevant cases",
    Form.ALL_BUT: "All but so many",
    Form.IN_CASES: "In so many cases",
    Form.YES: "The number of yes",
    Form.NO: "The number of no",
    Form.BAND_WORDS: "The words of its band",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: a case, a child, a referral order."""

    one: str = "case"
    many: str = "cases"

    def of(self, number: int) -> str:
        return self.one if number == 1 else self.many


CASES = Noun()


def tally_words(tally: Tally, form: Form, figures: Figures, noun: Noun = CASES) -> str:
    """The figure in that form, or in the nearest that fits. "" where nothing was relevant: there is nothing to say."""
    if not tally.relevant:
        return ""
    if form in COUNTED:
        return COUNTED[form](tally, noun)
    per_cent_ = percentage(tally, figures.rounding)
    assert per_cent_ is not None  # somebody asked about cases that there are
    return per_cent(per_cent_) if form is Form.PER_CENT else band_words(per_cent_, figures.key_question_bands)


def forms_for(tally: Tally, figures: Figures, noun: Noun = CASES) -> list[tuple[Form, str]]:
    """Every form that fits the figure as it is, with how it reads: what a picker offers."""
    offered = [(form, tally_words(tally, form, figures, noun)) for form in Form if fits(tally, form)]
    return [(form, words) for form, words in offered if words]


def fits(tally: Tally, form: Form) -> bool:
    """Whether the form says the figure without another standing in for it."""
    if not tally.relevant:
        return False
    if form is Form.ALL_BUT:
        return 0 < _no(tally) < tally.yes
    return True


def band_words(per_cent_: int, bands: Sequence[Band]) -> str:
    """The words that the edition has for a percentage: "a large majority", "too few", "a minority"; "" for none."""
    phrase = next((band.phrase for band in reversed(bands) if per_cent_ >= band.start), "").strip().lower()
    return f"a {phrase}" if phrase.endswith(("majority", "minority")) else phrase


def _of_the(tally: Tally, noun: Noun) -> str:
    if tally.relevant == 1:
        return f"the one {noun.one}" if tally.yes else f"not the one {noun.one}"
    if tally.yes == tally.relevant:
        return f"{'both' if tally.relevant == 2 else f'all {number_words(tally.relevant)}'} {noun.many}"
    return f"{_number_or_none(tally.yes)} of the {number_words(tally.relevant)} {noun.many}"


def _out_of(tally: Tally, noun: Noun) -> str:
    relevant = f"{number_words(tally.relevant)} relevant {noun.of(tally.relevant)}"
    return f"{_number_or_none(tally.yes)} out of {relevant}"


def _all_but(tally: Tally, noun: Noun) -> str:
    if not fits(tally, Form.ALL_BUT):
        return _of_the(tally, noun)
    return f"all but {number_words(_no(tally))} of the {number_words(tally.relevant)} {noun.many}"


def _in_cases(tally: Tally, noun: Noun) -> str:
    if tally.yes == tally.relevant:
        return f"in every {noun.one}" if tally.relevant > 1 else f"in the one {noun.one}"
    if not tally.yes:
        return f"in no {noun.one}" if tally.relevant > 1 else f"not in the one {noun.one}"
    return f"in {_of_the(tally, noun)}"


def _no(tally: Tally) -> int:
    return tally.relevant - tally.yes


def _number_or_none(number: int) -> str:
    return "none" if number == 0 else number_words(number)


COUNTED: Mapping[Form, Callable[[Tally, Noun], str]] = {
    Form.OF_THE: _of_the,
    Form.OUT_OF: _out_of,
    Form.ALL_BUT: _all_but,
    Form.IN_CASES: _in_cases,
    Form.YES: lambda tally, _: _number_or_none(tally.yes),
    Form.NO: lambda tally, _: _number_or_none(_no(tally)),
}
