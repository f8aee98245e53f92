"""Tells what a file is by its first bytes, whatever its name says, and reads it."""

from samples.uploading.csv_files import csv_table
from samples.uploading.tables import FileRefused, Meter, Table
from samples.uploading.workbooks import workbook_table

EMPTY = "The file is empty. Fill in the template and upload that."
OLD_EXCEL = (
    "This is a workbook of an old Excel, or one that is protected by a password. Open it in Excel, take the password "
    "off, save it as an Excel workbook (.xlsx), and upload that."
)
# What people send by mistake, by how it begins.
KNOWN = (
    (b"%PDF", "This is a PDF, whatever its name says. Upload the Excel workbook or the CSV that it was made from."),
    (b"\xd0\xcf\x11\xe0", OLD_EXCEL),
    (b"{\\rtf", "This is a text document. Upload an Excel workbook (.xlsx) or a CSV."),
    (b"<", "This is a web page or XML, not a table. Upload an Excel workbook (.xlsx) or a CSV."),
    (b"\x89PNG", "This is a picture. Upload an Excel workbook (.xlsx) or a CSV."),
    (b"\xff\xd8\xff", "This is a picture. Upload an Excel workbook (.xlsx) or a CSV."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it and upload what is in it."),
    (b"7z\xbc\xaf", "This is a compressed file. Unpack it and upload what is in it."),
    (b"Rar!", "This is a compressed file. Unpack it and upload what is in it."),
)
NO_HEADING = "The file holds nothing that could be read. Fill in the template and upload that."
ONLY_HEADING = "The file has a heading and no cases. Fill in a row for each case, and upload it again."


def read_table(content: bytes, meter: Meter | None = None) -> Table:
    """The file's heading and rows. Raises FileRefused, with a sentence, for whatever is not such a table."""
    meter = meter or Meter()
    if not content.strip():
        raise FileRefused(EMPTY)
    for beginning, sentence in KNOWN:
        if content.startswith(beginning):
            raise FileRefused(sentence)
    table = workbook_table(content, meter) if content.startswith(b"PK") else csv_table(content, meter)
    if not table.headers:
        raise FileRefused(NO_HEADING)
    if not table.rows:
        raise FileRefused(ONLY_HEADING)
    return table
