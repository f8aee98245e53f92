"""Named ways into the sections of reports."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.compiled import Compiled
from reports.rules import LOST_AFTER, Arrived, Became, notes_in


class With(models.Func):
    """An array and those of another that it lacks."""

    template = "ARRAY(SELECT DISTINCT unnest(%(expressions)s))"
    arg_joiner = " || "


UNREAD = ("body", "topics", "inspection__edition__document")  # long, and no body is made of them


class StandingQuerySet(models.QuerySet[Any]):
    def standing(self) -> "StandingQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)


class ReportSectionQuerySet(models.QuerySet[Any]):
    def reading(self, inspection_id: int, topics: Collection[str]) -> "ReportSectionQuerySet":
        """Those of an inspection that read any of these topics."""
        return self.filter(inspection_id=inspection_id, topics__overlap=list(topics))

    def queued_reading(self, inspection_id: int, topics: Collection[str]) -> dict[int, datetime | None]:
        """When a build of each that reads any of these topics was queued, by its key; locked as in `locked`."""
        return dict(_queued(len(topics)).rows(inspection_id, *topics, using=self.db))

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

    def want(self, ids: Iterable[int], *, topics: Collection[str], queued: Collection[int], at: datetime) -> None:
        """Counts a change of `topics` for `ids`, and notes that a build of those in `queued` is on its way."""
        queued_at = Case(When(pk__in=queued, then=at), default=F("queued_at")) if queued else F("queued_at")
        causes = With(F("causes"), Value(sorted(topics)), output_field=ArrayField(models.CharField(max_length=20)))
        self.filter(pk__in=list(ids)).order_by().update(wanted=F("wanted") + 1, queued_at=queued_at, causes=causes)

    def keep(self, section: Any, body: str, *, fingerprint: str, at: datetime) -> bool:
        """Stores what was built for `section` as it was read, unless a newer build is there; says whether it did.

        A body that differs from the last version becomes one. What changed meanwhile stays among the causes.
        """
        told = {"body": body, "fingerprint": fingerprint, "at": at, "wanted": section.wanted, "pk": section.pk}
        told |= {"notes": len(notes_in(body)), "causes": section.causes, "changes": section.wanted - section.built}
        with connections[self.db].cursor() as cursor:
            cursor.execute(KEEP, told)
            (noted,) = cursor.fetchone()
        return bool(noted)

    def to_build(self) -> "ReportSectionQuerySet":
        """With all that their bodies name of the inspection, in the same query."""
        return self.select_related("inspection__service", "inspection__edition").defer(*UNREAD).order_by("pk")

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
        return self.defer("body", "topics")


class ParagraphQuerySet(models.QuerySet[Any]):
    def version(self, paragraph_id: int, version: int) -> Any:
        """The paragraph as it was in a version; None where it never had that."""
        return self.events(paragraph_id).filter(version=version).first()

    def events(self, *paragraph_ids: int) -> models.QuerySet[Any, Any]:
        """What they were, in order. One version may come again with another rank."""
        model: Any = self.model
        found: models.QuerySet[Any, Any] = model.pgh_event_model.objects.filter(pgh_obj_id__in=paragraph_ids)
        return found.order_by("pgh_id")

    def saved_at(self, paragraph_ids: Collection[int]) -> dict[int, set[datetime]]:
        """When each of these was saved, by the database's clock, which all histories share; no query for none."""
        found: dict[int, set[datetime]] = {}
        rows = self.events(*paragraph_ids).order_by().values_list("pgh_obj_id", "pgh_created_at")
        for pk, at in rows if paragraph_ids else ():
            found.setdefault(pk, set()).add(at)
        return found


class ReceivedProseQuerySet(models.QuerySet[Any]):
    def arrived(self, ids: Collection[UUID]) -> dict[UUID, Arrived]:
        """What became of the changes with these ids, as far as they arrived; no query for none."""
        if not ids:
            return {}
        names = ("pk", "section_id", "by_id", "paragraph", "became", "seen", "version", "reason", "at")
        return {
            pk: Arrived(section_id, by_id, paragraph, Became(became), *rest)
            for pk, section_id, by_id, paragraph, became, *rest in self.filter(pk__in=ids).values_list(*names)
        }


class CommentQuerySet(models.QuerySet[Any]):
    def begun(self) -> "CommentQuerySet":
        """Those that are no answers."""
        return self.filter(parent=None)

    def open(self) -> "CommentQuerySet":
        return self.begun().filter(resolved_at=None)

    def with_answers(self) -> "CommentQuerySet":
        """With everybody's name, in two queries."""
        answers = models.Prefetch("answers", self.model.objects.select_related("author"))
        return self.begun().select_related("author", "by").prefetch_related(answers)


# In one statement, so that a build costs one, and the version is there when the body is.
KEEP = """
WITH noted AS (
    UPDATE reports_reportsection
    SET body = %(body)s, notes = %(notes)s, fingerprint = %(fingerprint)s, covered = %(wanted)s - built,
        built = %(wanted)s, built_at = %(at)s, queued_at = NULL, failed_because = '',
        causes = CASE WHEN wanted = %(wanted)s THEN '{}' ELSE causes END
    WHERE id = %(pk)s AND built < %(wanted)s
    RETURNING id
), kept AS (
    INSERT INTO reports_sectionversion (section_id, number, body, causes, changes, at)
    SELECT id, %(wanted)s, %(body)s, %(causes)s::varchar(20)[], %(changes)s, %(at)s FROM noted
    WHERE %(body)s IS DISTINCT FROM (
        SELECT body FROM reports_sectionversion WHERE section_id = %(pk)s ORDER BY number DESC LIMIT 1
    )
)
SELECT count(*) FROM noted
"""


def _queued_query(inspection_id: int, *topics: str) -> models.QuerySet[Any, Any]:
    sections: Any = apps.get_model("reports", "ReportSection").objects
    found: models.QuerySet[Any, Any] = sections.reading(inspection_id, topics).locked().values_list("pk", "queued_at")
    return found


@cache
def _queued(topics: int) -> Compiled:
    """The query for so many topics."""
    return Compiled(_queued_query, -1, *(f"topic {n}" for n in range(topics)))
