"""The report of the demo's inspection as far as it is written, by the services that its pages use."""

from datetime import datetime
from uuid import uuid4

from accounts.models import Person
from inspections.models import Inspection
from published.prose import EXAMPLE, EXAMPLE_AFTER, PROSE, RECOMMENDATIONS, block
from reports.models import PracticeExample, ReportSection
from reports.rules import BodyKind, Node, Practice, ProseChange
from reports.services import example_clear, example_save, prose_apply, recommendation_save


def prose_write(*, inspection: Inspection, lead: Person, editor: Person, at: datetime) -> None:
    """Paragraphs by the editor, an example that the lead cleared, and recommendations."""
    box = _example(inspection, lead, at)
    for section in ReportSection.objects.filter(inspection=inspection, code__in=PROSE):
        blocks: list[Node] = [block(text) for text in PROSE[section.code]]
        if section.code == EXAMPLE_AFTER[0]:
            blocks.insert(EXAMPLE_AFTER[1] + 1, box)
        _written(section, blocks, by=editor, at=at)
    for kind, name, words, standards in RECOMMENDATIONS:
        to, rests_on = (BodyKind(kind), name), [f"standard:{number}" for number in standards]
        recommendation_save(inspection=inspection, words=words, to=to, rests_on=rests_on, by=lead, at=at)


def _example(inspection: Inspection, lead: Person, at: datetime) -> Node:
    example_save(inspection=inspection, practice=Practice.GOOD, **EXAMPLE, by=lead, at=at)
    made = PracticeExample.objects.get(inspection=inspection)
    example_clear(example_id=made.pk, seen=made.version, by=lead, at=at)
    return {"type": "example", "attrs": {"id": made.pk}}


def _written(section: ReportSection, blocks: list[Node], *, by: Person, at: datetime) -> None:
    changes: list[ProseChange] = []
    for node in blocks:
        after = changes[-1].paragraph if changes else None
        changes.append(ProseChange(uuid4(), uuid4(), "", 0, node, after=after, moves=True))
    prose_apply(section_id=section.pk, changes=changes, by=by, at=at)
