"""5,000 eligible cases: checked and stored, against COPY of the same rows; a workbook read, against openpyxl's reading.

Ours is all that a worker does for a CSV: claim it, read it, check every cell, sort the rows, store them. The yardstick
is the bare COPY of the rows that come out of it, in a transaction. For the workbook, ours is the reading alone, and
then all that is done with it; the yardstick is openpyxl's read-only reading of every row, with which nothing is done.
Last come the hostile files of tests/samples/test_uploads_hostile.py: how long the slowest take, of two seconds each.
"""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.stand import Sheet, alternate, demo_data, p95

ROWS, ROUNDS, WARM_UP = 5_000, 15, 2
COPY_LIMIT, XLSX_LIMIT, HOSTILE_LIMIT = 40, 1.5, 2.0
NAMES = (
    *("case_ref", "person_ref", "domain", "disposal_type", "start_date", "area", "age_band", "gender", "ethnicity"),
    *("offence_type", "care_status", "risk_of_serious_harm", "safety_and_wellbeing", "case_manager"),
)


def rows_made(monday: date, count: int = ROWS) -> list[list[Any]]:
    """Rows as services send them: a tenth outside the window, a twentieth without a classification."""
    chance = Random(8)
    return [
        [
            f"FD-{n:05}",
            f"P-{n:05}",
            "D2" if n % 5 < 2 else "D3",
            chance.choice(["Referral order", "youth rehabilitation order"] if n % 5 < 2 else ["Youth caution"]),
            monday - timedelta(days=chance.randrange(70, 400)),
            chance.choice(["North", "South"]),
            chance.choice(["10 to 14", "15 to 17", "16"]),
            chance.choice(["Male", "Male", "Female"]),
            chance.choice(["White", "Black", "Asian", "Mixed"]),
            chance.choice(["Theft", "violence", "Drugs"]),
            "Never",
            chance.choice(["Low", "Medium", "High", "" if n % 4 == 0 else "Medium"]),
            chance.choice(["Low", "Medium", "High", "Very high"]),
            f"Manager {chance.randrange(60)}",
        ]
        for n in range(count)
    ]


def csv_of(rows: list[list[Any]]) -> bytes:
    lines = [",".join(f"{v:%d/%m/%Y}" if isinstance(v, date) else str(v) for v in row) for row in [NAMES, *rows]]
    return "\n".join(lines).encode()


def xlsx_of(rows: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book, written = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Cases")
    for row in [NAMES, *rows]:
        sheet.append(list(row))
    book.save(written)
    return written.getvalue()


def main() -> None:
    sheet = Sheet("uploads", f"{ROWS:,} eligible cases of {len(NAMES)} columns, {ROUNDS} rounds by turns")
    with demo_data():
        from inspections.models import Inspection

        inspection = Inspection.objects.with_names().get(name="fallowdale")
        rows = rows_made(inspection.fieldwork_starts)
        stored(sheet, inspection, csv_of(rows))
        read(sheet, xlsx_of(rows), inspection)
        hostile(sheet)
    sheet.keep()


def stored(sheet: Sheet, inspection: Any, content: bytes) -> None:
    """Checked and stored, against COPY of what was stored."""
    from django.db import connection, transaction

    from samples.models import EligibleRow

    upload = done(inspection, content)
    bare = list(EligibleRow.objects.filter(upload=upload).values_list(*(f.attname for f in fields())))
    binary = [tuple(_plain(value) for value in row) for row in bare]
    columns = ", ".join(f.column for f in fields())
    upload.rows.all().delete()  # each COPY of them is undone

    def copied(_: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            with cursor.copy(f"COPY samples_eligiblerow ({columns}) FROM STDIN") as copy:
                for row in binary:
                    copy.write_row(row)
            transaction.set_rollback(True)

    ours, theirs = alternate([lambda _: done(inspection, content), copied], ROUNDS, WARM_UP)
    sheet.ratio(
        f"CSV checked and stored, {len(binary):,} rows, against COPY of them, p95", p95(ours), p95(theirs), COPY_LIMIT
    )


def fields() -> list[Any]:
    from samples.models import EligibleRow

    return [field for field in EligibleRow._meta.concrete_fields if not field.primary_key]


def _plain(value: Any) -> Any:
    import json

    return json.dumps(value) if isinstance(value, dict) else value


def done(inspection: Any, content: bytes) -> Any:
    """Sent and read to the end, as a worker does it."""
    from django.utils import timezone

    from accounts.models import Person
    from samples.models import EligibleUpload
    from samples.services import upload_read

    by = Person.objects.get(email="admin@demo.example")
    sent = {"inspection": inspection, "file_name": "cases", "content": content, "size": len(content), "by": by}
    upload = EligibleUpload.objects.create(at=timezone.now(), **sent)
    assert upload_read(upload_id=upload.pk, at=timezone.now())
    upload.refresh_from_db()
    assert upload.state == "ready", (upload.refused_because, upload.problems[:3])
    return upload


def read(sheet: Sheet, content: bytes, inspection: Any) -> None:
    from openpyxl import load_workbook

    from samples.uploading import read_table

    def theirs(_: int) -> None:
        book = load_workbook(io.BytesIO(content), read_only=True)
        for _row in book.worksheets[0].iter_rows(values_only=True):
            pass

    deeds: list[Callable[[int], object]] = [
        lambda _: read_table(content),
        lambda _: done(inspection, content),
        theirs,
    ]
    reading, whole, yardstick = alternate(deeds, ROUNDS, WARM_UP)
    sheet.ratio("XLSX read, against openpyxl’s read alone, p95", p95(reading), p95(yardstick), XLSX_LIMIT)
    sheet.ratio("XLSX read, checked and stored, against the same, p95", p95(whole), p95(yardstick), XLSX_LIMIT)


def hostile(sheet: Sheet) -> None:
    """Each file refused, the slowest first."""
    from samples.uploading import FileRefused, Meter, read_table
    from tests.samples.test_uploads_hostile import REFUSED

    took = []
    for name, (make, _) in REFUSED.items():
        content, meter = make(), Meter()
        started = time.process_time()
        try:
            read_table(content, meter)
        except FileRefused:
            took.append((time.process_time() - started, name, meter.read))
    assert len(took) == len(REFUSED), "each is refused"
    sheet.say(f"{len(took)} hostile files, each refused within {HOSTILE_LIMIT:g} s; the slowest:")
    for seconds, name, size in sorted(took, reverse=True)[:4]:
        verdict = "within" if seconds <= HOSTILE_LIMIT else "OVER"
        sheet.say(f"  {name}: {seconds:.2f} s of work, {size / 1e6:.1f} MB unpacked ({verdict})")


if __name__ == "__main__":
    main()
