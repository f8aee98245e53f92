"""An annexe as one JSON document (docs/annexe.schema.json), which the web pages are made of too, and read back."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from inspections.models import Inspection
from reports.annexe.rules import DICTIONARY, KIND_NAMES, MARK_NAMES, Audience, Cell, Mark, Table

SCHEMA = "data-annexe/1"
LICENCE = "Open Government Licence v3.0"
TITLES = {Audience.PUBLIC: "Data annexe", Audience.INSIDE: "Data annexe for the team: not for publication"}


@dataclass(frozen=True, slots=True)
class Annexe:
    """All tables for one audience, with what they are of and when their figures were read."""

    inspection: Inspection
    audience: Audience
    tables: tuple[Table, ...]
    made_at: datetime

    @property
    def title(self) -> str:
        return f"{TITLES[self.audience]}: {self.inspection}"

    @property
    def licence(self) -> str:
        """What is for the team alone is under none."""
        return LICENCE if self.audience is Audience.PUBLIC else ""


def dictionary_rows(tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    """Every column of these tables, and of the dictionary itself, as the dictionary explains it."""
    for spec in (*(table.spec for table in tables), DICTIONARY):
        for column in spec.columns:
            kind = KIND_NAMES[column.kind]
            yield spec.code, column.code, column.title, kind, column.unit, column.meaning, column.source


def document_of(annexe: Annexe) -> bytes:
    inspection = annexe.inspection
    told = {
        "schema": SCHEMA,
        "audience": annexe.audience.value,
        "title": annexe.title,
        "inspection": {
            "name": inspection.name,
            "place": inspection.service.place,
            "edition": inspection.edition.code,
            "fieldwork_starts": inspection.fieldwork_starts.isoformat(),
        },
        "made_at": localtime(annexe.made_at).isoformat(timespec="seconds"),
        "licence": annexe.licence,
        "marks": {mark.value: words for mark, words in MARK_NAMES.items()},
        "tables": [
            {
                "code": table.spec.code,
                "title": table.spec.title,
                "meaning": table.spec.meaning,
                "rows": [_row(table, row) for row in table.rows],
            }
            for table in annexe.tables
        ],
        "dictionary": [
            dict(zip((column.code for column in DICTIONARY.columns), row, strict=True))
            for row in dictionary_rows(annexe.tables)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _row(table: Table, row: Sequence[Cell]) -> dict[str, Any]:
    """By column; where a value is lacking it is null, and `marks` says why."""
    named = dict(zip((column.code for column in table.spec.columns), row, strict=True))
    marks = {code: cell.value for code, cell in named.items() if isinstance(cell, Mark)}
    return {code: _plain(cell) for code, cell in named.items()} | ({"marks": marks} if marks else {})


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Mark):
        return None
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell
