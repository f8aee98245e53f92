"""An annexe as its web pages show it: made of the very JSON document that is handed out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from inspections.models import Inspection
from inspections.rules import number_shown
from reports.annexe.models import Annexe, AnnexeFile
from reports.annexe.rules import DICTIONARY, MARK_NAMES, SPEC_BY_CODE, STEPS, Audience, Column, Kind, Mark, Spec
from reports.rules import SectionState
from standards.wording import date_words

# By how many of its first columns a table's rows are gathered under one heading.
GATHERED = {
    "context": 1,
    "disposals": 1,
    "children": 2,
    "classes": 1,
    "ratings": 1,
    "key_questions": 2,
    "prompts": 3,
    "scale": 1,
    "dictionary": 1,
}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is read."""

    text: str
    label: str
    numeric: bool
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[list[Shown]]


@dataclass(frozen=True, slots=True)
class Page:
    """One table of the annexe. `marks` are those that stand in it, each with its words."""

    spec: Spec
    columns: list[Column]
    groups: list[Group]
    marks: list[tuple[str, str]]

    @property
    def width(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Progress:
    step: int
    words: str
    steps: int = len(STEPS)


def progress_of(annexe: Annexe | None) -> Progress | None:
    """How far the build is that is under way; None where none is."""
    if annexe is None or not annexe.step or annexe.state is SectionState.FRESH:
        return None
    return Progress(annexe.step, STEPS[annexe.step - 1])


def token_of(annexe: Annexe | None) -> str:
    """Another one whenever an open page lacks something."""
    return f"{annexe.built}.{annexe.state}.{annexe.step}" if annexe else "0"


def document_of(inspection: Inspection, audience: Audience) -> dict[str, Any] | None:
    """The document that was built last; None where none was."""
    files = AnnexeFile.objects.filter(annexe=inspection.pk, audience=audience, format="json")
    content = files.values_list("content", flat=True).first()
    return None if content is None else json.loads(bytes(content))


def page_of(document: Mapping[str, Any], code: str, domains: Mapping[str, str]) -> Page | None:
    """The table of that code; None where this document has none such. `domains` are their titles.

    A column of which nothing is applicable is left out: files have it all the same.
    """
    tables = {table["code"]: table["rows"] for table in document["tables"]}
    tables["dictionary"] = document["dictionary"]
    if code not in tables:
        return None
    spec = SPEC_BY_CODE.get(code, DICTIONARY)
    gathered = GATHERED.get(code, 0)
    columns = [one for one in spec.columns[gathered:] if not _is_idle(one, tables[code])]
    names = {**_names(tables), **domains}
    groups = [
        Group(_title(key, names), [[_shown(column, row) for column in columns] for row in rows])
        for key, rows in _gathered(tables[code], [column.code for column in spec.columns[:gathered]])
    ]
    there = {row.get("marks", {}).get(column.code) for row in tables[code] for column in columns}
    return Page(spec, columns, groups, [(mark.shown, words) for mark, words in MARK_NAMES.items() if mark in there])


def _is_idle(column: Column, rows: Sequence[Row]) -> bool:
    marks = [row.get("marks", {}).get(column.code) for row in rows]
    return bool(marks) and set(marks) == {Mark.NOT_APPLICABLE}


def _gathered(rows: Sequence[Row], by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Iterator[Row]]]:
    return groupby(rows, key=lambda row: tuple(str(row[code]) for code in by))


def _names(tables: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """What codes and numbers stand for."""
    found = {row["standard"]: row["title"] for row in tables["ratings"]}
    found |= {row["key_question"]: row["text"] for row in tables["key_questions"]}
    return found | {code: spec.title for code, spec in SPEC_BY_CODE.items()}


def _title(key: Sequence[str], names: Mapping[str, str]) -> str:
    """Of a domain and a characteristic both; of a domain, a standard and a key question the last, which says it."""
    if not key:
        return ""
    last = key[-1]
    if last[:1].isdigit():
        return f"{last} {names.get(last, '')}".strip()
    return ": ".join(f"{part} {names[part]}" if part in names and part != names[part] else part for part in key)


def _shown(column: Column, row: Row) -> Shown:
    value, mark = row[column.code], row.get("marks", {}).get(column.code)
    numeric = column.kind in (Kind.NUMBER, Kind.DECIMAL, Kind.PER_CENT)
    if mark:
        return Shown(Mark(mark).shown, column.title, numeric, is_mark=True)
    return Shown(_words(column.kind, value), column.title, numeric)


def _words(kind: Kind, value: Any) -> str:
    if kind is Kind.DATE:
        return date_words(date.fromisoformat(value))
    if kind is Kind.PER_CENT:
        return f"{value}%"
    if kind in (Kind.NUMBER, Kind.DECIMAL):
        return number_shown(Decimal(str(value)))
    return str(value)
