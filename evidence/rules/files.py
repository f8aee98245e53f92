"""What a file is, by its first bytes and, of an archive, by its list of contents. Nothing is ever unpacked. Pure."""

import re
import struct
from enum import StrEnum

LARGEST = 20_000_000  # bytes
MOST_PARTS = 5_000  # of an archive; a thick presentation has some hundreds
LONGEST_NAME = 150


class FileKind(StrEnum):
    """The value is the ending that such a file is handed out with."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    CSV = "csv"
    TXT = "txt"
    JPEG = "jpg"
    PNG = "png"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}.presentationml.presentation",
    FileKind.ODT: f"{_OPEN}.text",
    FileKind.ODS: f"{_OPEN}.spreadsheet",
    FileKind.ODP: f"{_OPEN}.presentation",
    FileKind.CSV: "text/csv",
    FileKind.TXT: "text/plain",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
KIND_OF_OPEN = {MEDIA_TYPES[kind].encode(): kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
MAIN_PARTS = {
    FileKind.DOCX: re.compile(rb"word/document\d*\.xml"),
    FileKind.XLSX: re.compile(rb"xl/workbook\d*\.xml"),
    FileKind.PPTX: re.compile(rb"ppt/presentation\d*\.xml"),
}
SIGNATURES = {b"%PDF-": FileKind.PDF, b"\x89PNG\r\n\x1a\n": FileKind.PNG, b"\xff\xd8\xff": FileKind.JPEG}
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, plain text, JPEG or PNG"
NOT_TAKEN = f"This file is none of the kinds that can be sent: {TAKEN}. Save it as a PDF, and send that."
TOO_LARGE = f"This file is larger than {LARGEST // 1_000_000} MB. Send it in parts, or save it smaller as a PDF."
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class ScanState(StrEnum):
    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"
    NOT_CHECKED = "not_checked"


SCAN_NAMES = {
    ScanState.WAITING: "Waiting to be checked for viruses",
    ScanState.CLEAN: "Checked for viruses",
    ScanState.REFUSED: "Refused by the virus scanner",
    ScanState.NOT_CHECKED: "Not checked for viruses",
}


class FileUnfit(Exception):
    """The file cannot be taken; the message says why and what to do."""


def file_kind(content: bytes, name: str) -> FileKind:
    """Raises FileUnfit. The name decides one thing alone: whether a text is called a CSV."""
    if not content.strip():
        raise FileUnfit("This file is empty. Choose another.")
    if len(content) > LARGEST:
        raise FileUnfit(TOO_LARGE)
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _archive_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileUnfit(
            "This is a file of an older Office, or one with a password. Save it without a password as .docx, .xlsx or "
            ".pptx, or as a PDF, and send that."
        )
    _text_check(content)
    return FileKind.CSV if name.lower().endswith(".csv") else FileKind.TXT


def _archive_kind(content: bytes) -> FileKind:
    parts = _parts_of(content)
    if any(part.lower().endswith(b"vbaproject.bin") or part.startswith(b"Basic/") for part in parts):
        raise FileUnfit("This file holds macros, which could do harm. Save it without macros, and send that.")
    method, length, more = struct.unpack("<4xH16xHH", content[4:30].ljust(26, b"\0"))
    if content[30 : 30 + length] == b"mimetype" and method == 0:
        begins = content[30 + length + more :][:80]
        return next((kind for said, kind in KIND_OF_OPEN.items() if begins.startswith(said + b"PK")), None) or _none()
    if b"[Content_Types].xml" in parts:
        for kind, main in MAIN_PARTS.items():
            if any(main.fullmatch(part) for part in parts):
                return kind
    return _none()


def _none() -> FileKind:
    raise FileUnfit(NOT_TAKEN)


def _parts_of(content: bytes) -> set[bytes]:
    """The names in an archive's list of contents. What it says of sizes is not asked, and nothing is unpacked."""
    damaged = FileUnfit("This file is damaged or is not whole. Save it again, and send that.")
    end = content.rfind(b"PK\x05\x06", -65_557)
    if end < 0 or end + 22 > len(content):
        raise damaged
    count, _, at = struct.unpack("<HII", content[end + 10 : end + 20])
    if count > MOST_PARTS:
        raise FileUnfit(NOT_TAKEN)
    names = set()
    for _ in range(count):
        if content[at : at + 4] != b"PK\x01\x02" or at + 46 > len(content):
            raise damaged
        length, more, comment = struct.unpack("<HHH", content[at + 28 : at + 34])
        names.add(content[at + 46 : at + 46 + length])
        at += 46 + length + more + comment
    return names


def _text_check(content: bytes) -> None:
    text = _decoded(content).lstrip("\ufeff \t\r\n\f")
    if NOT_IN_TEXT.search(text):
        raise FileUnfit(NOT_TAKEN)
    if text.startswith("<"):
        raise FileUnfit(
            "This is a web page or a drawing in code, whatever its name says. Save it as a PDF, and send that."
        )
    if text.startswith(("{\\rtf", "%!PS")):
        raise FileUnfit("This kind of file can hold programs. Save it as a PDF, and send that.")


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnfit(NOT_TAKEN)


def plain_name(name: str, kind: FileKind) -> str:
    """The name without its folders and without what does not show, ending as its kind does."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable()).strip(" .")
    ending = f".{kind.value}"
    stem = shown[: -len(ending)] if shown.lower().endswith(ending) else shown
    if kind is FileKind.JPEG and stem.lower().endswith(".jpeg"):
        stem = stem[:-5]
    return f"{stem.strip(' .')[: LONGEST_NAME - len(ending)] or 'file'}{ending}"
