"""Which rows of an upload are eligible under its inspection's edition and Monday."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from samples.models import EligibleRow, EligibleUpload
from samples.rules import (
    DISPOSAL_TYPE,
    EligibleCase,
    SetAside,
    Variable,
    Window,
    sample_figures,
    sort_eligible,
    variables_of,
    window_of,
)
from standards.outline import outline_of


def asides_of(upload: EligibleUpload, cases: Sequence[EligibleCase]) -> dict[str, SetAside]:
    """The cases that are set aside, by reference."""
    inspection = upload.inspection
    outline, figures = outline_of(inspection.edition), sample_figures(inspection.edition.sample)
    codes = [domain.code for domain in outline.domains if domain.has_cases]
    windows: dict[str, Window | None] = {code: window_of(figures, code, inspection.fieldwork_starts) for code in codes}
    variables: dict[str, tuple[Variable, ...]] = {code: variables_of(figures.match_on, outline, code) for code in codes}
    found = sort_eligible(cases, windows=windows, variables=variables, today=localdate(upload.at))
    return {aside.case.reference: aside for aside in found.aside}


def rows_sort(upload: EligibleUpload) -> None:
    """Sorts the rows of an upload anew, because the Monday of fieldwork was moved; the caller saves `sorted_for`."""
    match_on = upload.inspection.edition.sample["match_on"]
    kinds = outline_of(upload.inspection.edition).kinds
    rows = list(upload.rows.all())
    asides = asides_of(upload, [_case(row, match_on, kinds) for row in rows])
    for row in rows:
        aside = asides.get(row.reference)
        row.aside, row.aside_because = (aside.why.value, aside.sentence) if aside else ("", "")
    EligibleRow.objects.bulk_update(rows, ["aside", "aside_because"], batch_size=1_000)
    upload.sorted_for = upload.inspection.fieldwork_starts


def _case(row: EligibleRow, match_on: Sequence[str], kinds: Sequence[str]) -> EligibleCase:
    classes = {
        code: row.given.get(f"service.{code}" if code in kinds else f"fact.{code}", "")
        for code in match_on
        if code != DISPOSAL_TYPE
    }
    return EligibleCase(
        row.reference, row.person_ref, row.domain, row.disposal_type, row.began, row.case_manager, classes
    )
