"""What pages about uploads show, as plain values for their templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.models import Inspection
from samples.models import EligibleRow, EligibleUpload
from samples.rules import (
    ASIDE_NAMES,
    Aside,
    Column,
    Difference,
    Matched,
    UploadState,
    columns_of,
    difference_of,
    in_words,
    match_columns,
    sample_figures,
    window_of,
)
from samples.uploading.templates import choices_of, explained
from standards.outline import outline_of
from standards.structure import Outline
from standards.wording import date_words, sentence

COLOURS = {
    UploadState.WAITING: "blue",
    UploadState.READING: "blue",
    UploadState.REFUSED: "red",
    UploadState.MAPPING: "yellow",
    UploadState.FAULTY: "orange",
    UploadState.READY: "blue",
    UploadState.TAKEN: "green",
}
FIRST_ROWS = 10
MOST_SHOWN = 100  # of each kind of difference


@dataclass(frozen=True, slots=True)
class Counted:
    """One domain, or all: how many rows were sent, are eligible, are set aside for each reason."""

    title: str
    eligible: int
    asides: tuple[int, ...]

    @property
    def sent(self) -> int:
        return self.eligible + sum(self.asides)


@dataclass(frozen=True, slots=True)
class Counts:
    reasons: tuple[str, ...]
    domains: tuple[Counted, ...]
    total: Counted


def outline_for(inspection: Inspection) -> Outline:
    return outline_of(inspection.edition)


def columns_for(inspection: Inspection) -> tuple[Column, ...]:
    return columns_of(outline_for(inspection), inspection.edition.sample["match_on"])


def explained_for(inspection: Inspection) -> list[dict[str, str]]:
    """What each column may hold, as the template's second sheet says it."""
    columns, outline = [c for c in columns_for(inspection) if c.in_template], outline_for(inspection)
    may = choices_of(columns, outline)
    rows = ((c, f"{c.title}, needed" if c.required else c.title) for c in columns)
    return [{"code": c.code, "title": title, "holds": explained(c, may, outline)} for c, title in rows]


def matched_for(inspection: Inspection, upload: EligibleUpload) -> Matched:
    return match_columns(upload.headers, columns_for(inspection), upload.mapping)


def windows_for(inspection: Inspection) -> list[dict[str, str]]:
    """Which cases are wanted: for each domain, what must have happened when."""
    figures, found = sample_figures(inspection.edition.sample), []
    for domain in outline_for(inspection).domains:
        window = window_of(figures, domain.code, inspection.fieldwork_starts) if domain.has_cases else None
        if window:
            title = f"{domain.code} {domain.title}"
            found.append({"title": title, "began": sentence(domain.began), "window": window.words})
    return found


def counts_for(inspection: Inspection, upload: EligibleUpload) -> Counts:
    counts = EligibleRow.objects.filter(upload=upload).counts()
    reasons = [aside for aside in Aside if any(found == aside for _, found in counts)]
    domains = [domain for domain in outline_for(inspection).domains if domain.has_cases]
    rows = tuple(
        Counted(
            f"{domain.code} {domain.title}",
            counts.get((domain.code, ""), 0),
            tuple(counts.get((domain.code, aside.value), 0) for aside in reasons),
        )
        for domain in domains
    )
    sums = tuple(sum(column) for column in zip(*(row.asides for row in rows), strict=True))
    total = Counted("All", sum(row.eligible for row in rows), sums)
    return Counts(tuple(ASIDE_NAMES[aside] for aside in reasons), rows, total)


class Words:
    """Codes of an edition as people read them."""

    def __init__(self, outline: Outline) -> None:
        self.fields = {
            "person_ref": "Person reference",
            "domain": "Domain",
            "disposal_type": "Disposal type",
            "disposal_local_name": "Local name of the disposal",
            "began": "Start date",
            "case_manager": "Case manager",
            "aside": "Eligible",
            **{fact.target: fact.text for fact in outline.facts},
            **{f"service.{kind}": sentence(in_words(kind)) for kind in outline.kinds},
        }
        self.options = {fact.target: fact.options for fact in outline.facts}
        self.disposals = {
            disposal.code: disposal.one for domain in outline.domains for disposal in domain.disposal_types
        }

    def field(self, field: str) -> str:
        return self.fields.get(field, field)

    def value(self, field: str, value: str) -> str:
        if field == "aside":
            return ASIDE_NAMES[Aside(value)] if value else "Eligible"
        if not value:
            return "Not given"
        if field == "began":
            return date_words(date.fromisoformat(value))
        if field == "disposal_type":
            return sentence(self.disposals.get(value, value))
        is_code = bool(self.options.get(field)) or field.startswith("service.")
        return sentence(in_words(value)) if is_code else value


def first_rows(inspection: Inspection, upload: EligibleUpload) -> dict[str, Any]:
    """The first rows of the file with every column that was read."""
    words = Words(outline_for(inspection))
    rows = list(upload.rows.order_by("row")[:FIRST_ROWS])
    given = [column for column in columns_for(inspection) if column.target]
    shown = [column for column in given if any(row.given.get(column.target) for row in rows)]
    return {
        "given_columns": [column.title for column in shown],
        "first_rows": [
            {
                "row": row,
                "disposal": words.value("disposal_type", row.disposal_type),
                "given": [words.value(column.target, row.given.get(column.target, "")) for column in shown],
            }
            for row in rows
        ],
    }


def difference_for(inspection: Inspection, taken: EligibleUpload, upload: EligibleUpload) -> dict[str, Any]:
    """What taking `upload` in place of `taken` would change."""
    found: Difference = difference_of(taken.rows.sent(), upload.rows.sent())
    words = Words(outline_for(inspection))
    changed = [
        {
            "reference": one.reference,
            "fields": [
                {"name": words.field(name), "before": words.value(name, before), "now": words.value(name, now)}
                for name, before, now in one.fields
            ],
        }
        for one in found.changed[:MOST_SHOWN]
    ]
    return {
        "difference": found,
        "new": listed(found.new),
        "gone": listed(found.gone),
        "changed": changed,
        "changed_more": max(len(found.changed) - MOST_SHOWN, 0),
    }


def listed(references: tuple[str, ...]) -> str:
    more = len(references) - MOST_SHOWN
    return ", ".join(references[:MOST_SHOWN]) + (f", and {more:,} more" if more > 0 else "")


def matched_rows(matched: Matched, headers: list[str], mapping: Mapping[str, str]) -> list[dict[str, str]]:
    """The columns that were known by their names."""
    return [
        {"header": headers[place], "column": column.title, "code": column.code}
        for place, column in matched.columns.items()
        if headers[place] not in mapping
    ]
