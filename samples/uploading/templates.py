"""The template that services fill in, as CSV and as a workbook whose second sheet says what each column may hold."""

from collections.abc import Iterable, Mapping

from accounts.spreadsheets import csv_of
from samples.rules import Column, in_words
from samples.rules.columns import DISPOSAL, DOMAIN, START_DATE
from samples.uploading.writing import DAY, TEXT, Choice, Sheet, workbook_of
from standards.structure import Outline

CASES, EXPLAINED = "Cases", "What each column may hold"
WIDTH = 24


def template_csv(columns: Iterable[Column]) -> bytes:
    return csv_of([[column.code for column in columns if column.in_template]])


def template_xlsx(columns: Iterable[Column], outline: Outline) -> bytes:
    shown = [column for column in columns if column.in_template]
    may = choices_of(shown, outline)
    cases = Sheet(
        CASES,
        rows=[[column.code for column in shown]],
        widths=[WIDTH] * len(shown),
        kinds=[DAY if column.code == START_DATE else TEXT for column in shown],
        choices=[Choice(place, may[column.code]) for place, column in enumerate(shown) if column.code in may],
    )
    heading = ["Column", "What it is", "Must be filled in", "What it may hold"]
    rows = [[c.code, c.title, "Yes" if c.required else "No", explained(c, may, outline)] for c in shown]
    return workbook_of([cases, Sheet(EXPLAINED, rows=[heading, *rows], widths=[24, 34, 18, 110])])


def choices_of(columns: Iterable[Column], outline: Outline) -> dict[str, list[str]]:
    """What may be chosen in each column that has a list, in words."""
    cases = [domain for domain in outline.domains if domain.has_cases]
    found = {column.code: [in_words(option) for option in column.options] for column in columns if column.options}
    found[DOMAIN] = [domain.code for domain in cases]
    return found


def explained(column: Column, may: Mapping[str, list[str]], outline: Outline) -> str:
    if column.code == DISPOSAL:
        cases = [domain for domain in outline.domains if domain.has_cases]
        return ". ".join(f"{d.code}: {', '.join(disposal.one for disposal in d.disposal_types)}" for d in cases) + "."
    listed = f"One of: {', '.join(may[column.code])}." if column.options else ""
    return " ".join(filter(None, (listed, column.hint))) or "In your own words."
