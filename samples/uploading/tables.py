"""What a file becomes, and how much of it is read at most."""

from dataclasses import dataclass, field

from samples.rules import Value

LARGEST = 5_000_000  # bytes, as it is sent
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # characters; Excel's own limit
# Unpacked bytes and elements of a workbook. Ten thousand rows of twenty columns take some ten million and 450,000.
MOST_UNPACKED = 30_000_000
MOST_ELEMENTS = 1_200_000

TOO_MANY_ROWS = (
    f"The file has more than {MOST_ROWS:,} rows. Keep only the cases that began in the months that are inspected, "
    "then upload it again."
)
TOO_MANY_COLUMNS = (
    f"The file has more than {MOST_COLUMNS} columns. Copy the columns of the template into a new file, and upload that."
)
CELL_TOO_LONG = "A cell of the file is far too long. Copy the columns of the template into a new file, and upload that."
TOO_MUCH_INSIDE = (
    "There is far more in this file than its cases. Copy the rows into a new, empty workbook, and upload that."
)
DAMAGED = (
    "This file is damaged, or is no Excel workbook. Open it in Excel, save it as an Excel workbook (.xlsx) or as CSV, "
    "and upload that."
)


class FileRefused(Exception):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass
class Meter:
    """Counts what is read, and stops it at the limit."""

    read: int = 0  # bytes, unpacked
    elements: int = 0
    rows: int = 0

    def bytes_read(self, count: int) -> None:
        self.read += count
        if self.read > MOST_UNPACKED:
            raise FileRefused(TOO_MUCH_INSIDE)

    def row_read(self) -> None:
        """A row that holds something, the heading among them."""
        self.rows += 1
        if self.rows > MOST_ROWS + 1:
            raise FileRefused(TOO_MANY_ROWS)


@dataclass
class Table:
    """`heading` is the heading's row, as a spreadsheet numbers it. Rows that hold nothing are left out."""

    headers: list[str] = field(default_factory=list)
    heading: int = 1
    rows: list[tuple[int, list[Value]]] = field(default_factory=list)

    def add(self, number: int, values: list[Value], meter: Meter) -> None:
        if not any(values):
            return
        meter.row_read()
        if meter.rows == 1:
            self.heading, self.headers = number, [header_of(value) for value in values]
        else:
            self.rows.append((number, values))


def header_of(value: Value) -> str:
    text = value if isinstance(value, str) else value.isoformat()
    return " ".join(text.replace("\ufeff", "").split())[:LONGEST_HEADER]


LONGEST_HEADER = 120
