"""Rows that several people change: each change names the version that it was made from (docs/decisions/0007).

Such a row has `version` and `by`, and its history keeps both.
"""

from typing import Any

from django.conf import settings
from django.db import models


class Versioned(models.Model):
    """A row that may have come without a person: from a file, or by a command on the server."""

    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who changed it last; empty: not on record",
    )

    class Meta:
        abstract = True


class ChangedMeanwhile(Exception):
    """Somebody else saved the row after the version that this change was made from; nothing is saved."""


def row_change(row: Any, *, seen: int, by: models.Model, **values: Any) -> None:
    """Saves those of `values` that differ in a row that is locked. Raises ChangedMeanwhile.

    Where none differs there is nothing to save, whatever was seen: a form sent twice is no conflict.
    """
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    if row.version != seen:
        raise ChangedMeanwhile
    for name, value in changed.items():
        setattr(row, name, value)
    row.version, row.by = seen + 1, by
    row.save(update_fields=[*changed, "version", "by"])


def states_since(row: Any) -> list[Any]:
    """The row at its version and as each change since has left it, oldest first; empty where that is not known."""
    events = row.pgh_event_model.objects.filter(pgh_obj_id=row.pk, version__gte=row.version).select_related("by")
    found = list(events.order_by("pgh_id"))
    return found if found and found[0].version == row.version else []
