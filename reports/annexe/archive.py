"""An annexe as CSV: one file for each table and one for the dictionary, in a ZIP.

UTF-8 with its mark, without which Excel reads dashes and quotation marks wrong; other programs pass over it. Texts that
a spreadsheet would run as a formula are kept from it (accounts.spreadsheets).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from accounts.spreadsheets import csv_of
from reports.annexe.document import Annexe, dictionary_rows
from reports.annexe.rules import DICTIONARY, Cell, Mark, Spec

ZIP = "application/zip"


def archive_of(annexe: Annexe) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for table in annexe.tables:
            _add(archive, table.spec, table.rows)
        _add(archive, DICTIONARY, dictionary_rows(annexe.tables))
    return written.getvalue()


def _add(archive: ZipFile, spec: Spec, rows: Iterable[Iterable[Cell]]) -> None:
    """Under a time that never changes, so that the same tables are the same bytes."""
    headings = [column.code for column in spec.columns]
    content = csv_of([headings, *([_plain(cell) for cell in row] for row in rows)])
    archive.writestr(ZipInfo(f"{spec.code}.csv"), content, ZIP_DEFLATED)


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, Mark):
        return cell.shown
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell
