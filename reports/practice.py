"""Examples of practice by standard: those of the report, and what readers noted that could become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casereviews.models import CaseReview, Note
from casereviews.rules import NoteKind, personal_in
from inspections.models import Inspection
from reports.models import DeclaredName, PracticeExample
from reports.rules import PRACTICE_NAMES, Practice
from standards.outline import outline_of
from standards.structure import StandardOutline

PRACTICES = {NoteKind.GOOD: Practice.GOOD, NoteKind.WEAK: Practice.WEAK}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a reader noted in a case: never printed as it is."""

    review_id: int
    case_id: int
    reference: str
    standard: str
    practice: Practice
    pseudonym: str
    words: str
    is_used: bool  # there is an example of that case under that standard

    @property
    def code(self) -> str:
        return f"{self.review_id}-{self.practice}-{self.standard}"

    @property
    def practice_name(self) -> str:
        return PRACTICE_NAMES[self.practice]


@dataclass(frozen=True, slots=True)
class Shown:
    """`warning` names what could tell who somebody is."""

    row: PracticeExample
    warning: str


@dataclass(frozen=True, slots=True)
class OfStandard:
    outline: StandardOutline
    examples: Sequence[Shown]
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Examples:
    standards: Sequence[OfStandard]
    withdrawn: Sequence[PracticeExample]
    names: Sequence[DeclaredName]

    @property
    def candidates(self) -> Sequence[Candidate]:
        return [one for standard in self.standards for one in standard.candidates]


def examples_of(inspection: Inspection, *, noted: bool) -> Examples:
    """Two queries, and two more with what readers `noted`."""
    rows = list(PracticeExample.objects.filter(inspection=inspection).select_related("cleared_by", "by"))
    names = list(DeclaredName.objects.filter(inspection=inspection).standing().select_related("by"))
    standing = [Shown(row, _warning(row)) for row in rows if row.withdrawn_at is None]
    candidates = candidates_of(inspection, rows) if noted else []
    standards = [
        OfStandard(
            standard,
            [one for one in standing if one.row.standard == number],
            [one for one in candidates if one.standard == number],
        )
        for number, standard in outline_of(inspection.edition).standards.items()
    ]
    return Examples(standards, [row for row in rows if row.withdrawn_at], names)


def candidates_of(inspection: Inspection, rows: Sequence[PracticeExample]) -> list[Candidate]:
    """By reference of their case; two queries."""
    noted = [one for one in Note.objects.remarked(inspection.pk) if one.kind in PRACTICES and one.note.strip()]
    reviews = CaseReview.objects.filter(pk__in={one.review_id for one in noted}).order_by()
    cases: Mapping[int, int] = dict(reviews.values_list("pk", "case_id"))
    used = {(row.case_id, row.standard, row.practice) for row in rows if row.withdrawn_at is None}
    found = [
        Candidate(
            one.review_id,
            cases[one.review_id],
            one.reference,
            one.about,
            PRACTICES[one.kind],
            one.value,
            one.note,
            (cases[one.review_id], one.about, PRACTICES[one.kind].value) in used,
        )
        for one in noted
    ]
    return sorted(found, key=lambda one: (one.is_used, one.reference))


def candidate_of(inspection: Inspection, code: str) -> Candidate | None:
    """The note that an example is made of, by its code; None where it is not there any more."""
    rows = list(PracticeExample.objects.filter(inspection=inspection))
    return next((one for one in candidates_of(inspection, rows) if one.code == code), None)


def _warning(row: PracticeExample) -> str:
    found = personal_in(f"{row.heading} {row.words}")
    return f"This looks as if it holds {' and '.join(found)}." if found else ""
