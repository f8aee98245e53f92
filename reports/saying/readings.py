"""What figures in prose read beside what the sections' tables read: each thing in one reading, when first asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from casereviews.models import Answer, Fact
from casereviews.rules import CLOSED, Reading
from evidence.reading import Piece, Question, pieces_of
from inspections.models import Inspection
from ratings.rules import Tally
from reports.models import Recommendation
from reports.rules.sources import ALL
from samples.rules import SampleFigures, sample_figures
from standards.structure import Outline

CLOSED_STATES = [state.value for state in CLOSED]
Recorded = Mapping[str, Mapping[int, str]]  # by target, then by review: what was recorded


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a survey, with the survey that it stands in."""

    question: Question
    piece: Piece


class Readings:
    """`inspection` comes with its service and edition."""

    def __init__(self, inspection: Inspection, outline: Outline) -> None:
        self.inspection = inspection
        self.outline = outline

    @cached_property
    def prompts(self) -> Mapping[str, Tally]:
        """By address, of submitted reviews: every prompt of the edition; one query."""
        ids = {prompt.pk: address for address, prompt in self.outline.prompts.items()}
        counts = Answer.objects.counted(self.inspection.pk, prompt_ids=ids).counts_by_prompt()
        return {address: Tally(*counts.get(pk, (0, 0))) for pk, address in ids.items()}

    @cached_property
    def facts(self) -> Mapping[str, Recorded]:
        """By domain, or of all: facts and classifications of submitted first readings in the sample; one query."""
        rows = Fact.objects.filter(
            review__inspection=self.inspection,
            review__reading=Reading.FIRST,
            review__state__in=CLOSED_STATES,
            review__case__in_sample=True,
        )
        found: dict[str, dict[str, dict[int, str]]] = {}
        told = rows.exclude(value="").order_by("pk")
        for domain, target, review, value in told.values_list(
            "review__case__domain__code", "target", "review_id", "value"
        ):
            for code in (domain, ALL):
                found.setdefault(code, {}).setdefault(target, {})[review] = " ".join(value.split())
        return found

    def recorded(self, domain: str, target: str) -> Mapping[int, str]:
        return self.facts.get(domain, {}).get(target, {})

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """Evidence that stands; four queries."""
        return [piece for piece in pieces_of(self.inspection) if piece.is_good]

    @cached_property
    def asked(self) -> Mapping[int, Asked]:
        """Questions of surveys, by key."""
        told = [(piece, piece.survey) for piece in self.pieces]
        return {one.pk: Asked(one, piece) for piece, survey in told if survey for one in survey.questions}

    @cached_property
    def recommendations(self) -> int:
        """Those that stand; one query."""
        return Recommendation.objects.filter(inspection=self.inspection).standing().count()

    @cached_property
    def sample(self) -> SampleFigures:
        return sample_figures(self.inspection.edition.sample)
