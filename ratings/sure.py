"""How sure the percentages of a standard are, as plain values for a picture and the table beside it.

It stands beside figures and enters none: nothing here is read by a rating, a decision or a report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspections.models import Inspection
from ratings.rules import Certainty, certainty_of
from ratings.structure import QuestionFigures, StandardFigures
from samples.eligible import counts_of
from samples.rules import sample_figures
from standards.rules import Figures

ONE_IN_A_HUNDRED = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Eligible:
    """How many cases were eligible by domain, in so far as it is known, and the edition's confidence."""

    counts: Mapping[str, int]
    confidence: Fraction


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a band lies in the picture, in per cent from the left."""

    rating: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class SureQuestion:
    """One key question; `certainty` is None where nothing can be said."""

    question: QuestionFigures
    certainty: Certainty | None

    @property
    def width(self) -> int:
        return self.certainty.high_per_cent - self.certainty.low_per_cent if self.certainty else 0

    @property
    def same_band_words(self) -> str:
        """The chance of the same band, as "71%"; never "100%" or "0%" for what is not certain."""
        chance = self.certainty.same_band if self.certainty else Fraction(0)
        if 1 - ONE_IN_A_HUNDRED < chance < 1:
            return "over 99%"
        if 0 < chance < ONE_IN_A_HUNDRED:
            return "under 1%"
        return f"{int(chance * 100 + Fraction(1, 2))}%"


@dataclass(frozen=True, slots=True)
class Sure:
    """`eligible` is of the standard's domain; None where it is not known."""

    read: int
    eligible: int | None
    confidence: Fraction
    questions: tuple[SureQuestion, ...]
    bands: tuple[Stretch, ...]

    @property
    def is_all_read(self) -> bool:
        return self.eligible is not None and self.eligible <= self.read

    @property
    def is_scaled(self) -> bool:
        return any(
            one.certainty and one.certainty.is_scaled and not one.certainty.is_all_read for one in self.questions
        )

    @property
    def of_a_hundred(self) -> int:
        """The confidence as so many of a hundred such samples."""
        return int(self.confidence * 100)

    @property
    def deciding(self) -> tuple[SureQuestion, ...]:
        return tuple(one for one in self.questions if one.question.decides and one.certainty)


def eligible_of(inspection: Inspection) -> Eligible:
    """One query. A domain of which no case was sent is not known: nobody reads what was not eligible."""
    return Eligible(counts_of(inspection).eligible, sample_figures(inspection.edition.sample).confidence)


def sure_of(standard: StandardFigures, eligible: Eligible, figures: Figures) -> Sure | None:
    """How sure the submitted figures of a standard are; None for one that is rated by judgement."""
    if standard.reviews is None:
        return None
    read, there = standard.reviews.submitted, eligible.counts.get(standard.outline.domain)
    return Sure(
        read=read,
        eligible=there,
        confidence=eligible.confidence,
        questions=tuple(
            SureQuestion(
                question,
                certainty_of(
                    question.tally, read=read, eligible=there, confidence=eligible.confidence, figures=figures
                ),
            )
            for question in standard.questions
        ),
        bands=stretches_of(figures),
    )


def stretches_of(figures: Figures) -> tuple[Stretch, ...]:
    starts = [*(band.start for band in figures.key_question_bands), 100]
    pairs = zip(figures.key_question_bands, starts[1:], strict=True)
    return tuple(Stretch(band.rating, band.start, end - band.start) for band, end in pairs)
