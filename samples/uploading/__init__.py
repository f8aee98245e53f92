"""A file that somebody sent, as a table of plain values: whatever it holds, with bounded work and a sentence."""

from samples.uploading.files import read_table
from samples.uploading.tables import LARGEST, MOST_COLUMNS, MOST_ROWS, FileRefused, Meter, Table
from samples.uploading.templates import template_csv, template_xlsx

__all__ = [
    "LARGEST",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "FileRefused",
    "Meter",
    "Table",
    "read_table",
    "template_csv",
    "template_xlsx",
]
