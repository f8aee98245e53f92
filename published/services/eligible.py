"""The eligible cases of the demo's inspection: its sample, and made-up ones around it, sent as a service sends them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from accounts.models import Person
from accounts.spreadsheets import csv_of
from inspections.models import Case, Inspection
from published.synthesis import dice
from samples.rules import UploadState, columns_of
from samples.services import upload_add, upload_read, upload_take
from standards.outline import outline_of

AROUND = 6  # rows for each case of the sample, itself among them
FILE_NAME = "eligible-cases.csv"


def eligible_send(*, inspection: Inspection, cases: Iterable[Case], by: Person, at: datetime) -> int:
    """Sends a file, has it read here and now, and takes it; says how many rows it has."""
    outline = outline_of(inspection.edition)
    columns = [column for column in columns_of(outline, inspection.edition.sample["match_on"]) if column.in_template]
    rows = [row for case in cases for row in _rows_around(case)]
    content = csv_of([[c.code for c in columns], *([row.get(c.target or c.code, "") for c in columns] for row in rows)])
    upload = upload_add(inspection=inspection, file_name=FILE_NAME, content=content, by=by, at=at)
    upload_read(upload_id=upload.pk, at=at)
    upload.refresh_from_db()
    if upload.state == UploadState.READY:
        upload_take(upload_id=upload.pk, seen=0, by=by, at=at)
    return len(rows)


def _rows_around(case: Case) -> Iterable[dict[str, str]]:
    """The case, and others of its disposal before it: some of the same child, some too early for the window."""
    began: date = case.began or case.inspection.fieldwork_starts - timedelta(days=120)
    for number in range(AROUND):
        chance = dice(case.reference, f"eligible {number}")
        reference = case.reference if number == 0 else f"{case.reference}-{number}"
        day = began if number == 0 else began - timedelta(days=chance.randint(0, 60))
        is_same_child = number == AROUND - 1 and chance.random() < 0.4
        yield {
            **case.given,
            "case_ref": reference,
            "person_ref": f"P-{case.reference if is_same_child else reference}",
            "domain": case.domain.code,
            "disposal_type": case.disposal_type.code,
            "start_date": f"{began + timedelta(days=9) if is_same_child else day:%d/%m/%Y}",
            "case_manager": case.case_manager if number < 3 else f"Synthetic case manager {chance.randint(1, 9)}",
            **({"fact.gender": chance.choice(["female", "male", "male"])} if number else {}),
        }
