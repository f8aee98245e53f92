"""What the closing meeting was told."""

from typing import ClassVar
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models

from accounts.kept import goes_with
from inspections.models import Inspection


class EmergingFindings(models.Model):
    """What the closing meeting was told, frozen with the figures of that moment. Never changed; others may follow.

    `content` is what ratings/findings.py: content_of made; its "schema" says in which shape.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, help_text="given by the form: sent twice, it is one")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("-given_at", "id")
        constraints: ClassVar = (
            models.CheckConstraint(condition=models.Q(content__schema__gte=1), name="findings_say_their_schema"),
        )
        triggers: ClassVar = (
            pgtrigger.ReadOnly(name="findings_never_change"),
            goes_with(
                name="findings_go_with_their_inspection",
                parent="inspections_inspection",
                column="inspection_id",
                sentence="Emerging findings stay on record as long as their inspection",
            ),
        )

    def __str__(self) -> str:
        return f"Emerging findings of {self.given_at:%d %B %Y, %H:%M}"
