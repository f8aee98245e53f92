"""What a section was: its versions with what changed before each, and two of them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from reports.models import ReportSection, SectionVersion
from reports.rules import EXAMPLES, PROSE, RECOMMENDED, Row, compared
from standards.wording import joined, plural, sentence

TOPIC_NAMES = {
    CASE_MIX: "the disposals of cases",
    SAMPLE: "the cases in the sample",
    DECISIONS: "a proposal or a decision of the panel",
    CONTEXT: "the inspection’s names, dates or contextual facts",
    EVIDENCE: "the evidence",
    FACTS: "the facts of cases",
    RECOMMENDED: "the recommendations",
    EXAMPLES: "the examples of practice",
    PROSE: "what is written in it",
}


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Versions:
    """`listed`, the newest first; `rows` compare `before` with `after`, where there are two."""

    listed: Sequence[Version]
    before: Version | None = None
    after: Version | None = None
    rows: Sequence[Row] = ()

    @property
    def is_same(self) -> bool:
        return not any(row.is_changed for row in self.rows)


def versions_of(section: ReportSection, before: str, after: str) -> Versions:
    """In two queries. Without numbers, or with such as are not there, the last two are compared."""
    found = SectionVersion.objects.filter(section=section).defer("body")
    listed = [Version(row.number, localtime(row.at), because(row, section)) for row in found]
    if len(listed) < 2:
        return Versions(listed)
    by_number = {str(one.number): one for one in listed}
    new = by_number.get(after, listed[0])
    old = by_number.get(before) or next((one for one in listed if one.number < new.number), listed[-1])
    old, new = sorted((old, new), key=lambda one: one.number)
    bodies = dict(
        SectionVersion.objects.filter(section=section, number__in=[old.number, new.number])
        .order_by()
        .values_list("number", "body")
    )
    return Versions(listed, old, new, compared(bodies[old.number], bodies[new.number]))


def because(version: SectionVersion, section: ReportSection) -> str:
    """What changed before a version, as "Three changes of the figures of 2.1 and the cases in the sample."."""
    topics = [topic for topic in version.causes if topic in section.topics or topic == PROSE]
    if not topics:
        return "The section was built anew."
    standards = sorted(topic for topic in topics if topic not in TOPIC_NAMES)
    said = [f"the figures of {joined(standards)}"] if standards else []
    said += [name for topic, name in TOPIC_NAMES.items() if topic in topics]
    return sentence(f"{plural(version.changes, 'change', 'changes')} of {joined(said)}.")
