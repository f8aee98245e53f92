"""A report's sections in the order of its plan, and what a page that somebody has open lacks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from inspections.models import Inspection
from reports.models import ReportSection
from reports.rules import (
    STANDARD_PREFIX,
    STATUS_NAMES,
    SectionSpec,
    Seen,
    Status,
    headings_raised,
    numbered,
    section_plan,
    token_of,
)
from standards.outline import outline_of
from standards.structure import DomainOutline


@dataclass(frozen=True, slots=True)
class Shown:
    """A body with its footnotes numbered, as HTML: each note with its number."""

    html: SafeString
    notes: list[tuple[int, SafeString]]


@dataclass(slots=True)
class Part:
    """A section with its place in the plan, and the number that its footnotes begin with."""

    spec: SectionSpec
    row: ReportSection
    first_note: int = 1

    @property
    def anchor(self) -> str:
        """Its name in addresses: "standard-2-1"."""
        return self.spec.code.replace(":", "-").replace(".", "-")

    @property
    def kind(self) -> str:
        """What kind of section it is: "standard"."""
        return self.spec.code.partition(":")[0]

    @property
    def standard(self) -> str:
        """The number of the standard that it is about; "" for none."""
        kind, _, number = self.spec.code.partition(":")
        return number if kind == STANDARD_PREFIX else ""

    @property
    def is_written(self) -> bool:
        """Somebody writes in it."""
        return bool(self.spec.parts)

    @property
    def status_name(self) -> str:
        """How far its writing is; of rows read `with_writing`."""
        status = getattr(self.row, "status", None)
        return STATUS_NAMES[Status(status.status) if status else Status.DRAFT]

    @property
    def seen(self) -> Seen:
        return Seen(self.row.built, self.row.state, self.first_note)

    @property
    def token(self) -> str:
        return token_of(self.row.pk, self.seen)

    @property
    def shown(self) -> Shown:
        """The last built body as the page has it. What was escaped when it was built stays so."""
        body = self.row.body if self.spec.domain else headings_raised(self.row.body)
        found = numbered(body, self.first_note)
        return Shown(mark_safe(found.html), [(note.number, mark_safe(note.html)) for note in found.notes])  # noqa: S308


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections under one heading; `domain` is None for those that stand before or after the domains."""

    domain: DomainOutline | None
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an open page lacks: parts of which anything is newer, of these the ones with another body, or everything.

    `renumbered` have their body, under other numbers: a section before them has more or fewer footnotes now.
    """

    changed: list[Part]
    rebuilt: list[Part]
    renumbered: list[Part]
    reload: bool = False  # the page lacks whole sections


def parts_of(inspection: Inspection, *, bodies: bool) -> list[Part]:
    rows = ReportSection.objects.filter(inspection=inspection)
    by_code = {row.code: row for row in (rows.with_writing() if bodies else rows.without_bodies())}
    plan = section_plan(outline_of(inspection.edition))
    parts = [Part(spec, by_code[spec.code]) for spec in plan if spec.code in by_code]
    first = 1
    for part in parts:
        part.first_note = first
        first += part.row.notes
    return parts


def part_of(inspection: Inspection, anchor: str) -> Part | None:
    """The section of that name within the report's address; None where there is none."""
    return next((part for part in parts_of(inspection, bodies=False) if part.anchor.lower() == anchor), None)


def chapters_of(inspection: Inspection) -> list[Chapter]:
    """The report with the last built bodies, in one query; empty when it has no section yet."""
    domains = outline_of(inspection.edition).domain_by_code
    runs = groupby(parts_of(inspection, bodies=True), key=lambda part: part.spec.domain)
    return [Chapter(domains.get(code), list(parts)) for code, parts in runs]


def changes_since(inspection: Inspection, held: Mapping[int, Seen]) -> Changes:
    """What a page that holds `held` (by section id) lacks, in two queries; in one when it lacks no body."""
    parts = parts_of(inspection, bodies=False)
    if any(part.row.pk not in held for part in parts):
        return Changes([], [], [], reload=True)
    changed = [part for part in parts if held[part.row.pk] != part.seen]
    rebuilt = [part for part in changed if held[part.row.pk].built != part.row.built]
    renumbered = [part for part in changed if part not in rebuilt and held[part.row.pk].first_note != part.first_note]
    shown = [*rebuilt, *renumbered]
    rows = ReportSection.objects.in_bulk([part.row.pk for part in shown]) if shown else {}
    for part in shown:  # the row with its body, in place of what may be older by now
        part.row = rows.get(part.row.pk, part.row)
    return Changes(changed, rebuilt, renumbered)
