"""Services as a CSV file brings them: every cell that is wrong, told with the mend, and what the others say."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.csv_text import BrokenCsv, records
from inspections.rules.services import REGION_NAMES
from standards.wording import MONTHS

LONGEST_FILE = 500_000  # bytes
MOST_ROWS = 500

NAMES = {"place": 120, "full_name": 200, "short_name": 80, "generic_term": 40, "board_name": 200}
CONTACT = {"contact_name": 120, "contact_post": 120, "contact_email": 254, "contact_phone": 40}
EARLIER = {"inspected_in": 20, "inspection_kind": 120, "rating": 60, "score": 8, "report_source": 300}
LONGEST = {**NAMES, "region": 40, "authorities": 2000, **CONTACT, **EARLIER}
COLUMNS = tuple(LONGEST)
OWN = LONGEST.keys() - {"place", *CONTACT, *EARLIER}
BY_NAME = {name.casefold(): number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a cell, as a sentence that says how to mend it. Rows count as a spreadsheet counts them."""

    row: int
    column: str
    mend: str


@dataclass(slots=True)
class ServiceEntry:
    """What a file says of one service; what it leaves empty is not told. `rows` are those that speak of it."""

    place: str
    rows: list[int] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    contacts: list[dict[str, str]] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)  # the first row of each contact, by name in small letters
    earlier: list[dict[str, Any]] = field(default_factory=list)


class _Mend(Exception):
    """The cell cannot be read; the message says what to do."""


def services_read(text: str) -> tuple[list[ServiceEntry], list[CellProblem]]:
    """One entry per place, in the order of the file, or every problem of it. A place may have several rows, one for
    each contact or earlier inspection."""
    try:
        lines = list(records(text))
    except BrokenCsv as problem:
        says = "After this row a quotation mark opens or closes a cell where none should: put it right."
        return [], [CellProblem(problem.row, "", says)]
    header = [name.strip().lower().replace(" ", "_") for name in lines[0][1]] if lines else []
    rows = [(number, line) for number, line in lines[1:] if any(cell.strip() for cell in line)]
    if problems := _header_problems(header, rows) or _size_problems(rows, len(header)):
        return [], problems
    entries: dict[str, ServiceEntry] = {}
    for number, line in rows:
        cells = {name: cell.strip() for name, cell in zip(header, line, strict=False) if name}
        problems += _row_read(number, cells, entries)
    return list(entries.values()), sorted(problems, key=lambda one: (one.row, _place_of(one.column)))


def _header_problems(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> list[CellProblem]:
    """Columns without a name are those that spreadsheets leave behind: wrong only where something stands in them."""
    if "place" not in header:
        return [CellProblem(1, "place", "The first row must name the columns, and “place” among them.")]
    nameless = [place for place, name in enumerate(header) if not name]
    if filled := [
        number for number, line in rows if any(line[place].strip() for place in nameless if place < len(line))
    ]:
        says = "Something stands in a column that has no name in the first row: name the column, or empty the cell."
        return [CellProblem(number, "", says) for number in filled]
    unknown = [name for name in header if name and name not in COLUMNS]
    twice = sorted({name for name in header if name and header.count(name) > 1 and name not in unknown})
    return [
        *(
            CellProblem(1, name[:40], "No such column: take it out, or name it as the template does.")
            for name in unknown
        ),
        *(CellProblem(1, name, "This column is there twice: take one of them out.") for name in twice),
    ]


def _size_problems(rows: Sequence[tuple[int, list[str]]], width: int) -> list[CellProblem]:
    if not rows:
        return [CellProblem(2, "", "There is no service in the file: fill in a row below the names of the columns.")]
    if len(rows) > MOST_ROWS:
        return [CellProblem(rows[MOST_ROWS][0], "", f"A file may have {MOST_ROWS} rows: send the rest in another.")]
    wide = [number for number, line in rows if any(cell.strip() for cell in line[width:])]
    return [CellProblem(number, "", "There are more cells than columns: put commas in quotes.") for number in wide]


def _row_read(number: int, cells: Mapping[str, str], entries: dict[str, ServiceEntry]) -> list[CellProblem]:
    """Adds what the row says to its entry, and says what is wrong with it."""
    told, problems = _cells_read(number, cells)
    place = cells["place"]
    if not place:
        return [*problems, CellProblem(number, "place", "Enter the place: it says which service the row is about.")]
    entry = entries.setdefault(place.casefold(), ServiceEntry(place))
    entry.rows.append(number)
    for column in OWN & told.keys():
        if entry.told.setdefault(column, told[column]) != told[column]:
            says = f"Row {entry.rows[0]} says something else of {place}: leave one of the two empty."
            problems.append(CellProblem(number, column, says))
    if "contact_name" in told:
        entry.rows_of.setdefault(told["contact_name"].casefold(), number)
        entry.contacts.append({key.removeprefix("contact_"): told[key] for key in CONTACT if key in told})
    if "inspected_in" in told:
        entry.earlier.append({key: told[key] for key in EARLIER if key in told})
    return [*problems, *_lacking(number, cells)]


def _cells_read(number: int, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[CellProblem]]:
    """What is filled in, as values; and what cannot be read."""
    told: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for column, cell in cells.items():
        if cell:
            try:
                told[column] = _cell_read(column, cell)
            except _Mend as mend:
                problems.append(CellProblem(number, column, str(mend)))
    return told, problems


def _lacking(number: int, cells: Mapping[str, str]) -> Iterable[CellProblem]:
    """What is said of somebody or of an inspection without saying of whom, or of which."""
    for group, name, mend in (
        (CONTACT, "contact_name", "Enter the contact’s name, or empty the other cells of the contact."),
        (EARLIER, "inspected_in", "Enter the month of that inspection, or empty the other cells about it."),
    ):
        if not cells.get(name) and any(cells.get(column) for column in group):
            yield CellProblem(number, name, mend)


def _cell_read(column: str, cell: str) -> Any:
    if any(not (sign.isprintable() or (column == "authorities" and sign in "\r\n")) for sign in cell):
        raise _Mend("Take out line breaks and characters that do not show.")
    if len(cell) > LONGEST[column]:
        raise _Mend(f"This is {len(cell):,} characters long; there is room for {LONGEST[column]:,}. Shorten it.")
    return READERS.get(column, str)(cell)


def _region(cell: str) -> str:
    names = {name.casefold(): region.value for region, name in REGION_NAMES.items()}
    names |= {region.value.replace("_", " "): region.value for region in REGION_NAMES}
    known = " ".join(cell.casefold().replace("_", " ").split())
    if known not in names:
        raise _Mend(f"“{cell}” is no region. Enter one of: {'; '.join(REGION_NAMES.values())}.")
    return names[known]


def _authorities(cell: str) -> list[str]:
    found = [" ".join(name.split()) for name in re.split(r"[;\n]", cell) if name.strip()]
    if any(len(name) > 120 for name in found):
        raise _Mend("Put a semicolon between the names of local authorities.")
    return list(dict.fromkeys(found))


def _email(cell: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", cell):
        raise _Mend(f"“{cell}” is no e-mail address. Enter one such as name@example.org.")
    return cell


def _month(cell: str) -> date:
    try:
        return month_read(cell)
    except ValueError as problem:
        raise _Mend(f"{problem}.") from problem


def month_read(told: str) -> date:
    """The first day of a month written as March 2023, 3/2023, 2023-03, 15/03/2023 or 2023-03-15.

    Raises ValueError with a sentence.
    """
    words = told.casefold().replace(",", " ").split()
    numbers = re.fullmatch(r"(?:\d{1,2}[/.])?(\d{1,2})[/.](\d{4})", told.strip(), re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?", told.strip(), re.ASCII)
    month, year = 0, 0
    if numbers:
        month, year = int(numbers[1]), int(numbers[2])
    elif iso:
        month, year = int(iso[2]), int(iso[1])
    elif len(words) in (2, 3) and words[-2] in BY_NAME and re.fullmatch(r"\d{4}", words[-1], re.ASCII):
        month, year = BY_NAME[words[-2]], int(words[-1])
    if not (1 <= month <= 12 and 1990 <= year <= 2099):
        raise ValueError(f"“{told}” is no month: enter it as March 2023 or 03/2023")
    return date(year, month, 1)


def _score(cell: str) -> int:
    number, _, out_of = cell.partition("/")
    if not (
        number.strip().isascii() and number.strip().isdigit() and int(number) <= 36 and out_of.strip() in ("", "36")
    ):
        raise _Mend("Enter the score as a whole number from 0 to 36, or leave it empty.")
    return int(number)


READERS: Mapping[str, Callable[[str], Any]] = {
    "region": _region,
    "authorities": _authorities,
    "contact_email": _email,
    "inspected_in": _month,
    "score": _score,
}


def _place_of(column: str) -> int:
    return COLUMNS.index(column) if column in COLUMNS else -1
