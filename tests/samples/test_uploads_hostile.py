"""Files that are not what they say, or far more: each ends in a sentence, after work that is bounded by what is read.

How long it takes is measured by benchmarks/uploads.py; here it is asserted how much was read.
"""

import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules import Role
from samples.models import EligibleUpload
from samples.rules import UploadState
from samples.uploading import LARGEST, MOST_ROWS, FileRefused, Meter, Table, read_table
from samples.uploading.tables import MOST_ELEMENTS, MOST_UNPACKED
from samples.uploading.workbooks import CHUNK
from tests.factories import World
from tests.samples.uploads_material import csv_bytes, read, row, rows, xlsx_bytes, xlsx_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'


def packed(sheet: str | bytes, *, kind: int = ZIP_DEFLATED, **more: str | bytes) -> bytes:
    """A workbook with this sheet; `more` are members whose names have __ for a stroke and _ for a point."""
    written = io.BytesIO()
    with ZipFile(written, "w", kind) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def cells(*values: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values) + "</row>"


def zip_bomb() -> bytes:
    """A gigabyte of blanks in a megabyte."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece, size, crc, parts = b" " * 1_000_000, 0, 0, []
    for _ in range(200):
        parts.append(squeeze.compress(piece))
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    parts.append(squeeze.flush())
    return _with_member(b"".join(parts), size, crc)


def _with_member(deflated: bytes, size: int, crc: int) -> bytes:
    """A workbook whose sheet is this, with whatever it says of its size."""
    small = packed("x")
    with ZipFile(io.BytesIO(small)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    name = b"xl/worksheets/sheet1.xml"
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(deflated), size, len(name), 0)
    body = small[: info.header_offset] + head + name + deflated
    with ZipFile(io.BytesIO(small)) as archive:
        others = [found for found in archive.infolist() if found is not archive.getinfo(name.decode())]
    listed = b""
    for found in (*others, None):
        told = (found.CRC, found.compress_size, found.file_size) if found else (crc, len(deflated), size)
        title, offset = (found.filename.encode(), found.header_offset) if found else (name, info.header_offset)
        listed += (
            struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, *told, len(title), 0, 0, 0, 0, 0, offset) + title
        )
    count = len(others) + 1
    return body + listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listed), len(body), 0)


def many_rows(count: int) -> bytes:
    return csv_bytes(row(1, case_ref=f"C{n}") for n in range(count))[:LARGEST]


def many_rows_packed(count: int) -> bytes:
    return packed(SHEET % (cells("case_ref") + cells("C1") * count))


def with_formula() -> bytes:
    return xlsx_of([row(1, area="=1+1"), row(2)])


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (zip_bomb, "far more in this file"),
    "bomb that says it is small": (
        lambda: zip_bomb().replace(struct.pack("<I", 200_000_000), b"\x10\0\0\0"),
        "damaged",
    ),
    "100,000 rows": (lambda: many_rows(100_000), "more than 10,000 rows"),
    "100,000 rows in a workbook": (lambda: many_rows_packed(100_000), "more than 10,000 rows"),
    "a million empty rows": (lambda: packed(SHEET % (cells("case_ref") + "<row/>" * 1_300_000)), "far more"),
    "macros": (lambda: packed(SHEET % "", xl__vbaProject_bin=b"x"), "holds macros"),
    "1,000 columns": (lambda: ",".join(f"c{n}" for n in range(1_000)).encode() + b"\n" + b"1," * 999, "100 columns"),
    "1,000 columns in a workbook": (lambda: xlsx_bytes([[f"c{n}" for n in range(1_000)], [1]]), "100 columns"),
    "a cell of column ZZZZZ": (lambda: packed(SHEET % '<row><c r="ZZZZZ1"><v>1</v></c></row>'), "damaged"),
    "a cell of column XFD": (lambda: packed(SHEET % '<row><c r="XFD1"><v>1</v></c></row>'), "100 columns"),
    "a PDF named .xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(1_000), "This is a PDF"),
    "an old or a protected workbook": (lambda: OLD, "old Excel, or one that is protected"),
    "a web page": (lambda: b"<html><table>", "a web page or XML"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "This is a picture"),
    "a text document": (lambda: packed("", word__document_xml="<w/>"), "another office program"),
    "an open document": (
        lambda: packed("", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "another office",
    ),
    "an archive of something else": (lambda: _zip_of("notes.txt"), "archive without a workbook"),
    "an archive cut off": (lambda: xlsx_of(rows(50))[:3_000], "damaged"),
    "an archive of 5,000 members": (lambda: _zip_of(*(f"a{n}" for n in range(5_000))), "far more"),
    "lzma": (lambda: packed(SHEET % "", kind=ZIP_LZMA), "damaged"),
    "bzip2": (lambda: packed(SHEET % "", kind=ZIP_BZIP2), "damaged"),
    "nothing": (lambda: b"", "The file is empty"),
    "blanks": (lambda: b" \r\n\t\n", "The file is empty"),
    "only a heading": (lambda: csv_bytes([]), "a heading and no cases"),
    "only a heading in a workbook": (lambda: xlsx_of([]), "a heading and no cases"),
    "an empty workbook": (lambda: xlsx_bytes([]), "holds nothing"),
    "NUL bytes": (lambda: csv_bytes([row(1, area="a\0b")]), "characters of this file cannot be read"),
    "UTF-32": (lambda: csv_bytes(rows(1), encoding="utf-32"), "characters of this file cannot be read"),
    "bytes of no encoding": (lambda: b"case_ref\n\x81\x8d\xff\n", "characters of this file cannot be read"),
    "UTF-16 cut in two": (lambda: csv_bytes(rows(1), encoding="utf-16")[:-1], "characters of this file cannot be read"),
    "a huge cell": (lambda: csv_bytes([row(1, area="x" * 4_000_000)]), "far too long"),
    "a large cell": (lambda: csv_bytes([row(1, area="x" * 40_000)]), "far too long"),
    "a huge cell in a workbook": (lambda: packed(SHEET % (cells("a") + cells("x" * 20_000_000))), "far too long"),
    "a quotation mark left open": (lambda: b'case_ref,area\nC1,"North\nC2,South\n', "quotation mark"),
    "a billion laughs": (lambda: packed(LAUGHS + SHEET % cells("&c;")), "damaged"),
    "laughs among the strings": (lambda: packed(SHEET % "", xl__sharedStrings_xml=LAUGHS + "<sst/>"), "damaged"),
    "a file from outside": (lambda: packed(OUTSIDE + SHEET % cells("&a;")), "damaged"),
    "deep elements": (lambda: packed("<a>" * 1_300_000), "far more"),
    "no XML": (lambda: packed("<<<"), "damaged"),
    "a row that is no number": (lambda: packed(SHEET % '<row r="x"><c><v>1</v></c></row>'), "damaged"),
    "a string that is not there": (lambda: packed(SHEET % '<row><c t="s"><v>7</v></c></row>'), "damaged"),
    "a number of many digits": (lambda: packed(SHEET % f"<row><c><v>1.{'9' * 5_000}</v></c></row>"), "damaged"),
    "styles by the million": (
        lambda: packed(SHEET % "", xl__styles_xml=f"<styleSheet><cellXfs>{'<xf/>' * 1_300_000}</cellXfs></styleSheet>"),
        "far more",
    ),
}


def _zip_of(*names: str) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_of_cases_is_refused_in_a_sentence_after_bounded_work(name: str) -> None:
    make, sentence = REFUSED[name]
    content, meter = make(), Meter()
    with pytest.raises(FileRefused, match=sentence) as refusal:
        read_table(content, meter)
    assert str(refusal.value).endswith(".")
    assert meter.read <= MOST_UNPACKED + CHUNK
    assert meter.elements <= MOST_ELEMENTS + 1
    assert meter.rows <= MOST_ROWS + 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["zip bomb", "macros", "a PDF named .xlsx", "a billion laughs", "NUL bytes", "1,000 columns"]
)
def test_a_hostile_file_is_a_page_with_a_sentence_and_leaves_nothing(world: World, sign_in, name: str) -> None:
    make, sentence = REFUSED[name]
    upload = read(world, make(), "cases.xlsx")
    assert (upload.state, upload.content) == (UploadState.REFUSED, None)
    contact = sign_in(world.people[Role.SERVICE_CONTACT])
    page = contact.get(f"/inspections/{world.inspection.name}/eligible/{upload.pk}/")
    assert page.status_code == 200
    assert sentence in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [with_formula, lambda: csv_bytes([row(1, area="=1+1"), row(2)])], ids=["xlsx", "csv"])
def test_formulas_are_problems_of_their_cells_and_never_run(world: World, make) -> None:
    upload = read(world, make())
    assert upload.state == UploadState.FAULTY
    assert [(found["row"], found["column"]) for found in upload.problems] == [(2, "area")]
    assert "formula" in upload.problems[0]["problem"]


def test_a_member_that_lies_about_its_size_is_read_no_further_than_the_limit() -> None:
    meter = Meter()
    with pytest.raises(FileRefused):
        read_table(zip_bomb(), meter)
    assert meter.read <= MOST_UNPACKED + CHUNK


# Fuzzing -------------------------------------------------------------------------------------------------------------
GOOD = {"csv": csv_bytes(rows(5)), "utf-16": csv_bytes(rows(5), encoding="utf-16"), "xlsx": xlsx_of(rows(5))}


def ends_well(content: bytes) -> None:
    """A table or a refusal, and nothing else."""
    meter = Meter()
    with suppress(FileRefused):
        found = read_table(content, meter)
        assert isinstance(found, Table)
        assert found.headers
    assert meter.read <= MOST_UNPACKED + CHUNK


@given(st.binary(max_size=2_000), st.sampled_from([b"", b"PK\3\4", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]))
def test_any_bytes_end_in_a_table_or_in_a_sentence(content: bytes, beginning: bytes) -> None:
    ends_well(beginning + content)


@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-32"]))
def test_any_text_ends_in_a_table_or_in_a_sentence(text: str, encoding: str) -> None:
    ends_well(text.encode(encoding, errors="ignore"))


@given(st.sampled_from(sorted(GOOD)), st.randoms(use_true_random=False))
def test_a_good_file_with_bytes_changed_ends_in_a_table_or_in_a_sentence(name: str, chance: Random) -> None:
    content = bytearray(GOOD[name])
    for _ in range(chance.randrange(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    ends_well(bytes(content[: chance.choice((len(content), chance.randrange(1, len(content))))]))


MARKUP = st.recursive(
    st.sampled_from(["1", "x", "&lt;", "&#65;", "", " "]),
    lambda inner: st.builds(
        lambda name, told, parts: f"<{name}{told}>{''.join(parts)}</{name}>",
        st.sampled_from(["row", "c", "v", "t", "is", "f", "sheetData", "x:c", "si"]),
        st.sampled_from(["", ' r="A1"', ' r="B7"', ' r="3"', ' t="s"', ' t="e"', ' t="d"', ' s="1"', ' r=""']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(MARKUP)
def test_any_sheet_ends_in_a_table_or_in_a_sentence(markup: str) -> None:
    ends_well(packed(SHEET % markup))


@pytest.mark.django_db
def test_hostile_files_leave_no_row_behind(world: World) -> None:
    for name in ("100,000 rows", "a web page"):
        assert read(world, REFUSED[name][0]()).rows.count() == 0
    assert set(EligibleUpload.objects.values_list("state", flat=True)) == {UploadState.REFUSED}
