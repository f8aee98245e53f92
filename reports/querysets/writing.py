"""Named ways into what people write for reports."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from reports.rules import Arrived, Became


class StandingQuerySet(models.QuerySet[Any]):
    def standing(self) -> "StandingQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)


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
