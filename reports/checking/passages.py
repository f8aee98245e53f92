"""All that a report says, in its order, as passages: what people wrote with where it stands, and what is generated."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from reports.checking.rows import EXAMPLES, Rows, rows_of
from reports.checking.spots import At, Spot
from reports.contents import Part, parts_of
from reports.live import LiveFigures
from reports.models import Paragraph
from reports.rules import Node, blocks_of, passages_of
from reports.rules.lint import Passage

NOTE = re.compile(r"<plumb-note>(.*?)</plumb-note>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Texts:
    """`authored` is the prose of sections; `report` holds all that people wrote among what is generated, in order."""

    authored: Sequence[Passage]
    rows: Rows
    report: Sequence[Passage]
    placed: Mapping[int, tuple[Part, Paragraph]]  # where each example is placed, by its key
    spots: Mapping[At, Spot]

    @property
    def written(self) -> Sequence[Passage]:
        return [*self.authored, *self.rows.recommended, *self.rows.sides, *self.rows.examples]

    def spot_of(self, passage: Passage) -> Spot | None:
        return self.spots.get((passage.section, passage.place))


def texts_of(live: LiveFigures) -> Texts:
    """In six queries, beside what the figures in it read."""
    inspection = live.inspection
    rows: dict[str, list[Paragraph]] = {}
    told = Paragraph.objects.filter(section__inspection=inspection, node__isnull=False)
    for row in told.select_related("section").defer("section__body").order_by("part", "rank", "pk"):
        rows.setdefault(row.section.code, []).append(row)
    apart = rows_of(inspection, live.outline)
    unprinted = _Unprinted((*apart.recommended, *apart.sides, *apart.examples))
    authored: list[Passage] = []
    report: list[Passage] = []
    spots = dict(apart.spots)
    placed: dict[int, tuple[Part, Paragraph]] = {}
    for part in parts_of(inspection, bodies=True):
        mine = _of_section(live, part, rows.get(part.spec.code, []), spots, placed)
        authored += mine
        report += _in_order(part, mine, unprinted)
    report += [one for one in unprinted.left() if one.section != EXAMPLES]
    return Texts(authored, apart, report, placed, spots)


class _Unprinted:
    """Passages by how they read, each given once."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.by_words: dict[str, list[Passage]] = {}
        for passage in passages:
            self.by_words.setdefault(_plain(passage.text), []).append(passage)

    def pop(self, text: str) -> Passage | None:
        found = self.by_words.get(_plain(text))
        return found.pop(0) if found else None

    def left(self) -> list[Passage]:
        return [passage for passages in self.by_words.values() for passage in passages]


def _plain(text: str) -> str:
    """Without space: a line that is broken reads the same."""
    return "".join(text.split())


def _of_section(
    live: LiveFigures,
    part: Part,
    rows: Iterable[Paragraph],
    spots: dict[At, Spot],
    placed: dict[int, tuple[Part, Paragraph]],
) -> list[Passage]:
    found: list[Passage] = []
    address = reverse("section_edit", args=[live.inspection.name, part.anchor.lower()])
    for row in rows:
        node: Node = row.node  # type: ignore[assignment]  # those without were left out
        if node["type"] == "example":
            placed[node["attrs"]["id"]] = (part, row)
        lines = passages_of([node], live.say, section=part.spec.code, subject=part.standard, first=len(found))
        for line, passage in enumerate(lines):
            key = (passage.section, passage.place)
            spots[key] = Spot(
                f"{row.key}", part.spec.title, f"{address}#p-{row.key}", part.anchor, row, line, part.spec.domain
            )
        found += lines
    return found


def _in_order(part: Part, authored: Sequence[Passage], apart: _Unprinted) -> Iterator[Passage]:
    """What the section printed when it was built, with what people wrote in its place; what is newer comes last."""
    left = _Unprinted(authored)
    for place, text in enumerate(_blocks(part.row.body), start=1):
        yield left.pop(text) or apart.pop(text) or Passage(part.spec.code, -place, text)
    yield from left.left()


def _blocks(body: str) -> Iterator[str]:
    """Without tables; footnotes after all else."""
    yield from (text for text in blocks_of(NOTE.sub("", body)) if " | " not in text)
    yield from (" ".join(blocks_of(f"<p>{note}</p>")) for note in NOTE.findall(body))
