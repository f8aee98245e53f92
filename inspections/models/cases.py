"""The cases of an inspection's sample."""

import pghistory
from django.conf import settings
from django.db import models

from inspections.models.inspections import Inspection
from inspections.querysets import CaseQuerySet
from standards.models import DisposalType, Domain


@pghistory.track()
class Case(models.Model):
    """One child's disposal in an inspection's sample, known only by a pseudonymous reference."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="cases")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    disposal_type = models.ForeignKey(DisposalType, on_delete=models.PROTECT, related_name="+")
    disposal_local_name = models.CharField(max_length=120, blank=True, help_text="what the service calls it")
    reference = models.CharField(max_length=40)
    began = models.DateField(null=True, blank=True)
    case_manager = models.CharField(max_length=120, blank=True)
    given = models.JSONField(default=dict, blank=True, help_text="what the service said: target to value")
    in_sample = models.BooleanField(default=True)
    fell_out_because = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("domain__number", "reference")
        constraints = (models.UniqueConstraint(fields=("inspection", "reference"), name="one_case_per_reference"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def disposal_words(self) -> str:
        return self.disposal_local_name or self.disposal_type.one
