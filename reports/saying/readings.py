"""What figures in prose read beside what the sections' tables read: each thing in one reading, when first asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from casereviews.models import Answer, Fact
from casereviews.rules import CLOSED, Reading
from evidence.reading import InspectionEvidence, Piece, Question, evidence_for
from inspections.models import Inspection
from ratings.rules import Tally
from reports.models import Recommendation
from reports.rules.sources import ALL, domains_at
from samples.rules import SampleFigures, sample_figures
from standards.structure import Outline

CLOSED_STATES = [state.value for state in CLOSED]
INTERVIEWED = "fact.interviewed"
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
        found: dict[str, dict[str, dict[int, str]]] = {}
        rows = self._told.order_by("pk").values_list("review__case__domain__code", "target", "review_id", "value")
        of_all = {domain.code for domain in domains_at(ALL, self.outline)}
        for domain, target, review, value in rows:
            for code in (domain, ALL) if domain in of_all else (domain,):
                found.setdefault(code, {}).setdefault(target, {})[review] = " ".join(value.split())
        return found

    @property
    def _told(self) -> QuerySet[Fact]:
        found = Fact.objects.filter(
            review__inspection=self.inspection,
            review__reading=Reading.FIRST,
            review__state__in=CLOSED_STATES,
            review__case__in_sample=True,
        )
        return found.exclude(value="")

    @cached_property
    def interviewed(self) -> Mapping[str, Mapping[str, int]]:
        """By domain, those where a submitted review says who was interviewed: in how many cases whom; one query."""
        rows = self._told.filter(target=INTERVIEWED).order_by().values_list("review__case__domain__code", "value")
        found: dict[str, dict[str, int]] = {}
        for domain, whom, number in rows.annotate(number=Count("pk")):
            found.setdefault(domain, {})[whom] = number
        return found

    def recorded(self, domain: str, target: str) -> Mapping[int, str]:
        return self.facts.get(domain, {}).get(target, {})

    @cached_property
    def evidence(self) -> InspectionEvidence:
        """What was gathered beside the cases; five queries."""
        return evidence_for(self.inspection)

    @property
    def pieces(self) -> Sequence[Piece]:
        """Evidence that stands."""
        return self.evidence.good

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
