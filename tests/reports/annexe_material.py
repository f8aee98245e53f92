"""What tests of the annexe share."""

import csv
import io
import json
from datetime import datetime
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from inspections.models import Inspection
from reports.annexe.models import Annexe, AnnexeFile
from reports.annexe.services import annexe_build
from tests.reports.material import LATER


def annexe_of(inspection: Inspection) -> Annexe:
    found: Annexe = Annexe.objects.get(pk=inspection.pk)
    return found


def built(inspection: Inspection, *, at: datetime = LATER) -> Annexe:
    """The annexe, built now whatever was built a moment ago."""
    annexe_build(inspection_id=inspection.pk, at=at, waited=True)
    found = annexe_of(inspection)
    assert not found.failed_because, found.failed_because
    assert found.built == found.wanted
    return found


def content(inspection: Inspection, name: str, *, audience: str = "public") -> bytes:
    return bytes(AnnexeFile.objects.get(annexe=inspection.pk, audience=audience, format=name).content)


def document(inspection: Inspection, *, audience: str = "public") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(inspection, "json", audience=audience))
    return found


def rows(inspection: Inspection, table: str, *, audience: str = "public") -> list[dict[str, Any]]:
    tables = document(inspection, audience=audience)["tables"]
    found: list[dict[str, Any]] = next(one["rows"] for one in tables if one["code"] == table)
    return found


def csv_tables(inspection: Inspection, *, audience: str = "public") -> dict[str, list[list[str]]]:
    with ZipFile(io.BytesIO(content(inspection, "csv", audience=audience))) as archive:
        texts = {name.removesuffix(".csv"): archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def sheets(inspection: Inspection, *, audience: str = "public") -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content(inspection, "xlsx", audience=audience)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
