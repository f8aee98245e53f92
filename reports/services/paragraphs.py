"""Applies the changes of one batch to the paragraphs of a section, each apart and each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from accounts.models import Person
from reports.models import Paragraph, ReceivedProse, ReportSection
from reports.rules import Arrived, BadNode, Became, Node, ProseChange, becomes, rank_between, written
from reports.rules.writing import STEP

NO_PARAGRAPH = (
    "What was sent is no paragraph that can be kept. Copy its words, load the page again and paste them as text."
)
TOO_LONG = "This paragraph is longer than can be saved. Part it into two."
NO_PART = "Nothing is written at that place of this section."
USED = "Its id was used for another change. Send it under an id of its own."
NEVER_CAME = "It follows a change that never arrived here. Load the page again, then change it."
NEVER_SAVED = "It has seen a version of this paragraph that was never saved. Load the page again, then change it."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change; `current` is the paragraph as it stands now, `first` what became of a duplicate."""

    change: ProseChange
    became: Became
    current: Paragraph | None
    reason: str = ""
    first: Arrived | None = None
    counts: bool = True  # it is on record under its id

    @property
    def version(self) -> int:
        if self.first:
            return self.first.version
        return self.current.version if self.current else 0


class Paragraphs:
    """Takes changes one after the other; later ones see what earlier ones saved. The section is locked."""

    def __init__(
        self, section: ReportSection, parts: frozenset[str], *, by: Person, at: datetime, closed: str = ""
    ) -> None:
        self.section, self.parts, self.by, self.at, self.closed = section, parts, by, at, closed
        self.rows = {row.key: row for row in Paragraph.objects.filter(section=section).select_related("by")}
        self.arrived: dict[UUID, Arrived] = {}
        self.changed = False

    @property
    def nodes(self) -> Iterable[Node | None]:
        return (row.node for row in self.rows.values())

    def done(self, changes: Sequence[ProseChange]) -> list[Outcome]:
        ids = {change.id for change in changes}
        self.arrived = ReceivedProse.objects.arrived(ids | {c.seen for c in changes if isinstance(c.seen, UUID)})
        return [self._outcome(change) for change in changes]

    def _outcome(self, change: ProseChange) -> Outcome:
        current = self.rows.get(change.paragraph)
        if first := self.arrived.get(change.id):
            if first.is_of(self.section.pk, self.by.pk, change.paragraph):
                return Outcome(change, Became.DUPLICATE, current, first.reason, first)
            return Outcome(change, Became.REFUSED, None, USED, counts=False)
        outcome = self._first(change, current)
        seen = outcome.change.seen
        self.arrived[change.id] = Arrived(
            section_id=self.section.pk,
            by_id=self.by.pk,
            paragraph=change.paragraph,
            became=outcome.became,
            seen=seen if isinstance(seen, int) else 0,
            version=outcome.version,
            reason=outcome.reason,
            at=self.at,
        )
        return outcome

    def _first(self, change: ProseChange, current: Paragraph | None) -> Outcome:
        node, seen = self.read(change), self._seen(change)
        if why := self._why_not(change, current, node, seen):
            return Outcome(change, Became.REFUSED, current, why)
        assert isinstance(seen, int) and not isinstance(node, str)
        change = replace(change, seen=seen)
        stands, version = (current.node, current.version) if current else (None, 0)
        became = becomes(node, current=stands, version=version, seen=seen, then=self._then(current, seen))
        if became is not Became.SAVED:
            return Outcome(change, became, current, NEVER_SAVED if became is Became.REFUSED else "")
        return Outcome(change, became, self._saved(change, node, current))

    def _why_not(
        self, change: ProseChange, current: Paragraph | None, node: Node | str | None, seen: int | None
    ) -> str:
        if self.closed:
            return self.closed
        if isinstance(node, str):
            return node
        if change.part not in self.parts or (current and current.part != change.part):
            return NO_PART
        return NEVER_CAME if seen is None else ""

    @staticmethod
    def read(change: ProseChange) -> Node | str | None:
        """Its block, or why it is none."""
        try:
            return written(change.node)
        except BadNode as fault:
            return TOO_LONG if str(fault) == "too long" else NO_PARAGRAPH

    def _seen(self, change: ProseChange) -> int | None:
        """The version that it has seen, where it names an own earlier change the one that this left."""
        if isinstance(change.seen, int):
            return change.seen
        found = self.arrived.get(change.seen)
        if found is None or not found.is_of(self.section.pk, self.by.pk, change.paragraph):
            return None
        return found.version if found.became is Became.SAVED else found.seen

    def _then(self, current: Paragraph | None, seen: int) -> Node | None:
        """What stood there in the version that it has seen; asked only where another stands now."""
        if current is None or seen in (0, current.version):
            return None
        former = Paragraph.objects.version(current.pk, seen)
        return former.node if former else None

    def _saved(self, change: ProseChange, node: Node | None, current: Paragraph | None) -> Paragraph | None:
        rank = self._rank(change, current)
        if current is None:
            return self._added(change, node, rank) if node is not None else None
        if (node, rank) == (current.node, current.rank):
            return current
        current.node, current.rank, current.version = node, rank, current.version + 1
        current.by, current.changed_at = self.by, self.at
        current.save(update_fields=["node", "rank", "version", "by", "changed_at"])
        self.changed = True
        return current

    def _added(self, change: ProseChange, node: Node, rank: float) -> Paragraph:
        row = Paragraph.objects.create(
            section=self.section,
            part=change.part,
            key=change.paragraph,
            rank=rank,
            node=node,
            by=self.by,
            changed_at=self.at,
        )
        self.rows[row.key], self.changed = row, True
        return row

    def _rank(self, change: ProseChange, current: Paragraph | None) -> float:
        """Where it is to stand: where it does, unless it is new or the change moves it."""
        if current and (not change.moves or self._stands_there(current, change.after)):
            return current.rank
        rows = [row for row in self._ordered(change.part) if row is not current]
        at = self._index_after(rows, change)
        before, after = (rows[at - 1].rank if at else None), (rows[at].rank if at < len(rows) else None)
        rank = rank_between(before, after)
        if rank is None:
            self._number_anew(rows)
            rank = (at + 0.5) * STEP
        return rank

    def _index_after(self, rows: list[Paragraph], change: ProseChange) -> int:
        """At the head for nobody's heels; at the end where nobody says, or names one that is not there."""
        if change.moves and change.after is None:
            return 0
        keys = [row.key for row in rows]
        return keys.index(change.after) + 1 if change.moves and change.after in keys else len(rows)

    def _stands_there(self, current: Paragraph, after: UUID | None) -> bool:
        """What is taken out does not stand between two paragraphs."""
        rows = self._ordered(current.part)
        before = [row.key for row in rows[: rows.index(current)] if row.node is not None]
        if after is None:
            return not before
        named = self.rows.get(after)
        if named is None or named.part != current.part:
            return True  # not there: it stays where it is
        upto = [row.key for row in rows[: rows.index(named) + 1] if row.node is not None and row is not current]
        return before[-1:] == upto[-1:]

    def _ordered(self, part: str) -> list[Paragraph]:
        return sorted((row for row in self.rows.values() if row.part == part), key=lambda row: (row.rank, row.pk))

    def _number_anew(self, rows: list[Paragraph]) -> None:
        """Room between all of them. Their versions stay: nobody changed them."""
        for place, row in enumerate(rows):
            row.rank = (place + 1) * STEP
        Paragraph.objects.bulk_update(rows, ["rank"])
