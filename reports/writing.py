"""What the pages of writing show: paragraphs, who writes where, how far each section is, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.timezone import localtime

from inspections.models import Inspection
from reports.contents import Part
from reports.door import paragraph_json
from reports.live import LiveFigures
from reports.models import Comment, Paragraph, ReportSection, SectionStatus, SectionVersion, Writer
from reports.rules import (
    PROSE,
    STATUS_NAMES,
    AuthoredPart,
    Draft,
    Node,
    Status,
    sittings,
    text_of,
    words_in,
)
from reports.services.statuses import last_change
from standards.structure import filled

WRITES_FOR = timedelta(seconds=25)  # pages say every ten seconds that somebody is still there


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A place where somebody writes, with what stands there."""

    part: AuthoredPart
    rows: Sequence[Paragraph]

    @property
    def nodes(self) -> list[Node]:
        return [row.node for row in self.rows if row.node is not None]


def written_parts(part: Part, service_word: str) -> list[WrittenPart]:
    """In one query; what was taken out is left out."""
    rows = list(Paragraph.objects.filter(section=part.row, node__isnull=False).select_related("by"))
    parts = [replace(one, title=filled(one.title, service_word)) for one in part.spec.parts]
    return [WrittenPart(one, [row for row in rows if row.part == one.code]) for one in parts]


def said_of(live: LiveFigures, nodes: Sequence[Node]) -> dict[str, str]:
    """How each live figure in them reads now, by "source|form"."""
    found = sorted(set(_figures(nodes)))
    return {f"{source}|{form}": live.say(source, form) for source, form in found}


def _figures(nodes: Sequence[Node]) -> list[tuple[str, str]]:
    own = [(node["attrs"]["source"], node["attrs"]["form"]) for node in nodes if node["type"] == "figure"]
    return own + [figure for node in nodes for figure in _figures(node.get("content", ()))]


def since_token(section: ReportSection) -> str:
    """The last change of the section's prose, as a page names it again; "" while there is none."""
    last = last_change(section)
    return last.isoformat() if last else ""


def news(section: ReportSection, since: datetime | None, person_id: int) -> dict[str, Any]:
    """What came since that moment, and who is writing: in a few queries, whatever there is."""
    newer = Paragraph.objects.filter(section=section).select_related("by").order_by("changed_at", "pk")
    found = list(newer.filter(changed_at__gt=since) if since else newer)
    last = found[-1].changed_at if found else since
    return {
        "since": last.isoformat() if last else "",
        "paragraphs": [{"paragraph": str(row.key), "part": row.part, **paragraph_json(row)} for row in found],
        "order": _order(section) if found else {},
        "built": section.built,
        "writing": writers_in(section, person_id),
    }


def _order(section: ReportSection) -> dict[str, list[str]]:
    order: dict[str, list[str]] = {}
    rows = Paragraph.objects.filter(section=section, node__isnull=False).values_list("part", "key")
    for part, key in rows:
        order.setdefault(part, []).append(str(key))
    return order


def writers_in(section: ReportSection, person_id: int) -> list[dict[str, str]]:
    """Who else writes in a section, and in which paragraph."""
    now = localtime()
    rows = Writer.objects.filter(section=section, at__gt=now - WRITES_FOR).exclude(person=person_id)
    found = rows.order_by("person__name").values_list("person__name", "paragraph")
    return [{"name": name, "paragraph": str(paragraph or "")} for name, paragraph in found]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a section is, for a page. `row` None: nobody said anything yet."""

    row: SectionStatus | None
    figures_changed: bool = False

    @property
    def status(self) -> Status:
        return Status(self.row.status) if self.row else Status.DRAFT

    @property
    def name(self) -> str:
        return STATUS_NAMES[self.status]

    @property
    def was(self) -> str:
        """What it had been until its prose changed, as a word in a sentence."""
        return STATUS_NAMES[Status(self.row.was)].lower() if self.row and self.row.was else ""

    @property
    def version(self) -> int:
        return self.row.version if self.row else 0


def standing_of_section(section: ReportSection) -> Standing:
    row = SectionStatus.objects.filter(section=section).select_related("by", "was_by").first()
    return Standing(row, bool(row and figures_changed_since(section, row)))


def figures_changed_since(section: ReportSection, row: SectionStatus) -> bool:
    """Whether what the section generates, or a figure in its prose, reads otherwise than when its status was set."""
    if row.status == Status.DRAFT:
        return False
    causes = SectionVersion.objects.filter(section=section, at__gt=row.at).values_list("causes", flat=True)
    return any(set(found) - {PROSE} for found in causes)


def changed_since(section: ReportSection, row: SectionStatus | None) -> list["Changed"]:
    """The paragraphs that differ from those that were reviewed or cleared, in the order of the section."""
    if row is None or not row.was_at:
        return []
    rows = list(Paragraph.objects.filter(section=section, changed_at__gt=row.was_at).select_related("by"))
    former: dict[int, Any] = {}
    for event in Paragraph.objects.events(*(one.pk for one in rows)).filter(changed_at__lte=row.was_at):
        former[event.pgh_obj_id] = event.node
    return [Changed(one, former.get(one.pk)) for one in rows if former.get(one.pk) != one.node]


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph, and what stood there before."""

    row: Paragraph
    before: Node | None

    @property
    def words(self) -> str:
        """What stands there, or stood there."""
        return text_of(self.row.node or self.before or {})


def drafts_of(row: Paragraph) -> list[Draft]:
    """A paragraph's history, a row for each sitting, the newest first."""
    drafts: dict[int, Draft] = {}
    for event in Paragraph.objects.events(row.pk):
        drafts.setdefault(event.version, Draft(event.version, event.by_id, event.changed_at, event.node, event.rank))
    return sittings(list(drafts.values()))[::-1]


@dataclass(slots=True)
class Overview:
    """One section on the page of all of them."""

    part: Part
    standing: Standing
    words: int = 0
    open_comments: int = 0
    last: Paragraph | None = None
    writers: list[str] = field(default_factory=list)


def overview_of(inspection: Inspection, parts: Sequence[Part]) -> list[Overview]:
    """The sections in which somebody writes, in order; six queries, whatever there is."""
    ids = [part.row.pk for part in parts if part.spec.parts]
    statuses = {
        row.section_id: row for row in SectionStatus.objects.filter(section__in=ids).select_related("by", "was_by")
    }
    comments = dict(
        Comment.objects.open().filter(section__in=ids).order_by().values_list("section").annotate(Count("pk"))
    )
    rows: dict[int, list[Paragraph]] = {}
    for row in Paragraph.objects.filter(section__in=ids).select_related("by").order_by("changed_at", "pk"):
        rows.setdefault(row.section_id, []).append(row)
    writers = _writers(ids)
    stale = _figures_changed(statuses)
    return [
        Overview(
            part,
            Standing(statuses.get(part.row.pk), part.row.pk in stale),
            words_in([row.node for row in rows.get(part.row.pk, ()) if row.node is not None]),
            comments.get(part.row.pk, 0),
            rows[part.row.pk][-1] if part.row.pk in rows else None,
            writers.get(part.row.pk, []),
        )
        for part in parts
        if part.row.pk in ids
    ]


def _writers(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Writer.objects.filter(section__in=ids, at__gt=localtime() - WRITES_FOR).order_by("person__name")
    for section_id, name in rows.values_list("section_id", "person__name"):
        found.setdefault(section_id, []).append(name)
    return found


def _figures_changed(statuses: Mapping[int, SectionStatus]) -> set[int]:
    """The sections whose figures changed since their status was set, in one query."""
    asked = Q(pk__in=[])
    for section_id, row in statuses.items():
        if row.status != Status.DRAFT:
            asked |= Q(section=section_id, at__gt=row.at)
    versions = SectionVersion.objects.filter(asked).order_by().values_list("section_id", "causes")
    return {section_id for section_id, causes in versions if set(causes) - {PROSE}}


def comments_of(section: ReportSection, *, resolved: bool) -> list[Comment]:
    """The comments of a section with their answers, open or resolved; two queries."""
    found = Comment.objects.with_answers().filter(section=section, resolved_at__isnull=not resolved)
    return list(found)


def paragraph_named(section: ReportSection, key: UUID) -> Paragraph | None:
    return Paragraph.objects.filter(section=section, key=key).select_related("by").first()
