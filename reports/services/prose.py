"""The one door for what people write: each change apart and each once (docs/decisions/0022)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from inspections.access import standing_of
from inspections.models import Inspection
from inspections.rules import Phase
from reports.access import can_write_prose
from reports.models import Paragraph, ReceivedProse, ReportSection
from reports.rules import (
    PROSE,
    Became,
    Node,
    ProseChange,
    section_plan,
    topics_of_prose,
)
from reports.services.paragraphs import Outcome, Paragraphs
from reports.services.statuses import status_set_back
from standards.outline import outline_of

LONGEST_REASON = 500
PUBLISHED = "The report is published. Its words do not change any more; what you wrote is kept under your name."
UNSAVED = frozenset({Became.CONFLICT, Became.REFUSED})


@dataclass(frozen=True, slots=True)
class ProseReceipt:
    """What became of each change, in the order they came. `due`: sections to queue, once this is committed."""

    section: ReportSection
    outcomes: tuple[Outcome, ...]
    at: datetime
    due: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A section with its inspection, and what its plan says of it."""

    section: ReportSection
    inspection: Inspection
    topics: frozenset[str]  # those of the plan
    parts: frozenset[str]

    @classmethod
    def of(cls, section: ReportSection) -> "Place":
        inspection = Inspection.objects.select_related("edition").get(pk=section.inspection_id)
        spec = next((one for one in section_plan(outline_of(inspection.edition)) if one.code == section.code), None)
        parts = frozenset(part.code for part in spec.parts) if spec else frozenset()
        return cls(section, inspection, spec.topics if spec else frozenset(), parts)

    def read_by(self, nodes: Iterable[Node | None]) -> frozenset[str]:
        """The topics of what they name."""
        return topics_of_prose([node for node in nodes if node is not None], outline_of(self.inspection.edition))


def prose_apply(*, section_id: int, changes: Sequence[ProseChange], by: Person, at: datetime) -> ProseReceipt:
    """Applies changes to the prose of a section: see Became for what may become of each.

    Raises DoesNotExist, and PermissionDenied for somebody who does not write there; then nothing is written.
    """
    place = prose_place(section_id=section_id, by=by)
    new = place.read_by(_readable(changes)) - {*place.section.topics}
    if new:
        _topics_add(section_id, new)
    return _apply(place, new, changes, by=by, at=at)


def prose_place(*, section_id: int, by: Person) -> Place:
    """The section, for who writes in it. Raises DoesNotExist and PermissionDenied."""
    place = Place.of(ReportSection.objects.without_bodies().get(pk=section_id))
    if not can_write_prose(standing_of(by, place.inspection.pk), place.section.code):
        raise PermissionDenied
    return place


def _readable(changes: Sequence[ProseChange]) -> list[Node]:
    """Their blocks, of those that will be taken."""
    found = (Paragraphs.read(change) for change in changes)
    return [node for node in found if node is not None and not isinstance(node, str)]


@transaction.atomic
def _topics_add(section_id: int, topics: Collection[str]) -> None:
    """A section that is about to read more is found by whoever changes that, before it does.

    In a transaction of its own: a figure that changes in this moment did not find the section yet. `_apply` then waits
    for it, because whoever changes a figure holds the sections that read it.
    """
    section = ReportSection.objects.lock(section_id)
    section.prose_topics = sorted({*section.prose_topics, *topics})
    section.topics = sorted({*section.topics, *topics})
    section.save(update_fields=["prose_topics", "topics"])


@transaction.atomic
def _apply(
    place: Place, new: Collection[str], changes: Sequence[ProseChange], *, by: Person, at: datetime
) -> ProseReceipt:
    if new:
        list(ReportSection.objects.reading(place.inspection.pk, new).locked().values_list("pk"))
    section = ReportSection.objects.lock(place.section.pk)
    at = _later_than_all(section, at)
    paragraphs = Paragraphs(section, place.parts, by=by, at=at, closed=_closed(place))
    outcomes = paragraphs.done(changes)
    due: list[int] = []
    if paragraphs.changed:
        _topics_follow(place, section, paragraphs.nodes)
        status_set_back(section, by=by, at=at)
        due = ReportSection.objects.want([section.pk], topics=[PROSE], at=at)
    ReceivedProse.objects.bulk_create(
        [_received(section, outcome, by=by, at=at) for outcome in outcomes if outcome.first is None],
        ignore_conflicts=True,  # of one id sent to two sections at the same moment, the first
    )
    return ProseReceipt(section, tuple(outcomes), at, tuple(due))


def _closed(place: Place) -> str:
    """Why nothing can be written any more; "" while it can."""
    phase = Inspection.objects.values_list("phase", flat=True).get(pk=place.inspection.pk)
    return PUBLISHED if phase == Phase.PUBLISHED else ""


def _later_than_all(section: ReportSection, at: datetime) -> datetime:
    """A moment after the last change of the section, whatever the clocks say: pages ask for what came since."""
    last = Paragraph.objects.filter(section=section).aggregate(last=Max("changed_at"))["last"]
    return at if last is None or at > last else last + timedelta(microseconds=1)


def _topics_follow(place: Place, section: ReportSection, nodes: Iterable[Node | None]) -> None:
    read = place.read_by(nodes)
    prose_topics, topics = sorted(read), sorted(read | place.topics)
    if (section.prose_topics, section.topics) != (prose_topics, topics):
        section.prose_topics, section.topics = prose_topics, topics
        section.save(update_fields=["prose_topics", "topics"])


def _received(section: ReportSection, outcome: Outcome, *, by: Person, at: datetime) -> ReceivedProse:
    change = outcome.change
    return ReceivedProse(
        id=change.id if outcome.counts else uuid4(),
        section=section,
        paragraph=change.paragraph,
        became=outcome.became,
        seen=change.seen if isinstance(change.seen, int) else 0,
        version=outcome.version,
        node=_kept(outcome) if outcome.became in UNSAVED else None,
        reason=outcome.reason[:LONGEST_REASON],
        by=by,
        at=at,
    )


def _kept(outcome: Outcome) -> Any:
    """What was sent, so that no text is lost: of what is no block nothing."""
    node = Paragraphs.read(outcome.change)
    return None if isinstance(node, str) else node


def prose_restore(*, paragraph_id: int, version: int, seen: int, by: Person, at: datetime) -> ProseReceipt:
    """Puts an earlier version of a paragraph in place, as a change of its own.

    Raises as prose_apply, and DoesNotExist where it never had that version.
    """
    paragraph = Paragraph.objects.get(pk=paragraph_id)
    former = Paragraph.objects.version(paragraph.pk, version)
    if former is None:
        raise Paragraph.DoesNotExist
    change = ProseChange(uuid4(), paragraph.key, paragraph.part, seen, former.node)
    return prose_apply(section_id=paragraph.section_id, changes=[change], by=by, at=at)
