"""What tests of sections share."""

from datetime import datetime, timedelta
from html.parser import HTMLParser

from inspections.models import Inspection
from reports.models import ReportSection
from reports.services import section_build
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)  # after every wait is over


def section(inspection: Inspection, code: str) -> ReportSection:
    found: ReportSection = ReportSection.objects.get(inspection=inspection, code=code)
    return found


def build_all(inspection: Inspection, *, at: datetime = LATER) -> None:
    for pk in ReportSection.objects.filter(inspection=inspection).stale().values_list("pk", flat=True):
        assert section_build(section_id=pk, at=at), ReportSection.objects.get(pk=pk).failed_because


def wanted_of(inspection: Inspection) -> dict[str, int]:
    rows = ReportSection.objects.filter(inspection=inspection).order_by("position")
    return dict(rows.values_list("code", "wanted"))


def stale_codes(inspection: Inspection) -> set[str]:
    return set(ReportSection.objects.filter(inspection=inspection).stale().values_list("code", flat=True))


class Reader(HTMLParser):
    """Tables of a body as rows of texts, its running text, and what stands in bold; its notes apart from all these."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self.bold: list[str] = []
        self.notes: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"path", "input"}:
            return
        self._open.append(tag)
        if tag == "plumb-note":
            self.notes.append("")
        elif tag == "table":
            self.tables.append([])
            self.captions.append("")
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "plumb-note" in self._open:
            self.notes[-1] += data
            return
        self.words.append(data)
        if "caption" in self._open:
            self.captions[-1] = f"{self.captions[-1]} {data}".strip()
        elif {"td", "th"} & set(self._open):
            self.tables[-1][-1][-1] += data.strip()
        if "strong" in self._open and "td" in self._open:
            self.bold.append(data.strip())


def read(html: str) -> Reader:
    return Reader(html)
