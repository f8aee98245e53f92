"""A row per standard that changes are counted on."""

from typing import ClassVar

from django.db import models

from inspections.models import Inspection
from ratings.querysets import RatedStandardQuerySet
from standards.models import Standard


class RatedStandard(models.Model):
    """One standard of one inspection. `number` grows with every change to what its figures read.

    A panel decision locks this row, so that it is taken on the figures that the panel saw.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="rated_standards")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(default=0)

    objects = RatedStandardQuerySet.as_manager()

    class Meta:
        ordering = ("standard__position",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("inspection", "standard"), name="one_row_per_rated_standard"),
        )

    def __str__(self) -> str:
        return f"{self.standard.number} of {self.inspection.name}"
