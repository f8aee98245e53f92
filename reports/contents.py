"""A report's sections in the order of its plan, and what a page that somebody has open lacks of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspections.models import Inspection
from reports.models import ReportSection
from reports.rules import (
    STANDARD_PREFIX,
    STATUS_NAMES,
    SectionSpec,
    Seen,
    Status,
    parts_of_section,
    section_plan,
    token_of,
)
from standards.outline import outline_of
from standards.structure import DomainOutline


@dataclass(slots=True)
class Part:
    """A section with its place in the plan."""

    spec: SectionSpec
    row: ReportSection

    @property
    def anchor(self) -> str:
        """Its name in addresses: "standard-2-1"."""
        return self.spec.code.replace(":", "-").replace(".", "-")

    @property
    def standard(self) -> str:
        """The number of the standard that it is about; "" for none."""
        kind, _, number = self.spec.code.partition(":")
        return number if kind == STANDARD_PREFIX else ""

    @property
    def is_written(self) -> bool:
        """Somebody writes in it."""
        return bool(parts_of_section(self.spec))

    @property
    def status_name(self) -> str:
        """How far its writing is; of rows read `with_writing`."""
        status = getattr(self.row, "status", None)
        return STATUS_NAMES[Status(status.status) if status else Status.DRAFT]

    @property
    def seen(self) -> Seen:
        return Seen(self.row.built, self.row.state)

    @property
    def token(self) -> str:
        return token_of(self.row.pk, self.seen)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sections under one heading; `domain` is None for those that stand above the domains."""

    domain: DomainOutline | None
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an open page lacks: parts whose body or state is newer, of these the ones to show anew, or everything."""

    changed: list[Part]
    rebuilt: list[Part]
    reload: bool = False  # the page lacks whole sections


def parts_of(inspection: Inspection, *, bodies: bool) -> list[Part]:
    rows = ReportSection.objects.filter(inspection=inspection)
    by_code = {row.code: row for row in (rows.with_writing() if bodies else rows.without_bodies())}
    plan = section_plan(outline_of(inspection.edition))
    return [Part(spec, by_code[spec.code]) for spec in plan if spec.code in by_code]


def part_of(inspection: Inspection, anchor: str) -> Part | None:
    """The section of that name within the report's address; None where there is none."""
    return next((part for part in parts_of(inspection, bodies=False) if part.anchor.lower() == anchor), None)


def chapters_of(inspection: Inspection) -> list[Chapter]:
    """The report with the last built bodies, in one query; empty when it has no section yet."""
    parts = parts_of(inspection, bodies=True)
    domains = (None, *outline_of(inspection.edition).domains)
    chapters = [Chapter(d, [part for part in parts if part.spec.domain == (d.code if d else "")]) for d in domains]
    return [chapter for chapter in chapters if chapter.parts]


def changes_since(inspection: Inspection, held: Mapping[int, Seen]) -> Changes:
    """What a page that holds `held` (by section id) lacks, in two queries; in one when it lacks no body."""
    parts = parts_of(inspection, bodies=False)
    if any(part.row.pk not in held for part in parts):
        return Changes([], [], reload=True)
    changed = [part for part in parts if held[part.row.pk] != part.seen]
    rebuilt = [part for part in changed if held[part.row.pk].built != part.row.built]
    rows = ReportSection.objects.in_bulk([part.row.pk for part in rebuilt]) if rebuilt else {}
    for part in rebuilt:  # the row with its body, in place of what may be older by now
        part.row = rows.get(part.row.pk, part.row)
    return Changes(changed, rebuilt)
