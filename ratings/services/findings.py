"""Emerging findings, frozen for the closing meeting."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from inspections.access import standing_of
from inspections.models import Inspection
from ratings.access import can_give_findings
from ratings.findings import AREAS, STRENGTHS, content_of
from ratings.models import EmergingFindings
from ratings.rules import holds_percentage
from ratings.services.checks import words_problem
from standards.outline import outline_of


class FindingsRefused(Exception):
    """The findings cannot be given like this; `problems` are sentences by (standard, kind), or by ("", "")."""

    def __init__(self, problems: Mapping[tuple[str, str], str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@transaction.atomic
def findings_give(
    *, id: UUID, inspection: Inspection, said: Mapping[str, Mapping[str, str]], by: Person, at: datetime
) -> EmergingFindings:
    """Freezes emerging findings: by standard its STRENGTHS and AREAS, a line each, with the figures of this moment.

    The same `id` again is the same findings. Raises PermissionDenied, FindingsRefused.
    """
    if not can_give_findings(standing_of(by, inspection.pk)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection.pk)
    found: EmergingFindings | None = EmergingFindings.objects.filter(pk=id).first()
    if found is not None and found.inspection_id != inspection.pk:
        raise FindingsRefused({("", ""): "This page is of another inspection. Open it again, then freeze them."})
    if found is not None:
        return found
    lines = {number: {kind: lines_from(words) for kind, words in by_kind.items()} for number, by_kind in said.items()}
    if problems := _findings_problems(inspection, said, lines):
        raise FindingsRefused(problems)
    return EmergingFindings.objects.create(
        pk=id, inspection=inspection, content=content_of(inspection, lines), by=by, given_at=at
    )


def lines_from(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _findings_problems(
    inspection: Inspection, said: Mapping[str, Mapping[str, str]], lines: Mapping[str, Mapping[str, list[str]]]
) -> dict[tuple[str, str], str]:
    known = outline_of(inspection.edition).standards
    if said.keys() - known.keys() or any(by_kind.keys() - {STRENGTHS, AREAS} for by_kind in said.values()):
        return {("", ""): "What was sent names a standard that this edition does not have."}
    problems = {}
    for number, by_kind in said.items():
        for kind, words in by_kind.items():
            if problem := words_problem(words, "text"):
                problems[number, kind] = problem
            elif holds_percentage(words):
                problems[number, kind] = "Emerging findings hold no percentages: say it in words, such as “most cases”."
    if not problems and not any(found for by_kind in lines.values() for found in by_kind.values()):
        return {("", ""): "Write at least one strength or area for improvement."}
    return problems
