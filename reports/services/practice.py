"""Examples of practice and declared names: written, cleared, withdrawn, brought back.

Each service of an example returns the sections to queue once this is committed (docs/decisions/0006).
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.models import Case, Inspection
from reports.access import can_clear_examples, can_write_examples
from reports.models import DeclaredName, PracticeExample
from reports.rules import EXAMPLES, LONGEST_EXAMPLE, LONGEST_HEADING, LONGEST_NAME, NameKind, Practice
from reports.services.checks import ReportRefused, inspection_locked, not_withdrawn, words_check
from reports.services.sections import sections_want
from standards.outline import outline_of


@transaction.atomic
def example_save(
    *,
    inspection: Inspection,
    example_id: int | None = None,
    standard: str,
    practice: Practice,
    heading: str,
    words: str,
    pseudonym: str,
    case_id: int | None = None,
    seen: int = 0,
    by: Person,
    at: datetime,
) -> list[int]:
    """Writes an example, or changes the one seen: then it must be cleared anew. Its case stays the one it came from.

    Raises DoesNotExist, PermissionDenied, ChangedMeanwhile, ReportRefused. The same written twice is one.
    """
    found = inspection_locked(inspection.pk, by, can_write_examples)
    if standard not in outline_of(found.edition).standards:
        raise ReportRefused("Choose a standard of this edition", "standard")
    words_check(heading, "heading", "Give it a heading", LONGEST_HEADING)
    words_check(words, "words", "Tell the example", LONGEST_EXAMPLE)
    words_check(pseudonym, "pseudonym", "", LONGEST_NAME)
    told: dict[str, Any] = {"standard": standard, "practice": practice.value, "heading": heading}
    told |= {"words": words, "pseudonym": pseudonym}
    if example_id is not None:
        return _changed(found, example_id, told, seen=seen, by=by, at=at)
    case = Case.objects.filter(inspection=found, pk=case_id).first() if case_id else None
    if case_id and case is None:
        raise ReportRefused("The case that it comes from is not of this inspection")
    if not PracticeExample.objects.filter(inspection=found, case=case, **told).standing().exists():
        PracticeExample.objects.create(inspection=found, case=case, by=by, **told)
    return _wanted(found.pk, at)


def _changed(
    inspection: Inspection, example_id: int, told: dict[str, Any], *, seen: int, by: Person, at: datetime
) -> list[int]:
    rows = PracticeExample.objects.filter(inspection=inspection).select_for_update(no_key=True, of=("self",))
    row = rows.get(pk=example_id)
    not_withdrawn(row)
    if any(getattr(row, name) != value for name, value in told.items()):
        told |= {"cleared_by": None, "cleared_at": None}
    row_change(row, seen=seen, by=by, **told)
    return _wanted(inspection.pk, at)


@transaction.atomic
def example_clear(*, example_id: int, seen: int, by: Person, at: datetime) -> list[int]:
    """It may be printed as it stood when it was seen. Raises DoesNotExist, PermissionDenied, ChangedMeanwhile."""
    row = _locked(example_id, by, can_clear_examples)
    not_withdrawn(row)
    if row.version != seen:
        raise ChangedMeanwhile
    if not row.is_cleared:
        row_change(row, seen=seen, by=by, cleared_by=by, cleared_at=at)
    return _wanted(row.inspection_id, at)


@transaction.atomic
def example_withdraw(*, example_id: int, seen: int, by: Person, at: datetime) -> list[int]:
    """Its box leaves the report wherever it is placed. Raises as example_clear."""
    row = _locked(example_id, by, can_write_examples)
    if row.withdrawn_at is None:
        row_change(row, seen=seen, by=by, withdrawn_by=by, withdrawn_at=at)
    return _wanted(row.inspection_id, at)


@transaction.atomic
def example_bring_back(*, example_id: int, by: Person, at: datetime) -> list[int]:
    row = _locked(example_id, by, can_write_examples)
    row_change(row, seen=row.version, by=by, withdrawn_by=None, withdrawn_at=None)
    return _wanted(row.inspection_id, at)


def _locked(example_id: int, by: Person, may: Any) -> PracticeExample:
    inspection_id = PracticeExample.objects.values_list("inspection_id", flat=True).get(pk=example_id)
    inspection_locked(inspection_id, by, may)
    row: PracticeExample = PracticeExample.objects.select_for_update(no_key=True, of=("self",)).get(pk=example_id)
    return row


def _wanted(inspection_id: int, at: datetime) -> list[int]:
    return sections_want(inspection_id=inspection_id, topics={EXAMPLES}, at=at)


@transaction.atomic
def name_declare(*, inspection: Inspection, name: str, kind: NameKind, by: Person) -> DeclaredName:
    """A name that may stand in the report; declared again it is the same. Raises PermissionDenied, ReportRefused."""
    found = inspection_locked(inspection.pk, by, can_write_examples)
    words_check(name, "name", "Enter the name", LONGEST_NAME)
    known = DeclaredName.objects.filter(inspection=found, name__iexact=name.strip()).standing().first()
    return known or DeclaredName.objects.create(inspection=found, name=name.strip(), kind=kind.value, by=by)


@transaction.atomic
def name_withdraw(*, name_id: int, by: Person, at: datetime) -> None:
    """It is no longer declared. Raises DoesNotExist, PermissionDenied."""
    inspection_id = DeclaredName.objects.values_list("inspection_id", flat=True).get(pk=name_id)
    inspection_locked(inspection_id, by, can_write_examples)
    row = DeclaredName.objects.select_for_update(no_key=True, of=("self",)).get(pk=name_id)
    if row.withdrawn_at is None:
        row_change(row, seen=row.version, by=by, withdrawn_by=by, withdrawn_at=at)
