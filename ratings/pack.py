"""What the panel's pack holds of each standard, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from casereviews.rules import Value
from evidence.reading import About, evidence_for
from inspections.models import Inspection
from inspections.rules import Phase
from ratings.figures import decision_of
from ratings.models import Decision
from ratings.notes import CaseNotes, QuestionNotes, notes_on_standards
from ratings.rules import percentage
from ratings.structure import PanelDecision, RatingsPage, StandardFigures
from standards.rules import Figures


@dataclass(frozen=True, slots=True)
class Comparable:
    """Discretion on the same standard at another service, in an earlier published inspection under the edition."""

    place: str
    fieldwork: str
    decision: PanelDecision
    percentages: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """One standard of the pack; the notes on its deciding key questions, those judged no first."""

    standard: StandardFigures
    notes: tuple[tuple[str, tuple[QuestionNotes, ...]], ...]
    comparable: tuple[Comparable, ...]
    about: About  # its evidence, strengths and areas

    @property
    def cases(self) -> list[CaseNotes]:
        return [case for _, questions in self.notes for question in questions for case in question.cases]


def pack_of(inspection: Inspection, page: RatingsPage) -> list[PackPage]:
    """Every standard in order: eight queries beyond those of the page."""
    held = evidence_for(inspection)
    rated = [standard for standard in page.standards if standard.by_cases]
    notes = {value: notes_on_standards(inspection, rated, value) for value in (Value.NO, Value.YES)}
    comparable = comparable_to(inspection, page.figures)
    return [
        PackPage(
            standard,
            tuple((value.value, found) for value in notes if (found := notes[value].get(standard.number, ()))),
            tuple(comparable.get(standard.outline.pk, ())),
            held.by_standard[standard.number],
        )
        for standard in page.standards
    ]


def comparable_to(inspection: Inspection, figures: Figures) -> dict[int, list[Comparable]]:
    """By standard, the latest fieldwork first; decisions that stood when the report came out and still do."""
    rows = (
        Decision.objects.filter(
            current=True,
            set_aside__len__gt=0,
            inspection__edition=inspection.edition_id,
            inspection__phase=Phase.PUBLISHED,
            inspection__fieldwork_starts__lt=inspection.fieldwork_starts,
        )
        .exclude(inspection=inspection)
        .select_related("by", "inspection__service")
        .order_by("-inspection__fieldwork_starts", "inspection__name")
    )
    found: dict[int, list[Comparable]] = {}
    for row in rows:
        found.setdefault(row.standard_id, []).append(_comparable(row, figures))
    return found


def _comparable(row: Decision, figures: Figures) -> Comparable:
    decision, starts = decision_of(row), row.inspection.fieldwork_starts
    shares = tuple(percentage(tally, figures.rounding) for tally in decision.tallies)
    return Comparable(row.inspection.service.place, f"{starts:%B %Y}", decision, shares)


def cases_in(pages: Sequence[PackPage]) -> set[int]:
    """The cases whose notes the pack shows."""
    return {case.case_id for page in pages for case in page.cases}
