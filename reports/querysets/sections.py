"""Named ways into the sections of reports. What every saved answer or every build asks is one statement each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.compiled import CompiledRow
from reports.rules import LOST_AFTER, notes_in
from standards.outline import edition_in_use

UNREAD = ("body", "topics")  # long, and no body is made of them


@dataclass(frozen=True, slots=True)
class Noted:
    """A build that was noted: how many changes it took in, and whether more came meanwhile."""

    pk: int
    covered: int
    changed_meanwhile: bool


class ReportSectionQuerySet(models.QuerySet[Any]):
    def reading(self, inspection_id: int, topics: Collection[str]) -> "ReportSectionQuerySet":
        """Those of an inspection that read any of these topics."""
        return self.filter(inspection_id=inspection_id, topics__overlap=list(topics))

    def locked(self) -> "ReportSectionQuerySet":
        """Locked until the transaction ends, everybody in the same order, so that nobody deadlocks."""
        return self.select_for_update(no_key=True, of=("self",)).order_by("pk")

    def stale(self) -> "ReportSectionQuerySet":
        """Something that they read has changed since they were built."""
        return self.filter(built__lt=F("wanted"))

    def lost(self, at: datetime) -> "ReportSectionQuerySet":
        """Stale, and no build of them is under way, or none that would still come."""
        lost = Q(queued_at=None) | Q(queued_at__lt=at - LOST_AFTER) | Q(queued_at__gt=at + LOST_AFTER)
        return self.stale().filter(lost)

    def want(self, ids: Collection[int], *, topics: Collection[str], at: datetime) -> list[int]:
        """Counts a change of `topics` for `ids`; gives those whose build is to be asked for, noted as queued."""
        return self._want(WANT_THESE, {"ids": list(ids)}, topics, at)

    def want_reading(self, inspection_id: int, topics: Collection[str], *, at: datetime) -> list[int]:
        """As `want`, for those of an inspection that read any of `topics`."""
        return self._want(WANT_READING, {"inspection": inspection_id}, topics, at)

    def _want(self, statement: str, which: Mapping[str, Any], topics: Collection[str], at: datetime) -> list[int]:
        queued = {"at": at, "early": at - LOST_AFTER, "late": at + LOST_AFTER}
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, {**which, **queued, "topics": sorted(topics)})
            return sorted(pk for pk, is_due in cursor.fetchall() if is_due)

    def to_build(self, ids: Collection[int]) -> list[Any]:
        """Those of `ids` that are stale, with all that their bodies name of the inspection, in one query."""
        sections = TO_BUILD.all(list(ids), using=self.db)
        for section in sections:
            section.inspection.edition = edition_in_use(section.inspection.edition_id)
        return sorted(sections, key=lambda section: section.pk)

    def note(self, sections: Sequence[Any], *, at: datetime, queued_at: datetime | None) -> list[Noted]:
        """Notes that these were built as they were read and came out as they were, where no newer build is there.

        `queued_at` is noted for those that changed meanwhile, which stays among their causes.
        """
        told = {"ids": [one.pk for one in sections], "wanted": [one.wanted for one in sections]}
        return self._noted(NOTE, {**told, "at": at, "queued_at": queued_at})

    def keep(
        self, section: Any, body: str, *, fingerprint: str, release: str, at: datetime, queued_at: datetime | None
    ) -> list[Noted]:
        """As `note`, with a new body. One that differs from the last version becomes a version."""
        told = {"body": body, "fingerprint": fingerprint, "release": release, "at": at, "queued_at": queued_at}
        told |= {"pk": section.pk, "wanted": section.wanted, "notes": len(notes_in(body))}
        told |= {"causes": section.causes, "changes": section.wanted - section.built}
        return self._noted(KEEP, told)

    def _noted(self, statement: str, told: Mapping[str, Any]) -> list[Noted]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, told)
            return [Noted(*row) for row in cursor.fetchall()]

    def lock(self, section_id: int) -> Any:
        """One section without its body, locked until the transaction ends. Raises DoesNotExist."""
        return self.defer("body").select_for_update(no_key=True, of=("self",)).get(pk=section_id)

    def with_writing(self) -> "ReportSectionQuerySet":
        """With how far each is, and how many `open_comments` it has, in the same query."""
        comments: Any = apps.get_model("reports", "Comment").objects
        found = comments.open().filter(section=OuterRef("pk")).order_by().values("section")
        number = Subquery(found.annotate(number=Count("pk")).values("number"))
        told = self.select_related("status__by", "status__was_by")
        with_number: ReportSectionQuerySet = told.annotate(open_comments=Coalesce(number, 0))
        return with_number

    def without_bodies(self) -> "ReportSectionQuerySet":
        """What a page needs to know how fresh they are."""
        return self.defer(*UNREAD)


TO_BUILD: CompiledRow[Any] = CompiledRow(
    "reports.ReportSection",
    "inspection",
    "inspection__service",
    where=Q(built__lt=F("wanted")),
    without=UNREAD,
    pk__any_of=[-1],
)

# Locked in the order of the primary key, as everybody does; RETURNING alone would tell the new `queued_at`.
WANT = """
WITH found AS (
    SELECT id, queued_at IS NULL OR queued_at NOT BETWEEN %(early)s AND %(late)s AS is_due
    FROM reports_reportsection WHERE """
COUNTED = """
    ORDER BY id FOR NO KEY UPDATE
)
UPDATE reports_reportsection section
SET wanted = section.wanted + 1,
    queued_at = CASE WHEN found.is_due THEN %(at)s ELSE section.queued_at END,
    causes = ARRAY(SELECT DISTINCT unnest(section.causes || %(topics)s::varchar(20)[]))
FROM found WHERE section.id = found.id
RETURNING section.id, found.is_due
"""
WANT_THESE = WANT + "id = ANY(%(ids)s)" + COUNTED
WANT_READING = WANT + "inspection_id = %(inspection)s AND topics && %(topics)s::varchar(20)[]" + COUNTED

NOTE = """
WITH found AS (
    SELECT section.id, read.wanted
    FROM reports_reportsection section
    JOIN unnest(%(ids)s::bigint[], %(wanted)s::bigint[]) AS read (id, wanted) ON read.id = section.id
    WHERE section.built < read.wanted
    ORDER BY section.id FOR NO KEY UPDATE OF section
)
UPDATE reports_reportsection section
SET built = found.wanted, covered = found.wanted - section.built, built_at = %(at)s, failed_because = '',
    queued_at = CASE WHEN section.wanted = found.wanted THEN NULL ELSE %(queued_at)s::timestamptz END,
    causes = CASE WHEN section.wanted = found.wanted THEN '{}' ELSE section.causes END
FROM found WHERE section.id = found.id
RETURNING section.id, section.covered, section.wanted > section.built
"""

# The version is there when the body is.
KEEP = """
WITH noted AS (
    UPDATE reports_reportsection
    SET body = %(body)s, notes = %(notes)s, fingerprint = %(fingerprint)s, release = %(release)s,
        covered = %(wanted)s - built,
        built = %(wanted)s, built_at = %(at)s, failed_because = '',
        queued_at = CASE WHEN wanted = %(wanted)s THEN NULL ELSE %(queued_at)s::timestamptz END,
        causes = CASE WHEN wanted = %(wanted)s THEN '{}' ELSE causes END
    WHERE id = %(pk)s AND built < %(wanted)s
    RETURNING id, covered, wanted > built AS changed_meanwhile
), kept AS (
    INSERT INTO reports_sectionversion (section_id, number, body, causes, changes, at)
    SELECT id, %(wanted)s, %(body)s, %(causes)s::varchar(20)[], %(changes)s, %(at)s FROM noted
    WHERE %(body)s IS DISTINCT FROM (
        SELECT body FROM reports_sectionversion WHERE section_id = %(pk)s ORDER BY number DESC LIMIT 1
    )
)
SELECT id, covered, changed_meanwhile FROM noted
"""
