"""Alerts, questions to the lead, and rulings."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.outbox import OutboxQuerySet
from inspections.rules import Role


class AlertQuerySet(OutboxQuerySet):
    def open(self) -> "AlertQuerySet":
        return self.filter(closed_at=None)

    def for_leads(self, person_id: int) -> "AlertQuerySet":
        """Of every inspection that this person leads."""
        return self.filter(inspection__team__person=person_id, inspection__team__role=Role.LEAD)

    def of_reader(self, person_id: int) -> "AlertQuerySet":
        """Of the cases that this person reads, or raised by them."""
        return self.filter(Q(review__reader=person_id) | Q(by=person_id))

    def with_names(self) -> "AlertQuerySet":
        """With all that a line about each names, in the same query."""
        return self.select_related("inspection__service", "review__case", "by", "closed_by")


class RulingQuerySet(models.QuerySet[Any]):
    def of_standard(self, inspection_id: int, number: str) -> "RulingQuerySet":
        """On the key questions and prompts of a standard, with who made them."""
        return self.filter(inspection=inspection_id, target__startswith=f"{number}.").select_related("by")


class QuestionQuerySet(models.QuerySet[Any]):
    def open(self) -> "QuestionQuerySet":
        return self.filter(ruling=None, withdrawn_at=None)

    def answered_unseen(self, person_id: int) -> "QuestionQuerySet":
        """Asked by this person, answered, and not looked at since."""
        return self.filter(asked_by=person_id, ruling__isnull=False, seen_at=None)
