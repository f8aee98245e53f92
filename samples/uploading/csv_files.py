"""A CSV file as a table, or the sentence that says why not."""

from accounts.csv_text import BrokenCsv, NoText, records, text_of
from samples.rules import Value
from samples.uploading.tables import (
    CELL_TOO_LONG,
    LONGEST_CELL,
    MOST_COLUMNS,
    TOO_MANY_COLUMNS,
    FileRefused,
    Meter,
    Table,
)

NO_TEXT = (
    "The characters of this file cannot be read. Open it in Excel, save it as “CSV UTF-8” or as an Excel workbook "
    "(.xlsx), and upload that."
)


def csv_table(content: bytes, meter: Meter) -> Table:
    """Raises FileRefused."""
    meter.bytes_read(len(content))
    try:
        return _table(text_of(content), meter)
    except NoText as problem:
        raise FileRefused(NO_TEXT) from problem
    except BrokenCsv as problem:
        if problem.is_too_long:
            raise FileRefused(CELL_TOO_LONG) from problem
        raise FileRefused(
            f"After row {problem.row} a quotation mark opens or closes a cell where none should. Put it right, or save "
            "the file as an Excel workbook (.xlsx), and upload that."
        ) from problem


def _table(text: str, meter: Meter) -> Table:
    table = Table()
    for number, values in records(text):
        if len(values) > MOST_COLUMNS and any(values[MOST_COLUMNS:]):
            raise FileRefused(TOO_MANY_COLUMNS)
        found: list[Value] = [value.strip() for value in values[:MOST_COLUMNS]]
        if any(len(value) > LONGEST_CELL for value in values):
            raise FileRefused(CELL_TOO_LONG)
        table.add(number, found, meter)
    return table
