"""Writes a workbook of a few sheets of text: all that a template needs, and nothing that could run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from accounts.spreadsheets import cell_safe
from samples.uploading.tables import MOST_ROWS

HEADING, TEXT, DAY, WRAPPED = 1, 2, 3, 4  # the cell styles of STYLES, by place
LONGEST_CHOICES = 255  # characters that Excel takes for a list of choices in place
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGED = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSX = f"{TYPES}.sheet"
STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font>'
    '<font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen in a column, by its place. Other values can be typed: they are checked when they arrive."""

    place: int
    options: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` begins with the heading. `kinds` are styles of columns to be filled in."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    kinds: Sequence[int] = ()
    choices: Sequence[Choice] = field(default_factory=tuple)


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(sheet) for n, sheet in zip(numbers, sheets, strict=True)}
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = ZipInfo(name)  # without the time of day: the same template is the same bytes
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, DECLARED + content)
    return written.getvalue()


def _content_types(numbers: Sequence[int]) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>' for n in numbers
    )
    return (
        f'<Types xmlns="{PACKAGED}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>{sheets}</Types>'
    )


def _relations(found: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{PACKAGED}/relationships">{each}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    each = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in enumerate(sheets, start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{each}</sheets></workbook>'


def _sheet(sheet: Sheet) -> str:
    kinds = sheet.kinds or [WRAPPED] * len(sheet.widths)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" style="{kind}" customWidth="1"/>'
        for n, (width, kind) in enumerate(zip(sheet.widths, kinds, strict=True), start=1)
    )
    rows = "".join(_row(n, row, HEADING if n == 1 else WRAPPED) for n, row in enumerate(sheet.rows, start=1))
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>{_choices(sheet.choices)}</worksheet>"
    )


def _row(number: int, values: Sequence[str], style: int) -> str:
    cells = "".join(
        f'<c r="{letters(place)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(cell_safe(value))}</t></is></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def _choices(choices: Sequence[Choice]) -> str:
    each = []
    for choice in choices:
        listed = ",".join(choice.options)
        if len(listed) <= LONGEST_CHOICES and not any("," in option for option in choice.options):
            column = letters(choice.place)
            each.append(
                f'<dataValidation type="list" allowBlank="1" sqref="{column}2:{column}{MOST_ROWS + 1}">'
                f'<formula1>"{escape(listed)}"</formula1></dataValidation>'
            )
    return f'<dataValidations count="{len(each)}">{"".join(each)}</dataValidations>' if each else ""


def letters(place: int) -> str:
    """A column's letters, its place counted from 0: A, Z, AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
