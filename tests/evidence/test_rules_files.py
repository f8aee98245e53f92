"""What a file is, by its bytes; what it is called."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.rules import LARGEST, LONGEST_NAME, FileKind, FileUnfit, file_kind, plain_name
from tests.evidence.material import DOCX, JPEG, PDF, PNG, archive, office, opened


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (PNG, FileKind.PNG),
        (JPEG, FileKind.JPEG),
        (DOCX, FileKind.DOCX),
        (office("word/document2.xml"), FileKind.DOCX),
        (office("xl/workbook.xml"), FileKind.XLSX),
        (office("ppt/presentation.xml"), FileKind.PPTX),
        (opened("text"), FileKind.ODT),
        (opened("spreadsheet"), FileKind.ODS),
        (opened("presentation"), FileKind.ODP),
        (b"Plain words.\r\nTwo lines.", FileKind.TXT),
        ("Café".encode("cp1252"), FileKind.TXT),
        ("Café".encode("utf-16"), FileKind.TXT),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a", "../../etc/passwd", "a.docx.exe"])
def test_a_file_is_what_its_bytes_say(content: bytes, kind: FileKind, name: str) -> None:
    assert file_kind(content, name) is kind


def test_the_name_tells_a_csv_from_another_text_and_nothing_else() -> None:
    assert file_kind(b"a,b\n1,2\n", "Figures.CSV") is FileKind.CSV
    assert file_kind(b"a,b\n1,2\n", "figures.txt") is FileKind.TXT


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        (b"\xef\xbb\xbf \n<svg onload='x'/>", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b"{\\rtf1 \\object}", "can hold programs"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Office"),
        (b"MZ\x90\0\x03\0\0\0", "none of the kinds"),
        (b"\x7fELF\x02\x01\x01\0", "none of the kinds"),
        (b"GIF89a\x01\0\x01\0", "none of the kinds"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "none of the kinds"),
        (archive("a.txt"), "none of the kinds"),
        (archive("word/document.xml"), "none of the kinds"),
        (archive("inner.docx", first=("mimetype", b"text/html")), "none of the kinds"),
        (office("word/document.xml", "word/vbaProject.bin"), "macros"),
        (archive("content.xml", "Basic/Standard/Module1.xml", first=("mimetype", b"x")), "macros"),
        (DOCX[:-30], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x03\x04PK\x05\x06" + b"\xff" * 18, "none of the kinds"),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\0" * 6 + b"\x02\0" + b"\xff" * 12, "damaged"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(FileUnfit, match=says):
        file_kind(content, "plan.pdf")


def told(content: bytes, name: str) -> bool:
    """Whether the file has a kind or a sentence; anything else is raised."""
    try:
        return file_kind(content, name) in FileKind
    except FileUnfit as unfit:
        return str(unfit).endswith(".")


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", PDF, DOCX, opened("text")]), st.text(max_size=40))
def test_any_bytes_have_a_kind_or_a_sentence(content: bytes, begins: bytes, name: str) -> None:
    assert told(begins + content, name)


@given(st.data())
def test_any_damage_to_an_archive_is_a_sentence_or_leaves_its_kind(data: st.DataObject) -> None:
    content = bytearray(DOCX)
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert told(bytes(content), "a.docx")


def test_a_bomb_is_never_unpacked() -> None:
    """A hundred megabytes of nothing in a hundred kilobytes: its list of contents is all that is read."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<x/>")
        with made.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(bytes(1_000_000))
    content = written.getvalue()
    tracemalloc.start()
    assert file_kind(content, "bomb.docx") is FileKind.DOCX
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000


def test_an_archive_of_too_many_parts_is_refused() -> None:
    with pytest.raises(FileUnfit, match="none of the kinds"):
        file_kind(archive(*(f"word/{n}.xml" for n in range(5_001))), "a.docx")


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("plan.pdf", FileKind.PDF, "plan.pdf"),
        ("C:\\fakepath\\Plan.PDF", FileKind.PDF, "Plan.pdf"),
        ("../../etc/passwd", FileKind.TXT, "passwd.txt"),
        ("page.html", FileKind.PDF, "page.html.pdf"),
        ("photo.jpeg", FileKind.JPEG, "photo.jpg"),
        ("a\r\nX-Evil: 1.pdf", FileKind.PDF, "aX-Evil: 1.pdf"),
        ("\u202efdp.exe", FileKind.PDF, "fdp.exe.pdf"),
        ("", FileKind.PDF, "file.pdf"),
        ("...", FileKind.PDF, "file.pdf"),
        ("/", FileKind.CSV, "file.csv"),
    ],
)
def test_a_name_has_no_folders_and_ends_as_its_kind_does(name: str, kind: FileKind, plain: str) -> None:
    assert plain_name(name, kind) == plain


@given(st.text(max_size=400), st.sampled_from(FileKind))
def test_any_name_can_be_kept_and_handed_out(name: str, kind: FileKind) -> None:
    plain = plain_name(name, kind)
    assert plain.endswith(f".{kind.value}") and len(plain) <= LONGEST_NAME
    assert plain.isprintable() and "/" not in plain and "\\" not in plain
    assert plain_name(plain, kind) == plain
