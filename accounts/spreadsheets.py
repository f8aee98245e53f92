"""What we hand out for spreadsheets. A text that one would run as a formula is kept from it, wherever it came from."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

# As OWASP lists them, and the wide forms that some spreadsheets take for the same.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell_safe(value: object) -> str:
    """A cell's text; one that begins like a formula has an apostrophe before it, as people write it there themselves.

    A number is no text and stays as it is.
    """
    text = "" if value is None else str(value)
    if isinstance(value, (int, float)):
        return text
    return f"'{text}" if text.startswith(RUNS) else text


def csv_of(rows: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with its mark, without which Excel reads accents wrong."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([cell_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    return download(name, csv_of(rows), "text/csv; charset=utf-8")


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
