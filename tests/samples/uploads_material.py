"""Files as services send them, good and bad, for the tests of uploads."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta

import openpyxl

from samples.models import EligibleUpload
from samples.services import upload_add, upload_read, upload_take
from tests.factories import MONDAY, NOW, World

HEADER = (
    *("case_ref", "person_ref", "domain", "disposal_type", "start_date", "area", "age_band", "gender", "ethnicity"),
    *("offence_type", "care_status", "risk_of_serious_harm", "safety_and_wellbeing", "case_manager"),
)
BEGAN = MONDAY - timedelta(days=200)
GOOD: dict[str, object] = {
    "domain": "D2",
    "disposal_type": "referral order",
    "start_date": f"{BEGAN:%d/%m/%Y}",
    "area": "North",
    "age_band": "15 to 17",
    "gender": "Male",
    "ethnicity": "white",
    "offence_type": "Theft",
    "care_status": "never",
    "risk_of_serious_harm": "Medium",
    "safety_and_wellbeing": "high",
    "case_manager": "Ann Lee",
}


def row(number: int = 1, **given: object) -> dict[str, object]:
    """A row without a fault, but for what is given."""
    return {"case_ref": f"FD-{number:04}", "person_ref": f"P-{number:04}", **GOOD, **given}


def rows(count: int) -> list[dict[str, object]]:
    return [row(number) for number in range(1, count + 1)]


def csv_bytes(
    found: Iterable[dict[str, object]], *, header: Sequence[str] = HEADER, separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator)
    writer.writerow(header)
    writer.writerows([one.get(name, "") for name in header] for one in found)
    return written.getvalue().encode(encoding)


def xlsx_bytes(table: Iterable[Sequence[object]], *, title: str = "Cases") -> bytes:
    """As openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for values in table:
        sheet.append(list(values))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def xlsx_of(found: Iterable[dict[str, object]], header: Sequence[str] = HEADER) -> bytes:
    return xlsx_bytes([header, *([one.get(name, "") for name in header] for one in found)])


def sent(world: World, content: bytes, name: str = "cases.csv") -> EligibleUpload:
    return upload_add(inspection=world.inspection, file_name=name, content=content, by=world.administrator, at=NOW)


def read(world: World, content: bytes, name: str = "cases.csv") -> EligibleUpload:
    """Sent and read, as it stands then."""
    upload = sent(world, content, name)
    upload_read(upload_id=upload.pk, at=NOW)
    upload.refresh_from_db()
    return upload


def taken(world: World, found: Iterable[dict[str, object]]) -> EligibleUpload:
    upload = read(world, csv_bytes(found))
    former = EligibleUpload.objects.taken().filter(inspection=world.inspection).first()
    return upload_take(upload_id=upload.pk, seen=former.pk if former else 0, by=world.administrator, at=NOW)
