"""All that a report says, in its order, as passages: what people wrote with where it stands, and what is generated."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from inspections.models import Inspection
from reports.contents import Part, parts_of
from reports.live import LiveFigures
from reports.models import Paragraph, PracticeExample, Recommendation, RecommendationBody
from reports.rules import Node, blocks_of, passages_of
from reports.rules.lint import Passage

NOTE = re.compile(r"<plumb-note>(.*?)</plumb-note>", re.DOTALL)
RECOMMENDED, EXAMPLES = "recommendations:", "examples:"  # sections of passages that stand in no paragraph


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: a line of a paragraph, or a row that has a page of its own."""

    key: str
    title: str
    address: str
    anchor: str = ""
    paragraph: Paragraph | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """`authored` are what people wrote; `report` holds these among what is generated, in the order of the report."""

    authored: Sequence[Passage]
    report: Sequence[Passage]
    recommended: Sequence[Passage]
    examples: Sequence[Passage]
    placed: Mapping[int, tuple[Part, Paragraph]]  # where each example is placed, by its key
    rests: Mapping[tuple[str, int], bool]  # whether a recommendation rests on something
    uncleared: Sequence[PracticeExample]
    spots: Mapping[tuple[str, int], Spot] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)  # by section

    @property
    def written(self) -> Sequence[Passage]:
        return [*self.authored, *self.recommended, *self.examples]


def texts_of(live: LiveFigures) -> Texts:
    """In five queries, beside what the figures in it read."""
    inspection = live.inspection
    parts = parts_of(inspection, bodies=True)
    rows: dict[str, list[Paragraph]] = {}
    told = Paragraph.objects.filter(section__inspection=inspection, node__isnull=False)
    for row in told.select_related("section").defer("section__body").order_by("part", "rank", "pk"):
        rows.setdefault(row.section.code, []).append(row)
    authored: list[Passage] = []
    report: list[Passage] = []
    spots: dict[tuple[str, int], Spot] = {}
    placed: dict[int, tuple[Part, Paragraph]] = {}
    for part in parts:
        mine = _of_section(live, part, rows.get(part.spec.code, []), spots, placed)
        authored += mine
        report += _in_order(part, mine)
    recommended, rests = _recommended(inspection, spots)
    examples, uncleared = _examples(inspection, spots)
    return Texts(
        authored,
        report,
        recommended,
        examples,
        placed,
        rests,
        uncleared,
        spots,
        {part.spec.code: part.spec.domain for part in parts},
    )


def _of_section(
    live: LiveFigures,
    part: Part,
    rows: Iterable[Paragraph],
    spots: dict[tuple[str, int], Spot],
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
            spots[key] = Spot(f"{row.key}", part.spec.title, f"{address}#p-{row.key}", part.anchor, row, line)
        found += lines
    return found


def _in_order(part: Part, authored: Sequence[Passage]) -> Iterator[Passage]:
    """What the section printed when it was built, with what people wrote in its place; what is newer comes last."""
    left = {" ".join(passage.text.split()): passage for passage in reversed(authored)}
    for place, text in enumerate(_blocks(part.row.body), start=1):
        passage = left.pop(" ".join(text.split()), None)
        yield passage or Passage(part.spec.code, -place, text)
    yield from (passage for passage in authored if passage in left.values())


def _blocks(body: str) -> Iterator[str]:
    """Without tables; footnotes after all else."""
    yield from (text for text in blocks_of(NOTE.sub("", body)) if " | " not in text)
    yield from (" ".join(blocks_of(f"<p>{note}</p>")) for note in NOTE.findall(body))


def _recommended(
    inspection: Inspection, spots: dict[tuple[str, int], Spot]
) -> tuple[list[Passage], dict[tuple[str, int], bool]]:
    names = {body.pk: body.name for body in RecommendationBody.objects.filter(inspection=inspection)}
    found, rests = [], {}
    rows = Recommendation.objects.filter(inspection=inspection).standing()
    for place, row in enumerate(rows):
        passage = Passage(RECOMMENDED, place, row.words, subject=names.get(row.body_id or 0, ""))
        address = reverse("recommendation", args=[inspection.name, row.pk])
        spots[RECOMMENDED, place] = Spot(f"{RECOMMENDED}{row.pk}", "Recommendations", address)
        rests[RECOMMENDED, place] = bool(row.rests_on)
        found.append(passage)
    return found, rests


def _examples(
    inspection: Inspection, spots: dict[tuple[str, int], Spot]
) -> tuple[list[Passage], list[PracticeExample]]:
    found = []
    rows = list(PracticeExample.objects.filter(inspection=inspection).standing())
    for place, row in enumerate(rows):
        found.append(Passage(EXAMPLES, place, f"{row.heading}. {row.words}"))
        address = reverse("example", args=[inspection.name, row.pk])
        spots[EXAMPLES, place] = Spot(f"{EXAMPLES}{row.pk}", "Examples of practice", address)
    return found, [row for row in rows if not row.is_cleared]
