"""Rows of a report that are withdrawn, and brought back, but never deleted while their inspection is there."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from inspections.models import Inspection
from reports.querysets import StandingQuerySet


class Withdrawable(Versioned):
    """Who withdrew it and when, where somebody did; its history tells what was before."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


def withdrawn_by_somebody(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
        | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
        name=f"{name}_is_withdrawn_by_somebody",
    )


def stays(name: str, what: str) -> pgtrigger.Trigger:
    return goes_with(
        name=f"{name}_stays_on_record",
        parent="inspections_inspection",
        column="inspection_id",
        sentence=f"{what} is withdrawn, and never deleted",
    )
