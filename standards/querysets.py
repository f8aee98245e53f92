"""Named ways into the edition rows."""

from typing import Any

from django.db import models


class EditionQuerySet(models.QuerySet[Any]):
    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-edition", "title")

    def with_inspection_counts(self) -> "EditionQuerySet":
        """Each with `inspection_count`, how many inspections use it."""
        counted: EditionQuerySet = self.annotate(inspection_count=models.Count("inspections"))
        return counted


class KeyQuestionQuerySet(models.QuerySet[Any]):
    def judged_in_cases(self) -> "KeyQuestionQuerySet":
        """Those that are judged case by case, not once for the service."""
        return self.filter(standard__rated_by="key_questions")
